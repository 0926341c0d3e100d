import Suites
import Text
import Trials

extension Summary {
  /// The findings in plain words, each with its denominator; at most five sentences.
  package var headline: [String] {
    var out = trialSentences
    out += suiteSentences
    return out.isEmpty ? ["No test files were found."] : out
  }

  /// One sentence for people who read no other.
  package var verdict: String {
    switch grade {
    case .unasked where suite.tests == 0: "No test was found, so nothing can be said of any."
    case .unasked:
      "\(grouped(suite.weakTests)) of \(counted(suite.tests, "test")) "
        + "\(agreeing("compare", with: suite.weakTests)) no result with an expected value."
    case .refused(let why): "No score, because \(why)"
    case .ungraded(let why): "Ungraded: \(why)."
    case .graded:
      isComplete ? trialSentences.first ?? "" : "Incomplete: " + (trialSentences.first ?? "")
    }
  }

  /// The stable line that a pipeline may search for.
  package var number: String {
    guard let trials else {
      let score = Score(killed: suite.kinds[.business] ?? 0, judged: suite.tests)
      return suite.tests == 0
        ? "none"
        : "\(score.percent) of \(counted(suite.tests, "test")) "
          + "\(agreeing("compare", with: suite.tests)) values"
    }
    switch grade {
    case .refused: return "none"
    case .ungraded: return "\(trials.killed) of \(trials.judged) noticed, ungraded"
    case .graded, .unasked:
      return "\(trials.score.percent) noticed (95 % interval \(trials.score.range)), "
        + "\(trials.killed) of \(trials.judged)"
    }
  }

  /// The command that leads on.
  package var next: String {
    if case .refused = grade { return "tocsin doctor" }
    if trials == nil { return "tocsin mutate " + Summary.shellWord(root) }
    if let gap = unnoticed.first { return "tocsin explain \(gap.mutant.id)" }
    return "tocsin doctor"
  }

  /// How the excluded classes read, such as `12 timeout, 3 invalid`; empty when there are none.
  package var excludedWords: String {
    (trials?.excluded ?? []).map { "\(grouped($0.count)) \($0.status.rawValue)" }
      .joined(separator: ", ")
  }

  private var trialSentences: [String] {
    guard let trials, trials.judged > 0 else { return [] }
    let planted = "We planted \(counted(trials.judged, "small error")) in the code; "
    if case .refused = grade { return [] }
    var out: [String] = []
    if grade == .graded {
      out.append(
        planted + "the tests noticed \(grouped(trials.killed)) "
          + "(\(trials.score.percent), 95 % interval \(trials.score.range)).")
    } else {
      out.append(
        planted + "the tests noticed \(grouped(trials.killed)); too few were judged to grade.")
    }
    if let worst = worstArea {
      out.append(
        "Weakest where it matters: \(worst.title), "
          + "\(grouped(worst.score.killed)) of \(grouped(worst.score.judged)) noticed.")
    }
    if trials.byCrash > 0 {
      out.append(
        "\(grouped(trials.byCrash)) of the \(grouped(trials.killed)) were noticed only because "
          + "something crashed, not because an assertion compared a result.")
    }
    return out
  }

  private var suiteSentences: [String] {
    guard suite.files > 0 else { return [] }
    let shape = suite.sides[.shape] ?? 0
    let nothing = (suite.classes[.vacuous] ?? 0) + (suite.classes[.mirrored] ?? 0)
    guard suite.checks > 0 else { return ["The tests assert nothing."] }
    let (many, verb) =
      shape == 0
      ? ("None", "checks") : (grouped(shape), agreeing("check", with: shape))
    var out = [
      "\(many) of \(counted(suite.checks, "assertion")) only \(verb) that something "
        + "exists, has a type, a shape or a size, or does not throw."
    ]
    if nothing > 0 {
      out.append(
        "\(grouped(nothing)) more cannot fail through a wrong result"
          + " or repeat the code that they test.")
    }
    return out
  }

  /// The risk area with the lowest share noticed, if at least five of its mutants were judged and
  /// not all were noticed.
  private var worstArea: AreaRow? {
    areas.filter { $0.area != nil && $0.score.judged >= 5 && $0.score.killed < $0.score.judged }
      .min { $0.score.value < $1.score.value }
  }

  /// The word as a shell reads it back; quoted only when it must be.
  static func shellWord(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: ":"),
        UInt8(ascii: ","), UInt8(ascii: "@"), UInt8(ascii: "+"):
        true
      default: false
      }
    }
    if plain && !word.isEmpty { return word }
    var out = "'"
    for scalar in word.unicodeScalars {
      if scalar == "'" { out += "'\\''" } else { out.unicodeScalars.append(scalar) }
    }
    return out + "'"
  }

  static func shell(_ words: [String]) -> String {
    words.map(shellWord).joined(separator: " ")
  }
}
