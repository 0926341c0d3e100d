import Glibc
import Processes
import Reporting
import Trials

/// Sentences for campaigns that gave no result.
enum CampaignWords {
  static func failure(_ failure: CampaignFailure, _ runner: Runner) -> Failure {
    let command = runner.command.joined(separator: " ")
    let other = "choose another command with --test-command, or see tocsin doctor"
    switch failure {
    case .redBaseline(let failing, let troubles):
      return Failure(
        .untrustworthy,
        "the suite fails without any planted error: \(red(failing, troubles))",
        cure: "make \(Words.quoted(command)) pass first; or \(other)")
    case .noTests(let code, let output):
      return Failure(
        .untrustworthy,
        "\(Words.quoted(command)) ran no test and ended with \(code)\(tail(output))", cure: other)
    case .brokenBaseline(let detail, let output):
      return Failure(
        .untrustworthy, "\(Words.quoted(command)) cannot be used: \(detail)\(tail(output))",
        cure: other)
    case .unstableCopy(let detail):
      return Failure(
        .untrustworthy, "writing the same files again changed the result: \(detail)",
        cure: "the suite depends on more than its files; make it repeatable first")
    case .blind(let detail):
      return Failure(
        .untrustworthy, "a planted failure was not noticed: \(detail)",
        cure: "the command does not run the code of the private copy; \(other)")
    case .changedSource(let path):
      return Failure(
        .untrustworthy, "\(path) changed while it was read", cure: "call tocsin again")
    case .interrupted:
      let isTerm = Interruption.signal == SIGTERM
      return Failure(
        isTerm ? .terminated : .interrupted, "interrupted before the controls were done",
        cure: "call tocsin again; nothing was changed")
    case .system(let failure): return system(failure)
    }
  }

  private static func system(_ failure: SystemFailure) -> Failure {
    switch failure {
    case .file(_, _, let code) where code == ENOSPC || code == EDQUOT:
      Failure(
        .incomplete, "\(failure)", cure: "free some space; the same command goes on")
    case .file(_, _, let code) where code == EWOULDBLOCK:
      Failure(
        .usage, "\(failure): another run is using it",
        cure: "wait for it, or choose another folder with --output")
    case .notEnoughDisk:
      Failure(
        .usage, "\(failure)", cure: "free some space, or set TMPDIR to a larger disk, or --jobs 1")
    case .noExecutable(let name):
      Failure(
        .untrustworthy, "\(failure)",
        cure: "install \(name), or say how the tests are run with --test-command")
    default:
      Failure(.usage, "\(failure)", cure: "tocsin doctor says what is missing")
    }
  }

  private static func red(_ failing: [TestResult], _ troubles: [FileTrouble]) -> String {
    var parts: [String] = []
    if !failing.isEmpty {
      parts.append(Words.count(failing.count, "test fails", plural: "tests fail"))
    }
    for test in failing.prefix(3) {
      parts.append("\(Escaping.terminal(test.id)): \(oneLine(test.message))")
    }
    for trouble in troubles.prefix(3) {
      parts.append("\(Escaping.terminal(trouble.path)): \(oneLine(trouble.message))")
    }
    return parts.joined(separator: "\n          ")
  }

  private static func tail(_ output: String) -> String {
    let lines = output.split(separator: "\n").suffix(5).map { Escaping.terminal(String($0)) }
    return lines.isEmpty ? "" : "\n          " + lines.joined(separator: "\n          ")
  }

  private static func oneLine(_ text: String) -> String {
    Escaping.terminal(
      String(text.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(160)))
  }
}
