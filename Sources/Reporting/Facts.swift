import Mutation
import Suites
import Text
import Trials

/// One line of "method, limits and evidence".
struct Fact {
  var name: String
  var text: String
  /// Whether the text is a command or an identifier.
  var isCode = false
}

/// What a reader needs to judge the figures and to make them anew.
enum Facts {
  static func of(_ report: Report, _ summary: Summary) -> [Fact] {
    var out = [Fact(name: "Tool", text: "tocsin \(report.toolVersion)")]
    if !report.invocation.isEmpty {
      out.append(Fact(name: "Made by", text: Summary.shell(report.invocation), isCode: true))
    }
    if !report.revision.isEmpty {
      out.append(Fact(name: "Revision", text: report.revision, isCode: true))
    }
    if let ending = report.ending {
      out.append(
        Fact(name: "Exit", text: "\(ending.code), \(ending.name): \(ending.reason)"))
    }
    out.append(
      Fact(
        name: "Read",
        text: "\(counted(summary.suite.files, "test file")), "
          + "\(counted(summary.suite.tests, "test")), "
          + "\(counted(summary.suite.assertions, "assertion")); "
          + "\(counted(summary.suite.unreadBytes, "byte")) could not be read"))
    if let trials = report.trials, let totals = summary.trials {
      out += self.of(trials, totals)
    }
    out += limits(report.trials)
    return out
  }

  private static func of(_ trials: Report.Trials, _ totals: TrialTotals) -> [Fact] {
    let method = trials.method
    var out: [Fact] = []
    if !method.command.isEmpty {
      out.append(
        Fact(name: "Test command", text: Summary.shell(method.command), isCode: true))
    }
    out.append(
      Fact(
        name: "How",
        text: "\(method.runner), \(method.mode), isolation \(method.isolation), "
          + "\(counted(method.jobs, "job"))"
          + (method.budget > 0 ? ", budget \(method.budget) s" : "")
          + (method.selectsTestFiles ? ", test files selected by reach" : ", whole suite")))
    for control in trials.controls {
      out.append(
        Fact(
          name: "Control \(control.kind.rawValue)",
          text: (control.held ? "held: " : "did not hold: ") + control.detail
            + " (\(counted(control.testsRun, "test")))"))
    }
    out.append(
      Fact(
        name: "Sample",
        text: "\(counted(totals.chosen, "planted error")) chosen with seed \(trials.plan.seed), "
          + "\(grouped(totals.judged)) judged; any prefix of the plan is a fair sample"))
    if !totals.excluded.isEmpty {
      let words = totals.excluded.map { "\(grouped($0.count)) \($0.status.rawValue)" }
      out.append(Fact(name: "Not judged", text: words.joined(separator: ", ")))
    }
    if !totals.passedOver.isEmpty {
      let words = totals.passedOver.map { "\(grouped($0.count)) \($0.reason)" }
      out.append(Fact(name: "Passed over", text: words.joined(separator: ", ")))
    }
    if totals.judged < totals.chosen, totals.chosen > 0 {
      let (low, high) = (totals.bounds.low, totals.bounds.high)
      out.append(
        Fact(
          name: "Bounds",
          text: "\(Int((low * 100).rounded())) % noticed if every unjudged error went unnoticed, "
            + "\(Int((high * 100).rounded())) % if each were noticed"))
    }
    if !trials.isComplete {
      out.append(Fact(name: "Complete", text: "no; some chosen errors were left without a trial"))
    }
    return out
  }

  private static func limits(_ trials: Report.Trials?) -> [Fact] {
    var out = [
      Fact(
        name: "Limits of reading",
        text: "Whether an expected value is right, whether a recorded value was recorded from a "
          + "wrong run, and whether a range is tight enough cannot be read from a test.")
    ]
    if trials != nil {
      out.append(
        Fact(
          name: "Limits of planting",
          text: "Some changes make no difference that any test could see; they count as unnoticed, "
            + "so the share noticed is a lower estimate. The interval is Wilson's at 95 %."))
    }
    return out
  }
}
