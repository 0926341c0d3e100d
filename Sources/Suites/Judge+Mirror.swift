import Syntax

extension Judge {
  /// R4: a subject that no tested code has touched.
  func independence(_ subject: Place, _ expected: Place?) -> Judgement? {
    let shown = reader.excerpt(subject)
    if reader.isStubbedReturn(subject) || reader.isOwnDouble(subject) {
      return Judgement(
        .vacuous, 0, rule: "R4", "\(shown) is what the test itself told the mock to return")
    }
    guard reader.isIndependent(subject), expected.map({ reader.isIndependent($0) }) ?? true else {
      return nil
    }
    return Judgement(
      .vacuous, 0, [.constant], rule: "R4", "\(shown) does not depend on the tested code")
  }

  /// R6: an expected side that the tested code computes.
  func mirror(_ subject: Place, _ expected: Place) -> Judgement? {
    let left = reader.excerpt(subject)
    let right = reader.excerpt(expected)
    if reader.isRoundTrip(subject, expected) {
      return Judgement(.relational, 3, rule: "R6", "\(left) must give back \(right)")
    }
    if let one = reader.destructured(reader.bare(subject)),
      let other = reader.destructured(reader.bare(expected)), one != other,
      reader.kind(one) == .call, reader.kind(other) == .call, reader.isCode(one),
      reader.callee(one)?.names == reader.callee(other)?.names
    {
      return Judgement(
        .relational, 2, rule: "R6", "compares \(left) with another result of \(right)'s call")
    }
    let sides = (reader.codeCalls(subject), reader.codeCalls(expected))
    let source = reader.unwrapped(expected)
    let result = reader.unwrapped(subject)
    if reader.kind(source) == .call, reader.kind(result) == .call,
      reader.text(source) != reader.text(result), reader.isMaking(source),
      reader.callee(source)?.names == reader.callee(result)?.names,
      reader.kind(reader.bare(subject)) == .member, reader.kind(reader.bare(expected)) == .member
    {
      return Judgement(
        .relational, 2, rule: "R6", "compares \(left) with that of another object, \(right)")
    }
    if let formula = reader.copiedFormula(subject, expected) {
      return Judgement(
        .mirrored, 1, rule: "R6", "\(right) is the formula of \(formula.name) once more")
    }
    if reader.isFormula(expected), reader.callsCode(subject), !reader.knowsFormula(of: subject) {
      return Judgement(
        .mirrored, 1, rule: "R6", "\(right) repeats the formula with the code's own numbers")
    }
    if sides.1.isEmpty, reader.computes(result), reader.isState(expected) {
      return Judgement(
        .mirrored, 1, rule: "R6", "\(left) computes what \(right) is compared with")
    }
    if let again = repeated(subject, expected, source, result) { return again }
    guard !sides.1.isEmpty else { return nil }
    let inputs = Set(sides.0.map { reader.text($0) })
    if reader.kind(source) == .call, reader.text(source) != reader.text(result),
      inputs.contains(reader.text(source)),
      reader.callee(source)?.last != reader.callee(result)?.last
    {
      return Judgement(
        .value, 3, [.echo], rule: "R9", "\(left) must agree with its own input \(right)")
    }
    if reader.computes(source), reader.callee(source)?.last != reader.callee(result)?.last,
      !inputs.contains(reader.text(source)), reader.kind(reader.resolved(expected)) == .call
    {
      return Judgement(
        .mirrored, 1, rule: "R6", "the expected \(right) is computed by \(reader.excerpt(source))")
    }
    if reader.computes(result), !reader.computes(source), reader.kind(source) == .call,
      reader.kind(reader.bare(expected)) == .call,
      reader.callee(source)?.last != reader.callee(result)?.last, reader.isCode(source),
      !inputs.contains(reader.text(source))
    {
      return Judgement(
        .mirrored, 1, rule: "R6", "\(left) computes what \(right) is compared with")
    }
    let names = Set(sides.0.compactMap { reader.callee($0)?.last })
    if let pair = sides.1.first(where: { names.contains(reader.callee($0)?.last ?? "") }) {
      return Judgement(
        .relational, 2, rule: "R6",
        "compares \(left) with another result of \(reader.callee(pair)?.last ?? "it")")
    }
    guard !sides.0.isEmpty else { return nil }
    if let other = sides.1.first(where: { reader.isImportedFunction($0) }) {
      return Judgement(
        .mirrored, 1, rule: "R6", "the expected \(right) is computed by \(reader.excerpt(other))")
    }
    return Judgement(
      .relational, 2, rule: "R6", "compares \(left) with another result of the code, \(right)")
  }

  /// The same call, or the same member of what the same call made.
  private func repeated(
    _ subject: Place, _ expected: Place, _ source: Place, _ result: Place
  ) -> Judgement? {
    guard reader.kind(source) == .call, reader.text(source) == reader.text(result) else {
      return nil
    }
    let sides = (reader.bare(subject), reader.bare(expected))
    let isSame =
      reader.isCode(source)
      && reader.text(reader.resolved(expected)) == reader.text(reader.resolved(subject))
    let isSameMember =
      reader.kind(sides.0) == .member && reader.kind(sides.1) == .member
      && reader.path(sides.0).last == reader.path(sides.1).last
    guard isSame || isSameMember else { return nil }
    let shown = reader.excerpt(source)
    if source == result || reader.isPreState(expected, before: subject) {
      return Judgement(
        .relational, 2, rule: "R9",
        "\(reader.excerpt(subject)) must be what it was, \(reader.excerpt(expected))")
    }
    if statesDeterminism {
      return Judgement(.relational, 2, rule: "R6", "two calls of \(shown) must agree")
    }
    return Judgement(.mirrored, 0, rule: "R6", "the expected side calls \(shown) as well")
  }
}
