import Testing
import Tool

@Suite struct ArgumentsTests {
  func options(_ arguments: String...) throws -> Options {
    var options = Options()
    try options.read(arguments)
    return options
  }

  func failure(_ arguments: String...) -> Failure? {
    var options = Options()
    do throws(Failure) { try options.read(arguments) } catch { return error }
    return nil
  }

  @Test func `no arguments assess the folder at hand`() throws {
    #expect(try options() == Options())
    #expect(Options().verb == .run)
    #expect(Options().path == ".")
  }

  @Test func `a value may follow its option or an equals sign`() throws {
    let first = try options("scan", "src", "--format", "json", "--exclude=a/**", "--exclude", "b")
    #expect(first.verb == .scan)
    #expect(first.path == "src")
    #expect(first.format == .json)
    #expect(first.exclude == ["a/**", "b"])
  }

  @Test(arguments: [("90s", 90), ("10m", 600), ("2h", 7200), ("45", 45)])
  func `a budget counts seconds, minutes or hours`(text: String, seconds: Int) throws {
    #expect(try options("--budget", text).budget == seconds)
  }

  @Test(arguments: ["0s", "-5m", "1d", "", "m", "9223372036854775807h"])
  func `a budget that is no time is refused`(text: String) {
    #expect(failure("--budget=" + text)?.code == .usage)
  }

  @Test func `what follows two dashes is an operand`() throws {
    #expect(try options("--", "--odd-folder").path == "--odd-folder")
  }

  @Test func `a slip in an option is answered with the option meant`() {
    #expect(
      failure("--formt", "json")
        == Failure(.usage, "there is no option '--formt'", cure: "did you mean --format?"))
  }

  @Test func `a slip in a verb is answered with the verb meant`() {
    #expect(failure("sacn", "src")?.cure == "did you mean tocsin scan?")
  }

  @Test func `an option of another verb names the verbs that take it`() {
    #expect(
      failure("scan", "--budget", "5m")
        == Failure(
          .usage, "--budget does not belong to tocsin scan",
          cure: "it belongs to tocsin PATH, mutate"))
  }

  @Test func `a choice that does not exist lists those that do`() {
    #expect(failure("--color", "blue")?.cure == "use one of auto, always, never")
  }

  @Test func `a missing value names what is missing`() {
    #expect(failure("--seed")?.cure == "write --seed N")
    #expect(failure("--list=yes")?.cause == "--list takes no value")
  }

  @Test func `explain and rerun need something to explain`() throws {
    #expect(failure("explain")?.cure == "write tocsin explain ID|PATH:LINE")
    let rerun = try options("rerun", "3f2a9c0d11ab77e0", "project")
    #expect(rerun.subject == "3f2a9c0d11ab77e0")
    #expect(rerun.path == "project")
  }

  @Test func `control characters in arguments are shown, not sent to the terminal`() {
    #expect(failure("--a\u{1b}[31m")?.cause == "there is no option '--a\\u{1b}[31m'")
  }
}

@Suite struct UsageTests {
  @Test func `the help names every verb, option and exit code`() {
    let help = Usage.help(for: .run)
    for word in ["tocsin scan", "tocsin rerun ID", "--since REF", "--fail-under", "  130  "] {
      #expect(help.contains(word), "\(word)")
    }
  }

  @Test func `the help of a verb lists only its options`() {
    let help = Usage.help(for: .scan)
    #expect(help.contains("--exclude GLOB"))
    #expect(!help.contains("--budget"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `every shell's completion knows verbs, options and choices`(shell: String) throws {
    let script = try #require(Usage.completions(for: shell))
    #expect(script.contains("doctor"))
    #expect(script.contains("per-line"))
    #expect(script.contains("auto always never"))
  }

  @Test func `a shell that is not known has no completions`() {
    #expect(Usage.completions(for: "csh") == nil)
  }
}
