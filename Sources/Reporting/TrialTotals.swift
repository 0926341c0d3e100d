import Mutation
import Suites
package import Trials

/// What the trials counted.
package struct TrialTotals: Sendable {
  package private(set) var chosen = 0
  package private(set) var statuses: [MutantStatus: Int] = [:]
  /// Kills that an assertion noticed; the other kills are crashes.
  package private(set) var byAssertion = 0
  /// Reasons for not running a mutant, with counts, most frequent first.
  package private(set) var passedOver: [(reason: String, count: Int)] = []
  package private(set) var verdicts: [TestVerdict: Int] = [:]

  init(_ trials: Report.Trials) {
    chosen = trials.plan.chosen.count
    for outcome in trials.outcomes {
      statuses[outcome.status, default: 0] += 1
      if outcome.status == .killed, outcome.by == .assertion { byAssertion += 1 }
    }
    statuses[.notRun, default: 0] += max(0, chosen - trials.outcomes.count)
    if statuses[.notRun] == 0 { statuses[.notRun] = nil }
    var reasons: [String: Int] = [:]
    for item in trials.plan.passedOver { reasons[item.reason, default: 0] += 1 }
    passedOver = reasons.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    for test in trials.tests {
      if let verdict = test.verdict { verdicts[verdict, default: 0] += 1 }
    }
  }

  package func count(_ status: MutantStatus) -> Int { statuses[status] ?? 0 }

  package var killed: Int { count(.killed) }
  package var byCrash: Int { killed - byAssertion }
  package var judged: Int { killed + count(.survived) + count(.notReached) }
  package var score: Score { Score(killed: killed, judged: judged) }

  /// The second score, where a confirmed time-out counts as noticed.
  package var withTimeouts: Score {
    Score(killed: killed + count(.timeout), judged: judged + count(.timeout))
  }

  /// Chosen mutants without a judgement, by status, in the order of the statuses.
  package var excluded: [(status: MutantStatus, count: Int)] {
    MutantStatus.allCases.filter { !$0.isJudged && count($0) > 0 }.map { ($0, count($0)) }
  }

  /// Trials that ran and gave no judgement.
  package var unusable: Int {
    excluded.filter { $0.status != .notRun }.reduce(0) { $0 + $1.count }
  }

  /// The score if every unjudged mutant survived, and if each were killed.
  package var bounds: (low: Double, high: Double) {
    guard chosen > 0 else { return (0, 1) }
    let unknown = chosen - judged
    return (Double(killed) / Double(chosen), Double(killed + unknown) / Double(chosen))
  }
}

/// Whether the figures may be read as a grade.
package enum Grade: Sendable, Equatable {
  /// Only the static half ran.
  case unasked
  /// A control did not hold; its sentence.
  case refused(String)
  /// Too little was judged; why.
  case ungraded(String)
  case graded

  /// Fewest judged mutants for which a percentage is printed.
  static let fewest = 20

  init(_ trials: Report.Trials?, _ totals: TrialTotals?) {
    guard let trials, let totals else {
      self = .unasked
      return
    }
    // Where reach could not be recorded it is probed, which is slower and no less true.
    if let broken = trials.controls.first(where: { !$0.held && $0.kind != .reach }) {
      self = .refused("the \(broken.kind.rawValue) control did not hold: \(broken.detail)")
    } else if totals.judged < Grade.fewest {
      self = .ungraded(
        "\(counted(totals.judged, "planted error")) got a judgement, fewer than \(Grade.fewest)")
    } else if totals.unusable > totals.judged {
      self = .ungraded(
        "\(totals.unusable) trials gave no judgement, more than the \(totals.judged) that did")
    } else {
      self = .graded
    }
  }
}

/// `1 test`, `2 tests`, `1,200 tests`.
func counted(_ count: Int, _ noun: String) -> String {
  grouped(count) + " " + noun + (count == 1 ? "" : "s")
}

/// The verb as it follows a count: `1 test compares`, `2 tests compare`.
func agreeing(_ verb: String, with count: Int) -> String { count == 1 ? verb + "s" : verb }

/// The number with a comma between groups of three digits.
func grouped(_ count: Int) -> String {
  let digits = Array(String(count.magnitude))
  var out = count < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { out.append(",") }
    out.append(digit)
  }
  return out
}
