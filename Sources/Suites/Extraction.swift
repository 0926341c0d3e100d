import Syntax

/// Walks the body of a test or helper and collects what can fail it.
struct Extraction {
  var reader: Reader
  private(set) var checks: [Check] = []
  private let checkers: Set<FunctionReference>
  /// Whether calls of helpers are followed.
  private let inlines: Bool
  private var depth = 0
  private var helpers: [FunctionReference] = []
  /// How many `with raises` bodies are open.
  private var raisingBodies = 0
  private var hasPlan = false
  /// How many properties of generated inputs are open.
  private var properties = 0

  /// Nothing is read below this depth of nested nodes.
  private static let deepest = 250
  /// How many helpers deep calls are followed.
  private static let helperDepth = 3

  init(_ reader: Reader, checkers: Set<FunctionReference>, inlines: Bool = true) {
    self.reader = reader
    self.checkers = checkers
    self.inlines = inlines
  }

  /// Reads one function, in a frame that the reader already has.
  mutating func run(_ function: Place, _ reach: Reach) {
    guard let body = reader.children(function).last else { return }
    if reader.kind(body) == .block {
      statements(body, reach)
    } else if reader.kind(function) == .lambda {
      walk(body, reach)
    }
    if hasPlan, depth == 0 {
      for index in checks.indices {
        checks[index].reach.subtract(
          [.caught, .callback, .unawaited, .conditional, .loopUnknown])
      }
    }
  }

  // MARK: Statements

  mutating func statements(_ block: Place, _ reach: Reach) {
    var reach = reach
    for statement in reader.children(block) {
      walk(statement, reach)
      if ends(statement) { reach.insert(.dead) }
    }
  }

  private func ends(_ statement: Place) -> Bool {
    switch reader.kind(statement) {
    case .exit, .raise:
      return reader.outlines[statement.file].tree.firstToken(statement.node).symbol != .pass
    case .statement: return isCall(statement, of: .skip)
    default: return false
    }
  }

  private func isCall(_ place: Place, of role: CallRow.Role) -> Bool {
    let at = reader.bare(place)
    return reader.kind(at) == .call && reader.row(at) { $0.role == role } != nil
  }

  mutating func walk(_ place: Place, _ reach: Reach) {
    guard depth < Extraction.deepest else { return }
    depth += 1
    defer { depth -= 1 }
    if reader.outlines[place.file].caseNodes.contains(place.node) { return }
    switch reader.kind(place) {
    case .block, .file: statements(place, reach)
    case .assertion: assertion(place, reach)
    case .branch: branch(place, reach)
    case .loop: loop(place, reach)
    case .attempt: attempt(place, reach)
    case .scope: scope(place, reach)
    case .statement: statement(place, reach)
    case .call, .member: if !expression(place, reach) { children(place, reach) }
    case .function: nested(place, reach)
    case .lambda: run(place, reach.union(callbackReach(place) ?? .callback))
    case .type: methods(place, reach)
    case .name, .number, .text: break
    case .selection, .conditional: children(place, reach.union(.conditional))
    case .binary: binary(place, reach)
    default: children(place, reach)
    }
  }

  private mutating func children(_ place: Place, _ reach: Reach) {
    for child in reader.children(place) { walk(child, reach) }
  }

  /// The right side of `a && f()` runs under a condition.
  private mutating func binary(_ place: Place, _ reach: Reach) {
    let symbol = reader.outlines[place.file].tree.operatorSymbol(place.node)
    let outline = reader.outlines[place.file]
    let isShort =
      outline.rules.conjunction.contains(symbol) || outline.rules.disjunction.contains(symbol)
    for (number, child) in reader.children(place).enumerated() {
      walk(child, isShort && number > 0 ? reach.union(.conditional) : reach)
    }
  }

  private mutating func assertion(_ place: Place, _ reach: Reach) {
    guard let test = reader.first(place) else { return }
    if isFailure(place) { return }
    add(reader.condition(test), place, reach)
    for child in reader.children(place) { lambdas(child, reach) }
  }

  mutating func add(_ claim: Claim, _ anchor: Place, _ reach: Reach) {
    var check = Check(
      claim: claim, anchor: anchor, reach: reach.union(claim.reach), helper: nil,
      flags: claim.flags)
    if properties > 0 { check.flags.append(.property) }
    checks.append(check)
  }

  private mutating func statement(_ place: Place, _ reach: Reach) {
    let parts = reader.children(place)
    if parts.count == 1, raisingBodies == 0, reader.isComparison(parts[0]) {
      var claim = Claim(.incomplete, subject: parts[0], matcher: "comparison")
      claim.subject = reader.bare(parts[0])
      add(claim, place, reach)
      return
    }
    for part in parts { walk(part, reach) }
  }

  private func callbackReach(_ place: Place) -> Reach? {
    reader.outlines[place.file].rules.callbackReach(reader, place)
  }

  /// A function inside the test: read in place, as a callback unless the test itself calls it.
  private mutating func nested(_ place: Place, _ reach: Reach) {
    if let taken = callbackReach(place) { return run(place, reach.union(taken)) }
    let outline = reader.outlines[place.file]
    guard let name = outline.definition(at: place.node)?.name,
      reader.frames.indices.contains(place.frame)
    else { return }
    let around = reader.frames[place.frame].function
    var isCalled = false
    for node in outline.tree.descendants(around) where outline.tree.kind(node) == .call {
      if let target = outline.tree.children(node).first, outline.tree.kind(target) == .name,
        outline.tree.text(target) == name
      {
        isCalled = true
        break
      }
    }
    run(place, isCalled ? reach : reach.union(.callback))
  }

  /// The methods of a class inside the test run when the tested code calls them.
  private mutating func methods(_ place: Place, _ reach: Reach) {
    let tree = reader.outlines[place.file].tree
    var skipTo = 0
    for node in tree.descendants(place.node) where node.int >= skipTo {
      guard tree.kind(node) == .function else { continue }
      skipTo = node.int + Int(tree[node].descendants) + 1
      run(place.at(node), reach.union(.callback))
    }
  }

  // MARK: Branches and loops

  private mutating func branch(_ place: Place, _ reach: Reach) {
    let parts = reader.children(place)
    guard parts.count > 1 else { return }
    walk(parts[0], reach)
    if let failure = lastStatement(parts[1]), isFailure(failure) {
      add(reader.condition(parts[0]).negated, place, reach)
    } else {
      walk(parts[1], reach.union(.conditional))
    }
    for part in parts.dropFirst(2) {
      if let body = reader.children(part).first, let failure = lastStatement(body),
        reader.kind(body) != .branch, isFailure(failure)
      {
        add(reader.condition(parts[0]), place, reach)
      } else {
        walk(part, reach.union(.conditional))
      }
    }
  }

  /// The last statement of a block, or a statement that stands alone.
  private func lastStatement(_ body: Place) -> Place? {
    reader.kind(body) == .block ? reader.children(body).last : body
  }

  /// Whether a statement fails the test whenever it runs.
  private func isFailure(_ statement: Place) -> Bool {
    switch reader.kind(statement) {
    case .statement: return isCall(statement, of: .failure)
    case .assertion:
      guard let test = reader.first(statement) else { return false }
      let at = reader.bare(test)
      guard let constant = reader.outlines[at.file].rules.constants[reader.text(at)] else {
        return false
      }
      return constant == .falsehood
    case .raise:
      guard let error = reader.first(statement) else { return false }
      let outline = reader.outlines[statement.file]
      return outline.rules.failureErrors.contains(errorName(error))
        && outline.rules.failsByRaising(reader, statement)
    default: return false
    }
  }

  func errorName(_ place: Place) -> String {
    let at = reader.bare(place)
    return reader.kind(at) == .call ? reader.callee(at)?.last ?? "" : reader.path(at).last
  }

  private mutating func loop(_ place: Place, _ reach: Reach) {
    let parts = reader.children(place)
    var inner = reach
    if parts.count > 1, reader.kind(parts[1]) == .condition {
      if !reader.isCertain(parts[1]) { inner.insert(.loopUnknown) }
    } else if let first = parts.first, reader.kind(first) != .condition, parts.count > 1 {
      if !reader.isNonEmpty(parts[1]), !isSized(parts[1]) { inner.insert(.loopUnknown) }
    } else if let first = parts.first, reader.kind(first) == .condition,
      !reader.isNonEmpty(first), !reader.isTrue(first)
    {
      inner.insert(.loopUnknown)
    }
    for part in parts {
      let isBody = reader.kind(part) == .block || reader.kind(part) == .statement
      walk(part, isBody ? inner : reach)
    }
  }

  /// Whether an earlier assertion of this test already counts the elements.
  private func isSized(_ iterable: Place) -> Bool {
    let text = reader.text(iterable)
    return checks.contains { check in
      guard check.reach.isEmpty, !check.claim.isNegated, let subject = check.claim.subject else {
        return false
      }
      let sized = reader.facet(subject).map { $0.facet == .length ? $0.of : subject } ?? subject
      switch check.claim.form {
      case .equal, .length, .greater, .greaterEqual, .truth: return reader.text(sized) == text
      default: return false
      }
    }
  }

  // MARK: Errors

  private mutating func attempt(_ place: Place, _ reach: Reach) {
    let parts = reader.children(place)
    let handlers = parts.filter {
      reader.kind($0) == .handler
        && reader.outlines[$0.file].tree.firstToken($0.node).symbol != .finally
    }
    let bodies = parts.filter { reader.kind($0) == .block || reader.kind($0) == .otherwise }
    let endings = bodies.compactMap { body -> Place? in
      let block = reader.kind(body) == .otherwise ? reader.children(body).first : body
      return block.flatMap { lastStatement($0) }.flatMap { isFailure($0) ? $0 : nil }
    }
    let swallowers = handlers.filter { swallows($0) }
    if let failure = endings.first, !handlers.isEmpty, !handlers.contains(where: inspects) {
      var claim = Claim(.raises, subject: bodies.first, matcher: "except")
      claim.expected = handlers.compactMap { reader.first($0) }
        .filter { reader.kind($0) != .block && reader.kind($0) != .pattern }
      let inner = isSwallowed(failure, swallowers) ? reach.union(.swallowed) : reach
      add(claim, failure, inner)
    }
    var body = reach
    if !swallowers.isEmpty, endings.isEmpty { body.insert(.swallowed) }
    for part in parts {
      switch reader.kind(part) {
      case .handler:
        handler(part, isFinal: !handlers.contains(part), isPlanned: !endings.isEmpty, reach)
      default: walk(part, body)
      }
    }
  }

  /// Whether a handler for errors of any type looks at the error that it caught.
  private func inspects(_ handler: Place) -> Bool {
    guard errorNames(handler).isEmpty else { return false }
    let tree = reader.outlines[handler.file].tree
    return tree.descendants(handler.node).contains { reader.isDirectCheck(handler.at($0)) }
  }

  private func isSwallowed(_ failure: Place, _ swallowers: [Place]) -> Bool {
    guard !swallowers.isEmpty else { return false }
    let names = swallowers.flatMap { errorNames($0) }
    let isOutcome =
      reader.kind(failure) == .statement
      && reader.callee(reader.bare(failure)).map {
        !reader.outlines[failure.file].rules.receivers.contains($0.names.first ?? "")
      } ?? false
    return !isOutcome || names.isEmpty || names.contains("BaseException")
  }

  private func errorNames(_ handler: Place) -> [String] {
    guard let first = reader.first(handler), reader.kind(first) != .block,
      reader.kind(first) != .pattern
    else { return [] }
    let at = reader.bare(first)
    let several: NodeKinds = [.group, .sequence]
    return several.contains(reader.kind(at))
      ? reader.children(at).map { errorName($0) } : [errorName(at)]
  }

  /// Whether a handler lets the test pass although an assertion failed.
  private func swallows(_ handler: Place) -> Bool {
    let names = errorNames(handler)
    let outline = reader.outlines[handler.file]
    guard names.isEmpty || names.contains(where: { outline.rules.swallowingErrors.contains($0) })
    else {
      return false
    }
    let tree = reader.outlines[handler.file].tree
    for node in tree.descendants(handler.node) {
      switch tree.kind(node) {
      case .raise, .assertion: return false
      case .statement where isFailure(handler.at(node)): return false
      case .call where reader.isDirectCheck(handler.at(node)): return false
      case .call
      where outline.rules.forwarders.contains(reader.callee(handler.at(node))?.last ?? ""):
        return false
      default: break
      }
    }
    return true
  }

  private mutating func handler(
    _ place: Place, isFinal: Bool, isPlanned: Bool, _ reach: Reach
  ) {
    guard let block = reader.children(place).last, reader.kind(block) == .block else { return }
    if !isFinal, let failure = lastStatement(block), isFailure(failure) {
      add(Claim(.noThrow, subject: place, matcher: "except"), failure, reach)
    }
    walk(block, isFinal || isPlanned ? reach : reach.union(.caught))
  }

  private mutating func scope(_ place: Place, _ reach: Reach) {
    var isRaising = false
    for part in reader.children(place) {
      guard reader.kind(part) != .block else {
        guard isRaising else {
          walk(part, reach)
          continue
        }
        raisingBodies += 1
        for (number, statement) in reader.children(part).enumerated() {
          walk(statement, number == 0 ? reach : reach.union(.dead))
        }
        raisingBodies -= 1
        continue
      }
      let before = checks.count
      walk(part, reach)
      for index in before..<checks.count where checks[index].claim.form == .raises {
        isRaising = true
        let block = reader.children(place).last
        if checks[index].claim.subject == nil { checks[index].claim.subject = block }
        if let block, reader.kind(block) == .block, reader.children(block).count > 1 {
          checks[index].flags.append(.multiStatement)
        }
      }
    }
  }

  // MARK: Expressions

  /// Reads an asserting expression; answers whether it was one.
  private mutating func expression(_ place: Place, _ reach: Reach) -> Bool {
    let outline = reader.outlines[place.file]
    var reach = reach
    if let reading = outline.rules.reading(reader, place) {
      for claim in reading.claims { add(claim, place, reach) }
      for part in reading.rest { walk(part, reach) }
      for part in reading.properties { property(part, reach) }
      return true
    }
    if let claims = reader.chainClaims(place) {
      if outline.rules.isUnawaited(reader.outlines[place.file].tree, place.node) {
        reach.insert(.unawaited)
      }
      for claim in claims { add(claim, place, reach) }
      lambdas(place, reach)
      return true
    }
    guard reader.kind(place) == .call else { return incomplete(place, reach) }
    if let claims = reader.irregular(place) {
      for claim in claims { add(claim, place, reach) }
      lambdas(place, reach)
      return true
    }
    if let row = reader.row(place, where: { _ in true }) {
      switch row.role {
      case .assertion:
        if outline.rules.isUnawaited(reader.outlines[place.file].tree, place.node) {
          reach.insert(.unawaited)
        }
        add(reader.delegated(reader.claim(row, place)), place, reach)
        lambdas(place, reach)
        return true
      case .plan:
        hasPlan = true
        return true
      case .failure, .meta, .skip: return true
      default: break
      }
    }
    return helper(place, reach)
  }

  /// R15: a function that runs for generated inputs; what it returns is an assertion too.
  private mutating func property(_ function: Place, _ reach: Reach) {
    guard let body = reader.children(function).last else { return }
    properties += 1
    defer { properties -= 1 }
    let before = checks.count
    guard reader.kind(body) == .block else {
      walk(body, reach)
      if checks.count == before { add(reader.condition(body), body, reach) }
      return
    }
    run(function, reach)
    let tree = reader.outlines[body.file].tree
    var skipTo = 0
    for node in tree.descendants(body.node) where node.int >= skipTo {
      switch tree.kind(node) {
      case .function, .lambda: skipTo = node.int + Int(tree[node].descendants) + 1
      case .exit:
        guard let value = reader.first(body.at(node)), !reader.isDirectCheck(value) else {
          continue
        }
        add(reader.condition(value), body.at(node), reach)
      default: continue
      }
    }
    if checks.count == before { add(Claim(.noThrow, matcher: "property"), function, reach) }
  }

  /// `m.assert_called_once` without brackets, as a statement.
  private mutating func incomplete(_ place: Place, _ reach: Reach) -> Bool {
    let tree = reader.outlines[place.file].tree
    guard let parent = tree.parent(place.node), tree.kind(parent) == .statement,
      let rows = reader.outlines[place.file].rules.calls.rows[reader.path(place).last],
      rows.contains(where: { $0.role == .assertion && $0.receiver != .free })
    else { return false }
    let object = reader.children(place).first
    add(
      Claim(.incomplete, subject: object, matcher: reader.path(place).last), place, reach)
    return true
  }

  /// Assertions inside the functions that an asserting call is given.
  private mutating func lambdas(_ place: Place, _ reach: Reach) {
    let tree = reader.outlines[place.file].tree
    var skipTo = 0
    for node in tree.descendants(place.node) where node.int >= skipTo {
      guard tree.kind(node) == .lambda || tree.kind(node) == .function else { continue }
      skipTo = node.int + Int(tree[node].descendants) + 1
      run(place.at(node), reach)
    }
  }

  // MARK: Helpers

  private mutating func helper(_ call: Place, _ reach: Reach) -> Bool {
    if let function = reader.function(call) {
      return inline(function, call, reach)
    }
    if callback(call, reach) { return true }
    guard let name = reader.unresolvedAssertion(call) else { return false }
    let arguments = reader.arguments(call)
    var claim = Claim(
      .unknown, subject: arguments.positional.first ?? reader.receiver(call), matcher: name)
    claim.expected = Array(arguments.positional.dropFirst())
    add(claim, call, reach)
    return true
  }

  private mutating func inline(
    _ function: FunctionReference, _ call: Place, _ reach: Reach
  ) -> Bool {
    let outline = reader.outlines[function.file]
    guard inlines, checkers.contains(function),
      let definition = outline.definition(at: function.node),
      helpers.count < Extraction.helperDepth, !helpers.contains(function)
    else { return false }
    let isAsserting = Reader.isAsserting(definition.name)
    guard !definition.returnsValue || isAsserting else { return false }
    if !isAsserting, function.file == call.file,
      outline.tree.encloses(reader.frames[call.frame].function, function.node)
    {
      return false
    }
    var frame = Frame(file: function.file, function: function.node, helper: definition.name)
    bind(definition, call, into: &frame)
    let number2 = reader.frames.count
    reader.frames.append(frame)
    helpers.append(function)
    let saved = checks
    checks = []
    run(Place(file: function.file, node: function.node, frame: number2), [])
    let inner = checks
    checks = saved
    helpers.removeLast()
    guard !inner.isEmpty else { return false }
    var check = Check(
      claim: Claim(.all, subject: inner[0].claim.subject, matcher: definition.name),
      anchor: call, reach: reach, helper: definition.name)
    check.inlined = inner
    checks.append(check)
    for argument in reader.children(call).dropFirst() { lambdas(argument, reach) }
    return true
  }

  private func bind(_ definition: Definition, _ call: Place, into frame: inout Frame) {
    let arguments = reader.arguments(call)
    for (name, value) in zip(definition.parameters, arguments.positional)
    where reader.kind(value) != .spread {
      frame.arguments[name] = value
    }
    for (name, value) in arguments.named where definition.parameters.contains(name) {
      frame.arguments[name] = value
    }
  }

  /// Functions given to a call that is known to run them, or not.
  private mutating func callback(_ call: Place, _ reach: Reach) -> Bool {
    let outline = reader.outlines[call.file]
    guard let name = reader.callee(call)?.last, let use = outline.rules.callbacks[name] else {
      return false
    }
    if let target = reader.first(call) { walk(target, reach) }
    var inner = reach
    if use == .loop, !(reader.receiver(call).map { reader.isNonEmpty($0) } ?? false) {
      inner.insert(.loopUnknown)
    }
    for argument in reader.arguments(call).positional {
      let at = reader.bare(argument)
      if reader.kind(at) == .lambda || reader.kind(at) == .function {
        run(at, inner)
      } else {
        walk(argument, reach)
      }
    }
    return true
  }
}
