import Suites
import Syntax

extension GoSuites {
  /// The words of `reading`, most calls having none of them.
  private static let asserting: WordSet = [
    "Fuzz", "To", "Should", "ToNot", "NotTo", "ShouldNot", "Assert", "Check", "Assertf", "Expect",
    "Ω", "Eventually", "Consistently", "Never", "Condition", "EventuallyWithT",
    "AssertExpectations", "Nil", "NotNil", "Nilf", "NotNilf", "Equal", "NotEqual", "Return",
    "Times", "AnyTimes", "DoAndReturn", "Do", "MinTimes", "MaxTimes", "After",
  ]

  /// Assertions whose words stand among their arguments or in chains.
  static func reading(_ reader: Reader, _ place: Place) -> Reading? {
    guard reader.kind(place) == .call, let callee = reader.callee(place) else { return nil }
    if recordings(reader, place, callee) { return recording(reader, place, callee) }
    guard asserting.contains(callee.last), !reader.isOwnName(callee, at: place) else { return nil }
    switch callee.last {
    case "Fuzz": return fuzz(reader, place)
    case "To", "Should", "ToNot", "NotTo", "ShouldNot": return gomega(reader, place, callee.last)
    case "Assert", "Check", "Assertf": return checked(reader, place)
    case "Expect", "Ω", "Eventually", "Consistently": return started(reader, place, callee)
    case "Never", "Condition", "EventuallyWithT": return awaited(reader, place)
    case "AssertExpectations": return expectations(reader, place)
    case "Nil", "NotNil", "Nilf", "NotNilf", "Equal", "NotEqual":
      return absence(reader, place, callee.last)
    case "Return", "Times", "AnyTimes", "DoAndReturn", "Do", "MinTimes", "MaxTimes", "After":
      return expectation(reader, place)
    default: return nil
    }
  }

  /// `f.Fuzz(func(t *testing.T, in string) { })`: a property of generated inputs.
  private static func fuzz(_ reader: Reader, _ place: Place) -> Reading? {
    let arguments = reader.arguments(place).positional
    guard let last = arguments.last, reader.kind(last) == .function, isTestObject(reader, place)
    else { return nil }
    return Reading(properties: [last])
  }

  private static let recorders = ["snaps", "cupaloy", "goldie", "approval", "golden", "abide"]

  /// Whether a call is one of a package that compares with recordings.
  private static func recordings(_ reader: Reader, _ place: Place, _ callee: Callee) -> Bool {
    let words = ["Match", "Snapshot", "Assert", "Verify"]
    let first = callee.last.utf8.first
    guard words.contains(where: { $0.utf8.first == first && callee.last.hasPrefix($0) }) else {
      return false
    }
    var root = place
    while let object = reader.receiver(root).map({ reader.resolved($0) }) {
      root = object
      if reader.kind(root) != .call { break }
    }
    guard reader.kind(root) == .name else { return false }
    let name = reader.text(root)
    if case .unbound = reader.meaning(name, at: root) {
      return recorders.contains { name.hasPrefix($0) }
    }
    guard let found = reader.imported(name, at: root) else { return false }
    return recorders.contains { found.module.holds($0) }
  }

  private static func recording(
    _ reader: Reader, _ place: Place, _ callee: Callee
  ) -> Reading? {
    let arguments = reader.arguments(place).positional
    return Reading(
      claims: [Claim(.snapshot, subject: arguments.last, matcher: callee.last)])
  }

  // MARK: gomega

  private static let gomegaRoots: WordSet = [
    "Expect", "Ω", "Eventually", "Consistently", "ExpectWithOffset", "EventuallyWithOffset",
  ]

  /// `Expect(x).To(Equal(y))`, with any modifiers between.
  private static func gomega(_ reader: Reader, _ place: Place, _ word: String) -> Reading? {
    guard let root = root(reader, place), let matcher = reader.firstArgument(place)
    else { return nil }
    let arguments = reader.arguments(root).positional
    let offset = reader.callee(root)?.last.hasSuffix("WithOffset") ?? false
    guard let subject = arguments.dropFirst(offset ? 1 : 0).first else { return nil }
    let isError = failsUnlessNil(reader, subject)
    var claim =
      special(reader, matcher, subject) ?? reader.matcherClaim(matcher, subject: subject)
      ?? Claim(.unknown, subject: subject, matcher: reader.callee(matcher)?.last ?? word)
    if claim.form == .null, isError {
      claim = Claim(.raises, subject: subject, matcher: claim.matcher).negated
    }
    if word != "To" && word != "Should" { claim = claim.negated }
    if claim.form == .truth { claim = reader.delegated(claim) }
    return Reading(claims: [claim], rest: arguments.filter { reader.kind($0) == .function })
  }

  /// Matchers whose first argument, or the fields that they list, decide what is meant.
  private static func special(_ reader: Reader, _ matcher: Place, _ subject: Place) -> Claim? {
    guard let name = reader.callee(matcher)?.last else { return nil }
    let arguments = reader.arguments(matcher).positional
    let forms: [String: Form] = [
      "==": .equal, "~": .approximate, "<": .less, "<=": .lessEqual, ">": .greater,
      ">=": .greaterEqual,
    ]
    switch name {
    case "BeNumerically", "BeTemporally":
      guard arguments.count > 1, let sign = reader.literal(arguments[0]), let form = forms[sign]
      else { return nil }
      var claim = Claim(form, subject: subject, expected: [arguments[1]], matcher: name)
      claim.details = Array(arguments.dropFirst(2))
      return claim
    case "MatchFields", "MatchAllFields", "MatchKeys", "MatchAllKeys", "MatchElements":
      let text = reader.text(matcher)
      let isValue = ["Equal(", "ContainSubstring(", "ConsistOf(", "BeNumerically("]
        .contains { text.contains($0) }
      let isWhole = name.hasPrefix("MatchAll")
      return Claim(
        .catalogue(isValue ? isWhole ? .value : .valuePartial : .shape), subject: subject,
        matcher: name)
    case "Receive":
      guard let inner = arguments.first, reader.kind(inner) == .call else { return nil }
      return reader.matcherClaim(inner, subject: subject)
    default: return nil
    }
  }

  /// The call that begins a chain of gomega's.
  private static func root(_ reader: Reader, _ place: Place) -> Place? {
    var at = place
    for _ in 0..<12 {
      guard let object = reader.receiver(at) else { return nil }
      guard reader.kind(object) == .call, let callee = reader.callee(object) else { return nil }
      if gomegaRoots.contains(callee.last) { return object }
      at = object
    }
    return nil
  }

  /// `Expect(x)` without more, and testify's `Eventually(t, func() bool { … })`.
  private static func started(_ reader: Reader, _ place: Place, _ callee: Callee) -> Reading? {
    let arguments = reader.arguments(place).positional
    if arguments.count > 1, callee.last == "Eventually" { return awaited(reader, place) }
    guard reader.isWholeStatement(place), let subject = arguments.first,
      reader.outline(place).frameworks.contains("gomega")
    else { return nil }
    return Reading(claims: [Claim(.incomplete, subject: subject, matcher: callee.last)])
  }

  /// What a function that is asked again and again returns.
  private static func awaited(_ reader: Reader, _ place: Place) -> Reading? {
    let arguments = reader.arguments(place).positional
    guard let function = arguments.first(where: { reader.kind($0) == .function }) else {
      let given = arguments.drop { isTestObject(reader, object: $0) }
      guard reader.callee(place)?.last == "Never", isAssertion(reader, place),
        let asked = given.first
      else { return nil }
      return Reading(claims: [Claim(.exactTruth, subject: asked, matcher: "Never").negated])
    }
    let tree = reader.tree(place)
    let exits = tree.descendants(function.node).filter { tree.kind($0) == .exit }
    let values = exits.compactMap { tree.children($0).first.map { place.at($0) } }
    guard let last = values.last else { return Reading(rest: [function]) }
    let claim = reader.condition(last)
    return Reading(claims: [reader.callee(place)?.last == "Never" ? claim.negated : claim])
  }

  // MARK: Checkers

  /// `c.Assert(got, qt.Equals, want)`, `qt.Assert(t, got, qt.Equals, want)`,
  /// `qt.Assert(t, qt.Equals(got, want))`, `assert.Assert(t, a == b)`.
  private static func checked(_ reader: Reader, _ place: Place) -> Reading? {
    var arguments = reader.arguments(place).positional
    if let first = arguments.first, isTestObject(reader, object: first) { arguments.removeFirst() }
    guard let subject = arguments.first else { return nil }
    if arguments.count > 1, let claim = claim(reader, arguments[1], subject, arguments.dropFirst(2))
    {
      return Reading(claims: [claim])
    }
    guard arguments.count != reader.arguments(place).positional.count else { return nil }
    if reader.kind(subject) == .call, let name = reader.callee(subject)?.last,
      let form = checkers[name]
    {
      let inner = reader.arguments(subject).positional
      guard let object = inner.first else { return nil }
      return Reading(
        claims: [claim(reader, form, name, object, Array(inner.dropFirst()))])
    }
    return Reading(claims: [reader.condition(subject)])
  }

  /// The claim of a checker such as `qt.Equals` or `qt.Not(qt.Equals)`.
  private static func claim(
    _ reader: Reader, _ checker: Place, _ subject: Place, _ rest: ArraySlice<Place>
  ) -> Claim? {
    if reader.kind(checker) == .call {
      guard let name = reader.callee(checker)?.last,
        let inner = reader.firstArgument(checker)
      else { return nil }
      if name == "Not" { return claim(reader, inner, subject, rest)?.negated }
      return checkers[name].map { claim(reader, $0, name, subject, Array(rest)) }
    }
    guard reader.kind(checker) == .member || reader.kind(checker) == .name else { return nil }
    let name = reader.path(checker).last
    return checkers[name].map { claim(reader, $0, name, subject, Array(rest)) }
  }

  private static func claim(
    _ reader: Reader, _ form: Form, _ name: String, _ subject: Place, _ rest: [Place]
  ) -> Claim {
    var claim = Claim(form, subject: subject, expected: rest, matcher: name)
    let isNil =
      form == .null
      || form == .equal && rest.first.map { reader.constant($0) == .null } ?? false
    if isNil || form == .exists, failsUnlessNil(reader, subject) {
      claim = Claim(.raises, subject: subject, matcher: name)
      return isNil ? claim.negated : claim
    }
    if form == .truth {
      claim.isNegated = name == "IsFalse"
      return reader.delegated(claim)
    }
    if form == .raises, name.hasSuffix("Matches") || name == "ErrorContains" || name == "Error" {
      claim.expected = []
      claim.details = rest
    }
    return claim
  }

  // MARK: Errors and mocks

  /// `assert.Nil(t, err)` and `assert.Equal(t, nil, err)` say that there is no error.
  private static func absence(_ reader: Reader, _ place: Place, _ word: String) -> Reading? {
    guard isAssertion(reader, place) else { return nil }
    let arguments = reader.arguments(place).positional
    guard
      let error = arguments.prefix(3).first(where: {
        failsUnlessNil(reader, $0) || recovers(reader, $0)
      })
    else { return nil }
    if word.hasSuffix("Equal") {
      guard arguments.prefix(3).contains(where: { reader.constant($0) == .null }) else {
        return nil
      }
    }
    let claim = Claim(.raises, subject: source(reader, error), matcher: word)
    return Reading(claims: [word.hasPrefix("Not") ? claim : claim.negated])
  }

  /// `m.AssertExpectations(t)`: arguments count only where one of `m.On(…)` names them.
  private static func expectations(_ reader: Reader, _ place: Place) -> Reading? {
    guard let object = reader.receiver(place) else { return nil }
    let tree = reader.tree(place)
    guard let function = tree.ancestor(place.node, of: .functions) else { return nil }
    let sought = reader.text(object) + ".On"
    var isFound = false
    for node in tree.descendants(function) where tree.kind(node) == .call {
      guard let callee = tree.children(node).first, tree.text(callee) == sought else { continue }
      isFound = true
      let given = reader.arguments(place.at(node)).positional.dropFirst()
      if given.contains(where: { !reader.isWildcard($0) }) { return nil }
    }
    guard isFound else { return nil }
    return Reading(claims: [Claim(.called, subject: object, matcher: "AssertExpectations")])
  }

  /// Whether a call is one of those that must come in order.
  private static func isOrdered(_ reader: Reader, _ place: Place) -> Bool {
    let tree = reader.tree(place)
    guard let list = tree.parent(place.node), tree.kind(list) == .arguments,
      let call = tree.parent(list)
    else { return false }
    return reader.callee(place.at(call))?.last == "InOrder"
  }

  /// `m.EXPECT().Get(1).Return(x)` as a statement.
  private static func expectation(_ reader: Reader, _ place: Place) -> Reading? {
    let counts = ["Times", "MinTimes", "MaxTimes"]
    let isCounted = counts.contains(reader.callee(place)?.last ?? "")
    guard reader.isWholeStatement(place) || isOrdered(reader, place) || isCounted else {
      return nil
    }
    var at = place
    var isNever = false
    for _ in 0..<8 {
      guard let object = reader.receiver(at) else { return nil }
      if reader.callee(at)?.last == "Times", let count = reader.arguments(at).positional.first {
        isNever = reader.number(count) == 0
      }
      if reader.kind(object) == .call, reader.callee(object)?.last == "EXPECT" {
        if reader.callee(place)?.last == "AnyTimes" { return Reading() }
        if reader.arguments(at).positional.isEmpty, !isNever {
          return Reading(claims: [Claim(.called, subject: object)])
        }
        if isNever { return Reading(claims: [Claim(.called, subject: object).negated]) }
        return Reading(claims: [
          Claim(
            .calledWith, subject: object, expected: reader.arguments(at).positional,
            matcher: reader.callee(at)?.last ?? "")
        ])
      }
      at = object
    }
    return nil
  }
}
