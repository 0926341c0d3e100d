import Suites
import Syntax

/// Reads assertions whose matcher is a phrase: `expect(x, 'to equal', 3)`.
/// - Source: https://unexpected.js.org/assertions/
enum Phrases {
  private static let forms: [(phrase: String, form: Form)] = [
    ("be greater than or equal to", .greaterEqual), ("be greater than", .greater),
    ("be above", .greater), ("be less than or equal to", .lessEqual), ("be less than", .less),
    ("be below", .less), ("be within", .between), ("be close to", .approximate),
    ("be one of", .isIn), ("be an instance of", .type), ("be a ", .type), ("be an ", .type),
    ("be true", .exactTruth), ("be ok", .truth), ("be truthy", .truth), ("be null", .null),
    ("be undefined", .undefined), ("be defined", .exists), ("be empty", .empty),
    ("be rejected", .raises), ("throw", .raises), ("error", .raises), ("be fulfilled", .noThrow),
    ("have length", .length), ("have items satisfying", .subset), ("have property", .member),
    ("have own property", .member), ("have key", .hasKeys), ("only have key", .hasKeys),
    ("have properties", .subset), ("have message", .equal), ("contain", .contains),
    ("begin with", .startsWith), ("start with", .startsWith), ("end with", .startsWith),
    ("match", .matches), ("satisfy", .subset), ("exhaustively satisfy", .equal),
    ("have calls satisfying", .calledWith), ("have a call satisfying", .calledWith),
    ("was called with", .calledWith), ("to have a call", .calledWith),
    ("was called once", .called), ("was called times", .callCount), ("was called", .called),
    ("was not called", .called), ("equal", .equal), ("be", .equal),
  ]

  /// Whether a string reads like a phrase and not like a message.
  private static func isPhrase(_ text: String) -> Bool {
    ["to ", "not to ", "was ", "when ", "with ", "[not] "].contains { text.hasPrefix($0) }
  }

  static func reading(_ reader: Reader, _ place: Place, _ root: Place) -> Reading? {
    let arguments = reader.arguments(root).positional
    guard arguments.count > 1, let text = reader.literal(arguments[1]), isPhrase(text) else {
      return nil
    }
    let isNegated = text.hasPrefix("not ") || text.hasPrefix("was not ")
    var words = Substring(text)
    for start in ["not ", "to "] where words.hasPrefix(start) {
      words = words.dropFirst(start.utf8.count)
    }
    let phrase = String(words) + " "
    let found = forms.first { phrase.hasPrefix($0.phrase) }?.form ?? .unknown
    var claim = Claim(found, subject: arguments[0], matcher: text)
    claim.expected = Array(arguments.dropFirst(2))
    claim.isNegated = isNegated
    if phrase == "be false " || phrase == "be falsy " {
      claim.form = phrase == "be false " ? .exactTruth : .truth
      claim.isNegated.toggle()
    }
    claim = completed(reader, claim, phrase)
    if phrase.hasPrefix("be rejected") || phrase.hasPrefix("be fulfilled"),
      Waiting.isThrownAway(reader, place)
    {
      claim.reach.insert(.unawaited)
    }
    return Reading(claims: [claim], rest: arguments)
  }

  private static func completed(_ reader: Reader, _ original: Claim, _ phrase: String) -> Claim {
    var claim = original
    switch claim.form {
    case .raises: return Errors.split(reader, claim)
    case .type where claim.expected.isEmpty: claim.form = .catalogue(.typeOnly)
    case .member where claim.expected.count < 2: claim.form = .hasKey
    case .truth, .exactTruth:
      guard let subject = claim.subject else { return claim }
      var inner = reader.condition(subject)
      if inner.form == .truth { inner.form = claim.form }
      return claim.isNegated ? inner.negated : inner
    case .matches:
      if claim.expected.first.map({ reader.kind(reader.resolved($0)) == .text }) ?? false {
        claim.form = .contains
      }
    default: break
    }
    return claim
  }
}
