import Suites
import Syntax

/// Calls whose meaning lies in their arguments or in what becomes of their result.
enum RustReadings {
  private static let equalities: WordSet = [
    "assert_eq", "debug_assert_eq", "prop_assert_eq", "assert_str_eq",
  ]

  static func reading(_ reader: Reader, _ place: Place) -> Reading? {
    guard reader.kind(place) == .call, let callee = reader.callee(place), !callee.last.isEmpty
    else { return nil }
    let name = callee.last
    if let reading = RustChains.reading(reader, place) { return reading }
    if equalities.contains(name) { return outcome(reader, place, name) }
    if name.hasSuffix("assert_matches") {
      let arguments = reader.arguments(place).positional
      guard arguments.count > 1 else { return nil }
      let test = arguments.count > 2 && reader.kind(arguments[2]) == .condition
      return Reading(
        claims: [
          RustPatterns.claim(
            reader, arguments[1], of: arguments[0], where: test ? arguments[2] : nil)
        ])
    }
    switch name {
    case "assert": return files(reader, place)
    case "debug_assert" where reader.receiver(place) != nil:
      return Reading(claims: [Claim(.noThrow, subject: place, matcher: name)])
    case "unwrap_err", "expect_err":
      guard let object = reader.receiver(place) else { return nil }
      return Reading(claims: [Claim(.raises, subject: object, matcher: name)], rest: [object])
    case "unwrap", "expect": return success(reader, place, name)
    default: return attempt(reader, place)
    }
  }

  /// `folder.child("a.txt").assert("text")`, and with a predicate.
  /// - Source: https://docs.rs/assert_fs/latest/assert_fs/assert/trait.PathAssert.html
  private static func files(_ reader: Reader, _ place: Place) -> Reading? {
    let arguments = reader.arguments(place).positional
    guard let file = reader.receiver(place), arguments.count == 1 else { return nil }
    let names = reader.callee(reader.bare(arguments[0]))?.names ?? []
    let claim: Claim
    switch names.last {
    case "exists", "is_file", "is_dir": claim = Claim(.exists, subject: place, matcher: "assert")
    case "missing": claim = Claim(.null, subject: place, matcher: "assert")
    case "eq_file", nil:
      claim = Claim(.equal, subject: file, expected: arguments, matcher: "assert")
    default: claim = Claim(.catalogue(.valuePartial), subject: file, matcher: "assert")
    }
    return Reading(claims: [claim])
  }

  /// `assert_eq!(r, Ok(()))` and `assert_eq!(r, Err(E))` tell success from failure.
  private static func outcome(_ reader: Reader, _ place: Place, _ name: String) -> Reading? {
    let arguments = reader.arguments(place).positional
    guard arguments.count > 1 else { return nil }
    for (number, argument) in arguments.prefix(2).enumerated() {
      let at = reader.bare(argument)
      guard reader.kind(at) == .call, let callee = reader.callee(at), callee.base == nil,
        let value = reader.firstArgument(at)
      else { continue }
      let subject = arguments[1 - number]
      switch callee.names {
      case ["Err"]:
        var claim = Claim(.raises, subject: subject, matcher: name)
        claim.details = [value]
        return Reading(claims: [claim])
      case ["Ok"] where reader.text(value) == "()":
        return Reading(claims: [Claim(.raises, subject: subject, matcher: name).negated])
      case ["Ok"], ["Some"]:
        return Reading(claims: [
          Claim(.equal, subject: subject, expected: [value], matcher: name)
        ])
      default: continue
      }
    }
    return nil
  }

  /// `r.unwrap();` whose value nobody looks at.
  private static func success(_ reader: Reader, _ place: Place, _ name: String) -> Reading? {
    guard let object = reader.receiver(place), isDropped(place, reader), isInTest(place, reader)
    else { return nil }
    if mustPanic(place, reader) || !reader.callsCode(object) || isPreparation(object, reader) {
      return nil
    }
    var claim = noFailure(object, name)
    let inner = reader.bare(object)
    if reader.kind(inner) == .call, let callee = reader.callee(inner), callee.last == "validate",
      reader.arguments(inner).positional.count > 1
    {
      claim.form = .schema
    }
    return Reading(claims: [claim], rest: [object])
  }

  /// Whether the test around must end with a panic, which such a call may be.
  private static func mustPanic(_ place: Place, _ reader: Reader) -> Bool {
    let function = reader.tree(place).ancestor(place.node, of: [.function])
    return reader.outline(place).cases.contains {
      $0.function == function && $0.expectedError != nil
    }
  }

  /// `f()?;` in a test that returns a result.
  private static func attempt(_ reader: Reader, _ place: Place) -> Reading? {
    let tree = reader.tree(place)
    guard let unary = tree.parent(place.node), tree.kind(unary) == .unary,
      tree.tokens[Int(tree[unary].endToken) - 1].symbol == .question,
      isDropped(place.at(unary), reader), isInTest(place, reader), !reader.callsTestCode(place),
      !isPreparation(place, reader)
    else { return nil }
    return Reading(claims: [noFailure(place, "?")], rest: reader.arguments(place).positional)
  }

  /// Whether a call is the standard library's, or of what it gave: the test's own preparation.
  private static func isPreparation(_ call: Place, _ reader: Reader) -> Bool {
    var at = reader.resolved(call)
    for _ in 0..<8 {
      // `let mut file = …` is read as a pattern.
      if reader.kind(at) == .name,
        case .binding(let binding, _) = reader.meaning(reader.text(at), at: at),
        binding.source == .part
      {
        at = reader.resolved(at.at(binding.node))
      }
      guard reader.kind(at) == .call, let callee = reader.callee(at) else { return false }
      if reader.isLanguage(callee, at: at) { return true }
      guard let object = reader.receiver(at) else { return false }
      at = reader.resolved(object)
    }
    return false
  }

  private static func noFailure(_ subject: Place, _ matcher: String) -> Claim {
    var claim = Claim(.noThrow, subject: subject, matcher: matcher)
    claim.flags = [.implicit]
    return claim
  }

  private static func isDropped(_ place: Place, _ reader: Reader) -> Bool {
    let tree = reader.tree(place)
    return tree.parent(place.node).map { tree.kind($0) == .statement } ?? false
  }

  private static func isInTest(_ place: Place, _ reader: Reader) -> Bool {
    guard let function = reader.tree(place).ancestor(place.node, of: [.function]) else {
      return false
    }
    return reader.outline(place).cases.contains { $0.function == function }
  }
}
