import Syntax

/// What always fails the test.
extension Extraction {
  /// Whether a statement fails the test whenever it runs.
  func isFailure(_ statement: Place) -> Bool {
    switch reader.kind(statement) {
    case .statement, .call:
      return isCall(statement, of: .failure) || alwaysFails(statement) || callsFailure(statement)
    case .exit:
      guard let value = reader.first(statement) else { return false }
      return isCall(value, of: .failure)
    case .assertion:
      guard let test = reader.first(statement) else { return false }
      let at = reader.bare(test)
      if reader.kind(at) == .number { return reader.number(at) == 0 }
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
    case .branch: return failsEitherWay(statement)
    default: return false
    }
  }

  /// Whether a call runs a function of the same file that does nothing else in the end than fail the
  /// test, whatever it makes of the message before.
  private func callsFailure(_ statement: Place) -> Bool {
    let call = reader.bare(statement)
    guard reader.kind(call) == .call, let callee = reader.callee(call), callee.base == nil,
      callee.names.count == 1, let function = reader.function(call), function.file == call.file,
      let body = reader.tree(call).child(function.node, .block)
    else { return false }
    let parts = reader.children(call.at(body))
    let straight: NodeKinds = [.statement, .assignment, .declaration]
    return parts.dropLast().allSatisfy { straight.contains(reader.kind($0)) }
      && parts.last.map { isCall($0, of: .failure) } ?? false
  }

  /// Whether a branch fails the test in all of its arms, one of which is for all else.
  private func failsEitherWay(_ branch: Place) -> Bool {
    let parts = reader.children(branch)
    guard let last = parts.last, reader.kind(last) == .otherwise, let other = reader.first(last)
    else { return false }
    let arms = parts.filter { reader.kind($0) == .block }
    return !arms.isEmpty && (arms + [other]).allSatisfy { fails($0) }
  }

  /// Whether a call asserts that a fixed word is another one, such as `#expect(Bool(false))` and
  /// `expect(true).toBe(false)`.
  func alwaysFails(_ statement: Place) -> Bool {
    let whole = reader.kind(statement) == .statement ? reader.first(statement) : statement
    guard let call = whole.map({ reader.bare($0) }), reader.kind(call) == .call,
      reader.tree(call)[call.node].descendants <= 16, holdsWord(call)
    else { return false }
    let claims =
      reader.outlines[call.file].rules.reading(reader, call)?.claims ?? reader.chainClaims(call)
      ?? reader.row(call, where: { $0.role == .assertion }).map { [reader.claim($0, call)] } ?? []
    guard claims.count == 1, let claim = claims.first, let one = claim.subject,
      let subject = said(one)
    else { return false }
    if claim.form == .equal, !claim.isNegated, let other = claim.expected.first,
      reader.kind(reader.bare(one)) == .number, reader.kind(reader.bare(other)) == .number
    {
      return reader.number(one) != reader.number(other)
    }
    switch claim.form {
    case .truth, .exactTruth: return subject == claim.isNegated
    case .equal, .identical:
      guard let other = claim.expected.first.flatMap({ said($0) }) else { return false }
      return (subject != other) != claim.isNegated
    default: return false
    }
  }

  /// Whether anything in a call is a fixed word, or all that it asserts of may be a number.
  private func holdsWord(_ call: Place) -> Bool {
    if reader.saying(in: call).contains(where: { said(call.at(NodeIndex($0))) != nil }) {
      return true
    }
    return reader.callee(call)?.base == nil
      && reader.firstArgument(call).map { reader.kind(reader.bare($0)) == .number }
        ?? false
  }

  /// The truth that a word or `Bool(word)` says.
  private func said(_ place: Place) -> Bool? {
    var at = reader.bare(place)
    if reader.kind(at) == .call, let target = reader.first(at),
      reader.tree(target).node(target.node, says: "Bool"),
      let only = reader.firstArgument(at)
    {
      at = reader.bare(only)
    }
    if reader.kind(at) == .number { return reader.number(at).map { $0 != 0 } }
    guard reader.kind(at) == .name else { return nil }
    switch reader.outlines[at.file].rules.constants[reader.text(at)] {
    case .truth: return true
    case .falsehood: return false
    default: return nil
    }
  }
}
