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
    if isFailure(place) { return }
    let claim = reader.condition(parts[0])
    for part in parts.dropFirst() {
      let isOther = reader.kind(part) == .otherwise
      let holding = isOther ? claim.negated : claim
      if let body = isOther ? reader.first(part) : part,
        !(isOther && reader.kind(body) == .branch), fails(body)
      {
        add(isOther ? guarded(holding) : inTime(holding, place) ?? guarded(holding), place, reach)
      } else {
        guards.append(holding)
        walk(part, reach.union(.conditional))
        guards.removeLast()
      }
    }
  }

  /// What must end the loop around in time, where a branch is about the clock.
  private func inTime(_ claim: Claim, _ branch: Place) -> Claim? {
    guard let loop = reader.tree(branch).ancestor(branch.node, of: [.loop]),
      let subject = claim.subject,
      ([subject] + claim.expected).contains(where: { Extraction.tellsTime(reader.text($0)) })
    else { return nil }
    return escape(branch.at(loop))
  }

  private static func tellsTime(_ text: String) -> Bool {
    [
      "::now()", "time.Now()", "Date.now()", "time.time()", "time.monotonic()", "time.Since(",
      ".elapsed()",
    ]
    .contains { text.holds($0) }
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
    if parts.count > 2, reader.kind(parts[0]) == .pattern, let body = parts.last,
      reader.kind(body) == .block
    {
      refused(parts[0], parts[1], reader.children(body), reach)
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
    if let failure = endings.first, !handlers.isEmpty, !handlers.contains(where: inspects) {
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

  /// Whether a handler for errors of any type looks at the error that it caught.
  func inspects(_ handler: Place) -> Bool {
    guard errorNames(handler).isEmpty, !refuses(handler) else { return false }
    let tree = reader.outlines[handler.file].tree
    return tree.descendants(handler.node).contains { reader.isDirectCheck(handler.at($0)) }
  }

  /// Whether a handler only fails the test.
  private func refuses(_ handler: Place) -> Bool {
    guard let block = reader.children(handler).last, reader.kind(block) == .block else {
      return false
    }
    let statements = reader.children(block)
    return statements.count == 1 && isFailure(statements[0])
  }

  func isSwallowed(_ failure: Place, _ swallowers: [Place]) -> Bool {
    guard !swallowers.isEmpty, reader.outlines[failure.file].rules.failuresAreThrown else {
      return false
    }
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
    let isRest = isPlanned && errorNames(place).isEmpty && refuses(place)
    if !isFinal, !isRest, let failure = failing(reader.children(block)) {
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
