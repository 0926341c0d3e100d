import Syntax

extension Judge {
  /// R4: a subject that no tested code has touched.
  func independence(_ subject: Place, _ expected: Place?) -> Judgement? {
    var shown: String { reader.excerpt(subject) }
    if reader.isStubbedReturn(subject) || reader.isOwnDouble(subject) {
      return Judgement(
        .vacuous, 0, rule: "R4", "\(shown) is what the test itself told the mock to return")
    }
    if reader.isSetByTest(subject), expected.map({ reader.isIndependent($0) }) ?? true {
      return Judgement(
        .vacuous, 0, rule: "R4", "the test itself has just set \(shown)")
    }
    guard reader.isIndependent(subject), expected.map({ reader.isIndependent($0) }) ?? true else {
      return nil
    }
    return Judgement(
      .vacuous, 0, [.constant], rule: "R4", "\(shown) does not depend on the tested code")
  }

  /// R6: an expected side that the tested code computes.
  func mirror(_ subject: Place, _ expected: Place) -> Judgement? {
    var left: String { reader.excerpt(subject) }
    var right: String { reader.excerpt(expected) }
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
    if let object = reader.receiver(reader.bare(subject)),
      reader.kind(reader.bare(subject)) == .call,
      reader.isCode(reader.bare(subject)), !reader.arguments(reader.bare(subject)).isEmpty,
      reader.kind(reader.bare(expected)) == .name,
      reader.text(reader.bare(object)) == reader.text(reader.bare(expected)),
      reader.arguments(reader.bare(subject)).values.contains(where: {
        reader.text(reader.bare($0)) == reader.text(reader.bare(expected))
      })
    {
      return Judgement(
        .relational, 2, rule: "R6", "\(left) must leave \(right) as it is")
    }
    if let one = reader.ordered(subject), let other = reader.ordered(expected),
      reader.text(one) != reader.text(other), !reader.isIndependent(one),
      reader.kind(other) != .list, reader.kind(one) != .list,
      !reader.isConstant(other), !reader.isIndependent(other)
    {
      return Judgement(
        .relational, 3, rule: "R6", "\(left) must hold the same elements as \(right)")
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
    if reader.isFormula(expected) || reader.repeatsOwner(expected, of: subject),
      reader.callsCode(subject), !reader.knowsFormula(of: subject)
    {
      return Judgement(
        .mirrored, 1, rule: "R6", "\(right) repeats the formula with the code's own numbers")
    }
    if sides.1.isEmpty, reader.computes(result), reader.isState(expected) {
      let isMember = reader.kind(reader.bare(subject)) == .member
      if isMember, isHandedIn(expected, result) || reader.namesOne(expected) {
        return Judgement(
          .value, 3, [.echo], rule: "R9", "\(left) must agree with its own input \(right)")
      }
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
    if reader.creates(source), !reader.creates(result),
      reader.kind(reader.bare(expected)) != .call
    {
      return Judgement(
        .value, 3, [.echo], rule: "R9", "\(left) must be \(right), which the test had made")
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
    // Where only a part of it is computed, the rest is still the test's own.
    let displays: NodeKinds = [.list, .map]
    if displays.contains(reader.kind(reader.resolved(expected))) { return nil }
    if let other = sides.1.first(where: { reader.isImportedFunction($0) }) {
      return Judgement(
        .mirrored, 1, rule: "R6", "the expected \(right) is computed by \(reader.excerpt(other))")
    }
    // The answer of a service is the result, and what it is compared with comes from the same code.
    if reader.isImportedFunction(result), reader.kind(source) == .call,
      reader.receiver(source) != nil, Judge.requests.contains(reader.callee(source)?.last ?? "")
    {
      return Judgement(
        .mirrored, 1, rule: "R6", "\(left) computes what \(right) is compared with")
    }
    return Judgement(
      .relational, 2, rule: "R6", "compares \(left) with another result of the code, \(right)")
  }

  private static let requests: WordSet = ["get", "post", "put", "patch", "delete", "request"]

  /// Whether a state is that of an object that the call was given.
  private func isHandedIn(_ state: Place, _ call: Place) -> Bool {
    let root = reader.owner(state)
    return reader.kind(root) == .name
      && reader.arguments(call).values.contains {
        reader.text(reader.bare($0)) == reader.text(root)
      }
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
    var shown: String { reader.excerpt(source) }
    if source == result || reader.isPreState(expected, before: subject) {
      return Judgement(
        .relational, 2, rule: "R9",
        "\(reader.excerpt(subject)) must be what it was, \(reader.excerpt(expected))")
    }
    let isTwice =
      source != result && [subject, expected].contains { reader.isNamedForTime($0) }
    let areGoneOnWith =
      isSameMember && !isSame && reader.isOfName(subject) && reader.isOfName(expected)
      && [subject, expected].contains { reader.isRootTouched($0) }
    if areGoneOnWith {
      return Judgement(
        .relational, 2, rule: "R6",
        "compares \(reader.excerpt(subject)) with that of another object, \(reader.excerpt(expected))"
      )
    }
    if statesDeterminism || isTwice {
      return Judgement(.relational, 2, rule: "R6", "two calls of \(shown) must agree")
    }
    return Judgement(.mirrored, 0, rule: "R6", "the expected side calls \(shown) as well")
  }

  /// A value against what it was before the act: the same object is no evidence.
  /// - Source: decisions 6 and 15 of the specification
  func unchanged(_ subject: Place, _ expected: Place) -> Judgement? {
    if let (name, other) = reader.aliases(subject, expected) {
      return Judgement(
        .mirrored, 0, rule: "R6", "\(name) and \(other) are the same object")
    }
    for (now, then) in [(subject, expected), (expected, subject)] {
      var left: String { reader.excerpt(now) }
      let text = reader.text(reader.bare(now))
      if let source = reader.stepped(then), reader.text(source) == text {
        return Judgement(.value, 3, rule: "R9", "\(left) must have changed by exactly that much")
      }
      if let original = reader.copied(reader.bare(then)), reader.text(original) == text {
        return Judgement(.relational, 2, rule: "R9", "\(left) must be equal to its own copy")
      }
      if let whole = reader.destructured(reader.bare(then)),
        reader.kind(reader.bare(now)) == .member,
        "\(reader.text(whole)).\(reader.text(reader.bare(then)))" == text, reader.isShared(now)
      {
        return Judgement(
          .mirrored, 0, rule: "R6", "\(left) and \(reader.excerpt(then)) are the same object")
      }
      guard let value = reader.definition(reader.bare(then)).map({ reader.bare($0) }) else {
        continue
      }
      var right: String { reader.excerpt(then) }
      if let original = reader.copied(value),
        reader.text(original) == text
          || reader.text(reader.resolved(original)) == reader.text(reader.resolved(now))
      {
        return Judgement(.relational, 2, rule: "R9", "\(left) must be what it was, \(right)")
      }
      guard reader.text(value) == text, reader.kind(value) == .member else { continue }
      if reader.isShared(value) {
        return Judgement(
          .mirrored, 0, rule: "R6", "\(left) and \(right) are the same object")
      }
      return Judgement(.relational, 2, rule: "R9", "\(left) must be what it was, \(right)")
    }
    return nil
  }
}
