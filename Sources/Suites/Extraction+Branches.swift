import Syntax

extension Extraction {
  // MARK: Branches and loops

  mutating func branch(_ place: Place, _ reach: Reach) {
    let all = reader.children(place)
    guard let test = all.firstIndex(where: { reader.kind($0) == .condition }) else { return }
    for part in all[..<test] { walk(part, reach) }
    let parts = Array(all[test...])
    guard parts.count > 1 else { return }
    walk(parts[0], reach)
    let claim = reader.condition(parts[0])
    for part in parts.dropFirst() {
      let isOther = reader.kind(part) == .otherwise
      let holding = isOther ? claim.negated : claim
      if let body = isOther ? reader.first(part) : part,
        !(isOther && reader.kind(body) == .branch), fails(body)
      {
        add(guarded(holding), place, reach)
      } else {
        guards.append(holding)
        walk(part, reach.union(.conditional))
        guards.removeLast()
      }
    }
  }

  /// What must hold so that a branch that fails the test is not taken: where its own condition only
  /// chooses among rows of a table, that of the branches around it.
  private func guarded(_ claim: Claim) -> Claim {
    func chooses(_ claim: Claim) -> Bool {
      reader.isTestData(claim)
        || claim.parts.isEmpty && claim.subject.map { reader.isConstant($0) } ?? false
    }
    guard chooses(claim), let outer = guards.last(where: { !chooses($0) }) else {
      return claim.negated
    }
    return outer.negated
  }

  /// Whether what a condition guards always fails the test; it may leave afterwards.
  func fails(_ body: Place) -> Bool {
    guard reader.kind(body) == .block else { return isFailure(body) }
    return failing(reader.children(body)) != nil
  }

  /// The statement that fails the test, with at most an exit behind it.
  func failing(_ statements: [Place]) -> Place? {
    guard let last = statements.last else { return nil }
    if isFailure(last) { return last }
    guard reader.kind(last) == .exit, let before = statements.dropLast().last else { return nil }
    return isFailure(before) ? before : nil
  }

  // MARK: Selections

  /// An arm by values that fails the test is a guard by what leads to it; of arms by patterns, all
  /// but one of which fail the test, that one always runs.
  mutating func selection(_ place: Place, _ reach: Reach) {
    let parts = reader.children(place)
    let arms = parts.filter { reader.kind($0) == .arm }
    if arms.contains(where: { reader.first($0).map { reader.kind($0) == .pattern } ?? false }) {
      return patterned(place, arms, reach)
    }
    let tag = parts.first { reader.kind($0) == .condition }
    for part in parts where reader.kind(part) != .arm { walk(part, reach) }
    for arm in arms {
      let (values, statements) = split(arm)
      guard let failure = failing(statements) else {
        for part in values + statements { walk(part, reach.union(.conditional)) }
        continue
      }
      if let claim = avoided(tag, values, arms.filter { $0 != arm }) { add(claim, arm, reach) }
      for part in statements where part != failure { walk(part, reach.union(.conditional)) }
    }
  }

  private mutating func patterned(_ place: Place, _ arms: [Place], _ reach: Reach) {
    let others = arms.filter { arm in
      guard let body = reader.children(arm).last, let last = lastStatement(body) else { return true }
      return !isFailure(last)
    }
    guard others.count == 1, arms.count > 1 else {
      return children(place, reach.union(.conditional))
    }
    for part in reader.children(place) where reader.kind(part) != .arm { walk(part, reach) }
    let claim = reader.condition(others[0])
    let failing = arms.first { $0 != others[0] } ?? others[0]
    let isSure = claim.form != .truth && claim.form != .never
    if isSure, failing.node < others[0].node { add(claim, failing, reach) }
    for part in reader.children(others[0]) { walk(part, reach) }
    if isSure, failing.node > others[0].node { add(claim, failing, reach) }
  }

  /// The values that lead to an arm, and its statements.
  private func split(_ arm: Place) -> (values: [Place], statements: [Place]) {
    let statements: NodeKinds = [
      .statement, .exit, .branch, .loop, .selection, .declaration, .raise, .attempt, .block,
      .scope, .type, .assertion,
    ]
    let parts = reader.children(arm)
    guard let first = parts.first, !statements.contains(reader.kind(first)) else {
      return ([], parts)
    }
    let values = reader.kind(first) == .sequence ? reader.children(first) : [first]
    return (values, Array(parts.dropFirst()))
  }

  /// What must hold so that an arm is not taken.
  private func avoided(_ tag: Place?, _ values: [Place], _ others: [Place]) -> Claim? {
    let rest = values.isEmpty ? others.flatMap { split($0).values } : values
    guard !rest.isEmpty else { return nil }
    let subject = tag.map { reader.bare($0) }
    if let subject {
      let cast =
        reader.kind(subject) == .assignment
        ? reader.children(subject).last : reader.first(tag ?? subject)
      if let cast, reader.kind(cast) == .cast {
        var claim = Claim(.type, subject: reader.bare(cast), expected: rest, matcher: "switch")
        claim.isNegated = !values.isEmpty
        return claim
      }
      var claim = Claim(.isIn, subject: subject, expected: rest, matcher: "switch")
      if rest.count == 1 { claim.form = .equal }
      claim.isNegated = !values.isEmpty
      return claim
    }
    if rest.contains(where: { isArrival($0) }) {
      return Claim(.noThrow, subject: rest[0], matcher: "select")
    }
    let parts = rest.map { reader.condition($0) }
    var claim = parts[0]
    if parts.count > 1 {
      claim = Claim(.any, subject: parts[0].subject, matcher: "switch")
      claim.parts = parts
    }
    return values.isEmpty ? claim : claim.negated
  }

  /// Whether an arm waits for something instead of comparing.
  private func isArrival(_ place: Place) -> Bool {
    let at = reader.bare(place)
    switch reader.kind(at) {
    case .assignment: return true
    case .unary: return reader.prefix(at) == .leftArrow
    default: return false
    }
  }

  /// The last statement of a block, or a statement that stands alone.
  func lastStatement(_ body: Place) -> Place? {
    reader.kind(body) == .block ? reader.children(body).last : body
  }

  /// `let pattern = value else { fail }` asserts that the pattern fits.
  mutating func declaration(_ place: Place, _ reach: Reach) {
    children(place, reach)
    guard let other = reader.children(place).last, reader.kind(other) == .otherwise,
      let body = reader.first(other), let failure = lastStatement(body), isFailure(failure)
    else { return }
    let claim = reader.condition(place)
    if claim.form != .truth { add(claim, place, reach) }
  }

  /// Whether a statement fails the test whenever it runs.
  func isFailure(_ statement: Place) -> Bool {
    switch reader.kind(statement) {
    case .statement, .call: return isCall(statement, of: .failure)
    case .exit:
      guard let value = reader.first(statement) else { return false }
      return isCall(value, of: .failure)
    case .assertion:
      guard let test = reader.first(statement) else { return false }
      let at = reader.bare(test)
      guard let constant = reader.outlines[at.file].rules.constants[reader.text(at)] else {
        return false
      }
      return constant == .falsehood
    case .raise:
      guard let error = reader.first(statement) else { return false }
      if isCall(error, of: .failure) { return true }
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

  mutating func loop(_ place: Place, _ reach: Reach) {
    let parts = reader.children(place)
    var inner = reach
    if parts.count > 1, reader.kind(parts[1]) == .condition {
      if !reader.isCertain(parts[1]) { inner.insert(.loopUnknown) }
    } else if let first = parts.first, reader.kind(first) != .condition, parts.count > 1 {
      let source = reader.kind(parts[1]) == .block ? first : parts[1]
      if !reader.isNonEmpty(source), !isSized(source) { inner.insert(.loopUnknown) }
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
  func isSized(_ iterable: Place) -> Bool {
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

  mutating func attempt(_ place: Place, _ reach: Reach) {
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
    let isInside = endings.first.map { failure in
      parts.contains { reader.kind($0) == .block && lastStatement($0) == failure }
    }
    if let failure = endings.first, !handlers.isEmpty,
      !handlers.contains(where: { inspects($0, isInside ?? false) })
    {
      var claim = Claim(.raises, subject: bodies.first, matcher: "except")
      claim.expected = handlers.compactMap { errorType($0) }
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

  /// Whether a handler for errors of any type, or beside a failure inside, looks at the error that it caught.
  func inspects(_ handler: Place, _ isInside: Bool) -> Bool {
    guard errorNames(handler).isEmpty || isInside else { return false }
    let tree = reader.outlines[handler.file].tree
    return tree.descendants(handler.node).contains { reader.isDirectCheck(handler.at($0)) }
  }

  func isSwallowed(_ failure: Place, _ swallowers: [Place]) -> Bool {
    guard !swallowers.isEmpty else { return false }
    let names = swallowers.flatMap { errorNames($0) }
    let isOutcome =
      reader.kind(failure) == .statement
      && reader.callee(reader.bare(failure)).map {
        !reader.outlines[failure.file].rules.receivers.contains($0.names.first ?? "")
      } ?? false
    return !isOutcome || names.isEmpty || names.contains("BaseException")
  }

  /// What a handler is for, if it says so.
  func errorType(_ handler: Place) -> Place? {
    reader.children(handler).first {
      reader.kind($0) != .block && reader.kind($0) != .pattern && reader.kind($0) != .condition
    }
  }

  func errorNames(_ handler: Place) -> [String] {
    guard let first = errorType(handler) else { return [] }
    let at = reader.bare(first)
    let several: NodeKinds = [.group, .sequence]
    return several.contains(reader.kind(at))
      ? reader.children(at).map { errorName($0) } : [errorName(at)]
  }

  /// Whether a handler lets the test pass although an assertion failed.
  func swallows(_ handler: Place) -> Bool {
    let names = errorNames(handler)
    let outline = reader.outlines[handler.file]
    guard names.isEmpty || names.contains(where: { outline.rules.swallowingErrors.contains($0) })
    else {
      return false
    }
    let tree = outline.tree
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

  mutating func handler(
    _ place: Place, isFinal: Bool, isPlanned: Bool, _ reach: Reach
  ) {
    guard let block = reader.children(place).last, reader.kind(block) == .block else { return }
    if !isFinal, let failure = lastStatement(block), isFailure(failure) {
      add(Claim(.noThrow, subject: place, matcher: "except"), failure, reach)
    }
    walk(block, isFinal || isPlanned ? reach : reach.union(.caught))
  }

  mutating func scope(_ place: Place, _ reach: Reach) {
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
}
