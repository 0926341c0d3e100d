import Testing
import Tool

@Suite struct ConfigurationTests {
  func failure(_ text: String, trusted: Bool = false) -> Failure? {
    do throws(Failure) {
      var options = Options()
      try Configuration(text, path: "tocsin.toml")
        .apply(to: &options, path: "tocsin.toml", trusted: trusted)
    } catch { return error }
    return nil
  }

  @Test func `keys set the options of the same name`() throws {
    var options = Options()
    let text = """
      schema-version = 1
      seed = 7            # a comment
      budget = "5m"
      exclude = [
        "legacy/**", 'raw\\d',
      ]
      fail-on-empty = true
      quiet = false
      """
    try Configuration(text, path: "t").apply(to: &options, path: "t", trusted: false)
    #expect(options.seed == 7)
    #expect(options.budget == 300)
    #expect(options.exclude == ["legacy/**", "raw\\d"])
    #expect(options.failOnEmpty)
    #expect(!options.quiet)
  }

  @Test func `escapes hold in double quotes only`() throws {
    let configuration = try Configuration(#"tests = ["a\"b\\c", 'd\n']"#, path: "t")
    #expect(
      configuration.entries == [
        .init(key: "tests", values: [#"a"b\c"#, #"d\n"#], line: 1)
      ])
  }

  @Test func `an unknown key is refused with its line and the key meant`() {
    #expect(
      failure("seed = 1\nbugdet = \"5m\"\n")
        == Failure(
          .usage, "tocsin.toml:2: unknown key 'bugdet'", cure: "did you mean budget?"))
  }

  @Test(arguments: ["test-command = \"rm -rf /\"", "isolation = \"copy\"", "env = [\"TOKEN\"]"])
  func `a file may not choose what runs until it is trusted`(text: String) {
    #expect(failure(text)?.cure == "read the file, then add --trust or set TOCSIN_TRUST=1")
    #expect(failure(text, trusted: true) == nil)
  }

  @Test(arguments: [
    ("seed", "tocsin.toml:1: '=' must follow the key 'seed'"),
    ("\nseed = x", "tocsin.toml:2: this is not a value; strings stand in quotes"),
    ("[a]", "tocsin.toml:1: sections are not used here"),
    ("tests = [\"a\"", "tocsin.toml:1: the array is not closed"),
    ("tests = \"a", "tocsin.toml:1: the string is not closed"),
    ("seed = 1 2", "tocsin.toml:1: the line goes on after its value"),
    ("seed = -1", "tocsin.toml:1: seed does not take '-1'"),
  ])
  func `damage is named with its line`(text: String, cause: String) {
    #expect(failure(text)?.cause == cause)
  }

  @Test func `the template is valid when every line is switched on`() throws {
    var lines: [String] = []
    for line in Configuration.template.split(separator: "\n") {
      let isSetting = line.hasPrefix("# ") && line.contains(" = ") && !line.contains("option")
      lines.append(isSetting ? String(line.dropFirst(2)) : String(line))
    }
    let text = lines.joined(separator: "\n")
      .replacing("output = \"\"", with: "output = \"r\"")
      .replacing("since = \"\"", with: "since = \"main\"")
      .replacing("test-command = \"\"", with: "test-command = \"true\"")
    var options = Options()
    try Configuration(text, path: "t").apply(to: &options, path: "t", trusted: true)
    #expect(options.seed == 1)
    #expect(options.since == "main")
    #expect(options.failUnder == 60)
  }
}
