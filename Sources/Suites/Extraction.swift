import Syntax

/// Walks the body of a test or helper and collects what can fail it.
struct Extraction {
  var reader: Reader
  var checks: [Check] = []
  let checkers: Set<FunctionReference>
  /// Whether calls of helpers are followed.
  let inlines: Bool
  var depth = 0
  var helpers: [FunctionReference] = []
  /// How many `with raises` bodies are open.
  var raisingBodies = 0
  var hasPlan = false
  /// The conditions of the open branches, innermost last.
  var guards: [Claim] = []
  /// Whether the helper that is read has called a function that it was given.
  var runsGiven = false
  /// How many properties of generated inputs are open.
  var properties = 0

  /// Nothing is read below this depth of nested nodes.
  static let deepest = 250
  /// How many helpers deep calls are followed.
  static let helperDepth = 3

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
    let all = Array(reader.children(block))
    for (number, statement) in all.enumerated() {
      if number > 0, isFailure(statement), let claim = escape(all[..<number]) {
        add(claim, statement, reach)
      }
      walk(statement, reach)
      if ends(statement) { reach.insert(.dead) }
    }
  }

  func ends(_ statement: Place) -> Bool {
    switch reader.kind(statement) {
    case .exit, .raise:
      return reader.outlines[statement.file].tree.firstToken(statement.node).symbol != .pass
    case .statement: return isCall(statement, of: .skip)
    default: return false
    }
  }

  func isCall(_ place: Place, of role: CallRow.Role) -> Bool {
    let at = reader.bare(place)
    return reader.kind(at) == .call && reader.row(at) { $0.role == role } != nil
  }

  mutating func walk(_ place: Place, _ reach: Reach) {
    guard depth < Extraction.deepest else { return }
    depth += 1
    defer { depth -= 1 }
    if reader.outlines[place.file].isCase(place.node) { return }
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
    case .lambda:
      let taken = callbackReach(place) ?? (isRow(place) ? [] : .callback)
      if taken.contains(.callback) { refusal(place, reach.union(taken)) }
      run(place, reach.union(taken))
    case .type: methods(place, reach)
    case .name, .number, .text: break
    case .selection: selection(place, reach)
    case .declaration: declaration(place, reach)
    case .conditional: children(place, reach.union(.conditional))
    case .binary: binary(place, reach)
    default: children(place, reach)
    }
  }

  mutating func children(_ place: Place, _ reach: Reach) {
    for child in reader.children(place) { walk(child, reach) }
  }

  /// The right side of `a && f()` runs under a condition.
  mutating func binary(_ place: Place, _ reach: Reach) {
    let outline = reader.outlines[place.file]
    let symbol = outline.tree.operatorSymbol(place.node)
    let isShort =
      outline.rules.conjunction.contains(symbol) || outline.rules.disjunction.contains(symbol)
    for (number, child) in reader.children(place).enumerated() {
      walk(child, isShort && number > 0 ? reach.union(.conditional) : reach)
    }
  }

  mutating func assertion(_ place: Place, _ reach: Reach) {
    guard let test = reader.first(place) else { return }
    if isFailure(place) { return }
    add(reader.condition(test), place, reach)
    for child in reader.children(place) { lambdas(child, reach) }
  }

  mutating func add(_ claim: Claim, _ anchor: Place, _ reach: Reach) {
    // What only insists on success is, where an error must come, the act itself.
    let isInsisting = claim.form == .schema && reader.kind(anchor) == .call
    if raisingBodies > 0, isInsisting || claim.flags.contains(.implicit) { return }
    var claim = claim
    if claim.form == .every, !claim.isNegated, let all = claim.subject,
      isSized(reader.elements(all))
    {
      claim.isSized = true
    }
    var check = Check(
      claim: claim, anchor: anchor, reach: reach.union(claim.reach), helper: nil,
      flags: claim.flags)
    if properties > 0 { check.flags.append(.property) }
    checks.append(check)
  }

  mutating func statement(_ place: Place, _ reach: Reach) {
    let parts = reader.children(place)
    let outline = reader.outlines[place.file]
    if parts.count == 1, reader.kind(parts[0]) == .binary,
      let reading = outline.rules.reading(reader, parts[0])
    {
      for claim in reading.claims { add(claim, place, reach) }
      return
    }
    let isResult =
      outline.rules.givesValue != nil
      && outline.tree.ancestor(place.node, of: .functions)
        .flatMap { outline.definition(at: $0) }?.returnsValue ?? false
    if parts.count == 1, raisingBodies == 0, !isResult, reader.isComparison(parts[0]) {
      var claim = Claim(.incomplete, subject: parts[0], matcher: "comparison")
      claim.subject = reader.bare(parts[0])
      add(claim, place, reach)
      return
    }
    for part in parts { walk(part, reach) }
  }

  func callbackReach(_ place: Place) -> Reach? {
    reader.outlines[place.file].rules.callbackReach(reader, place)
  }

  /// A function inside the test: read in place, as a callback unless the test itself calls it.
  mutating func nested(_ place: Place, _ reach: Reach) {
    if let taken = callbackReach(place) { return run(place, reach.union(taken)) }
    if isRow(place) { return run(place, reach) }
    if isUnnamed(place) { refusal(place, reach.union(.callback)) }
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
  mutating func methods(_ place: Place, _ reach: Reach) {
    let tree = reader.outlines[place.file].tree
    var skipTo = 0
    for node in tree.descendants(place.node) where node.int >= skipTo {
      guard tree.kind(node) == .function else { continue }
      skipTo = node.int + Int(tree[node].descendants) + 1
      run(place.at(node), reach.union(.callback))
    }
  }
}
