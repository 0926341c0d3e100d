import Syntax

extension Extraction {
  // MARK: Expressions

  /// Reads an asserting expression; answers whether it was one.
  mutating func expression(_ place: Place, _ reach: Reach) -> Bool {
    let outline = reader.outlines[place.file]
    var reach = reach
    if alwaysFails(place) { return true }
    if let reading = outline.rules.reading(reader, place) {
      for claim in reading.claims { add(claim, place, reach) }
      let isRaising = reading.claims.contains { $0.form == .raises && !$0.isNegated }
      if isRaising { raisingBodies += 1 }
      for part in reading.rest { walk(part, reach) }
      if isRaising { raisingBodies -= 1 }
      for part in reading.properties { property(part, reach) }
      return true
    }
    if let claims = reader.chainClaims(place) {
      if outline.rules.isUnawaited(outline.tree, place.node) {
        reach.insert(.unawaited)
      }
      for claim in claims { add(claim, place, reach) }
      lambdas(place, reach, raising: claims.contains { $0.form == .raises && !$0.isNegated })
      return true
    }
    guard reader.kind(place) == .call else { return incomplete(place, reach) }
    if let claims = reader.irregular(place) {
      for claim in claims { add(claim, place, reach) }
      lambdas(place, reach, raising: claims.contains { $0.form == .raises && !$0.isNegated })
      return true
    }
    if let row = reader.row(place, where: { _ in true }) {
      switch row.role {
      case .assertion:
        if outline.rules.isUnawaited(outline.tree, place.node) {
          reach.insert(.unawaited)
        }
        let claim = reader.delegated(reader.claim(row, place))
        add(claim, place, reach)
        lambdas(place, reach, raising: claim.form == .raises && !claim.isNegated)
        return true
      case .plan:
        hasPlan = true
        return true
      // The suite's own function of that name is another.
      case .meta where reader.function(place).map(checkers.contains) ?? false: break
      case .failure, .meta, .skip: return true
      default: break
      }
    }
    return helper(place, reach)
  }

  /// R15: a function that runs for generated inputs; what it returns is an assertion too.
  mutating func property(_ function: Place, _ reach: Reach) {
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
  mutating func incomplete(_ place: Place, _ reach: Reach) -> Bool {
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
  mutating func lambdas(_ place: Place, _ reach: Reach, raising: Bool = false) {
    if raising { raisingBodies += 1 }
    defer { if raising { raisingBodies -= 1 } }
    let tree = reader.outlines[place.file].tree
    var skipTo = 0
    for node in tree.descendants(place.node) where node.int >= skipTo {
      guard tree.kind(node) == .lambda || tree.kind(node) == .function else { continue }
      skipTo = node.int + Int(tree[node].descendants) + 1
      run(place.at(node), reach)
    }
  }

  // MARK: Helpers

  mutating func helper(_ call: Place, _ reach: Reach) -> Bool {
    if let function = reader.function(call) ?? reader.shared(ofTypeIn: call) {
      if inline(function, call, reach) { return true }
      guard let name = reader.callee(call)?.last, Reader.isSurelyAsserting(name),
        reader.isStatement(call), !checkers.contains(function)
      else { return false }
      let count = checks.count
      for argument in reader.children(call).dropFirst() { lambdas(argument, reach) }
      // What it is given asserts.
      guard checks.count == count else { return true }
      let subject = reader.firstArgument(call)
      add(Claim(.unread, subject: subject, matcher: name), call, reach)
      return true
    }
    if callback(call, reach) { return true }
    guard let name = reader.unresolvedAssertion(call) else { return false }
    let arguments = reader.arguments(call)
    let form: Form = name.lowercased().contains("snapshot") ? .snapshot : .unknown
    var claim = Claim(
      form, subject: arguments.positional.first ?? reader.receiver(call), matcher: name)
    claim.expected = Array(arguments.positional.dropFirst())
    add(claim, call, reach)
    return true
  }

  mutating func inline(
    _ function: FunctionReference, _ call: Place, _ reach: Reach
  ) -> Bool {
    let outline = reader.outlines[function.file]
    // A function that the test gave its helper is read where it stands.
    if isGiven(call) {
      runsGiven = true
      return true
    }
    guard inlines, checkers.contains(function),
      let definition = outline.definition(at: function.node),
      helpers.count < Extraction.helperDepth, !helpers.contains(function)
    else { return false }
    let isAsserting = Reader.isAsserting(definition.name)
    let isHarness = reader.endsHarness(call) || !helpers.isEmpty && reader.isResult(call)
    guard !definition.returnsValue || isAsserting || isHarness else { return false }
    // A set-up helper insists and hands on what it made.
    if definition.returnsValue, !Reader.isSurelyAsserting(definition.name),
      !reader.isStatement(call), !isHarness
    {
      return false
    }
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
    let saved = (checks, runsGiven)
    checks = []
    runsGiven = false
    run(Place(file: function.file, node: function.node, frame: number2), [])
    var inner = checks
    // What a harness does only where it was told to, it may not have been told.
    let sure = inner.filter { !$0.reach.contains(.conditional) && !$0.reach.contains(.loopUnknown) }
    if isHarness, !sure.isEmpty { inner = sure }
    let ranGiven = runsGiven
    (checks, runsGiven) = saved
    helpers.removeLast()
    guard !inner.isEmpty || ranGiven else { return false }
    if !Reader.isSurelyAsserting(definition.name),
      definition.returnsValue || !Reader.isChecking(definition.name),
      inner.allSatisfy({ Extraction.isPrecondition($0.claim) })
    {
      if ranGiven { for argument in reader.children(call).dropFirst() { lambdas(argument, reach) } }
      return ranGiven
    }
    for var check in inner {
      check.anchor = call
      check.claim.range = nil
      check.reach.formUnion(reach)
      check.helper = definition.name
      checks.append(check)
    }
    for argument in reader.children(call).dropFirst() { lambdas(argument, reach) }
    return true
  }

  /// Whether what is called is a function literal that a caller passed.
  private func isGiven(_ call: Place) -> Bool {
    guard call.frame > 0, let callee = reader.callee(call), callee.base == nil,
      callee.names.count == 1,
      case .argument(let place) = reader.meaning(callee.last, at: call)
    else { return false }
    return NodeKinds.functions.contains(reader.kind(reader.bare(place)))
  }

  /// Whether a claim says only that nothing failed, as set-up helpers insist.
  private static func isPrecondition(_ claim: Claim) -> Bool {
    claim.form == .noThrow || claim.form == .raises && claim.isNegated
  }

  func bind(_ definition: Definition, _ call: Place, into frame: inout Frame) {
    let arguments = reader.arguments(call)
    if !definition.labels.isEmpty {
      var at = 0
      for value in arguments.positional {
        let label = arguments.named.first { $0.value == value }?.name ?? "_"
        let found = definition.labels.indices.dropFirst(at).first { definition.labels[$0] == label }
        guard let number = found ?? (label == "_" ? at : nil), number < definition.parameters.count
        else { continue }
        frame.arguments[definition.parameters[number]] = value
        at = number + 1
      }
      return
    }
    for (name, value) in zip(definition.parameters, arguments.positional)
    where reader.kind(value) != .spread {
      frame.arguments[name] = value
    }
    for (name, value) in arguments.named where definition.parameters.contains(name) {
      frame.arguments[name] = value
    }
  }

  /// Functions given to a call that is known to run them, or not.
  mutating func callback(_ call: Place, _ reach: Reach) -> Bool {
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
