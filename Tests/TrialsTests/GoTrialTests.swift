import Go
import Mutation
import Processes
import Syntax
import Testing
import Text
import Trials

@Suite(.enabled(if: isInstalled("go"))) struct GoTrialTests {
  static let cart = """
    package cart

    func Total(prices []int) int {
    \tresult := 0
    \tfor _, price := range prices {
    \t\tresult = result + price
    \t}
    \treturn result
    }

    func Limited(value int) int {
    \tif value > 10 {
    \t\treturn 10
    \t}
    \treturn value
    }

    func Unused(value int) int { return value + 1 }

    """

  private func project(language: String = "1.19") throws -> TrialProject {
    try TrialProject([
      "go.mod": "module example.com/cart\n\ngo \(language)\n",
      "cart.go": GoTrialTests.cart,
      "total_test.go": """
      package cart

      import "testing"

      func TestTotal(t *testing.T) {
      \tt.Run("adds two", func(t *testing.T) {
      \t\tif got := Total([]int{1, 2}); got != 3 {
      \t\t\tt.Errorf("got %d", got)
      \t\t}
      \t})
      }

      """,
      "limit_test.go": """
      package cart

      import "testing"

      func TestLimited(t *testing.T) { Limited(11) }

      """,
      "skipped_test.go": "//go:build never\n\npackage cart\n",
    ])
  }

  @Test func `trials of go test kill by assertion and by crash, and leave survivors`() throws {
    let project = try project()
    let runner = try #require(Toolchain.go.findRunners(project.view).first)
    #expect(runner.name == "go test")
    #expect(runner.reason == "go.mod names the module example.com/cart")
    let mutants = [
      project.mutant("assert", at: "cart.go", "result + price", "result - price"),
      project.mutant("crash", at: "cart.go", "result + price", "price + prices[9]"),
      project.mutant("lives", at: "cart.go", "value > 10", "value >= 10"),
      project.mutant("types", at: "cart.go", "result := 0", "result := \"\""),
      project.mutant("nowhere", at: "cart.go", "value + 1", "value - 1"),
      project.mutant("exits", at: "cart.go", "result := 0", "result := 0; panic(1)"),
    ]
    let text = GoTrialTests.cart
    let edits = ["\tif value", "return value + 1"].enumerated().map {
      let start = mutant("", in: text, $1, "").edit.range.start
      return Edit(ByteRange(start, start), "__tocsin_reach__(\($0)); ")
    }
    let weaving = Weaving(
      edits: ["cart.go": edits], places: ["lives": 0, "nowhere": 1])
    let before = try TreeManifest(of: project.root)
    let result = try project.run(
      project.campaign(.go, runner, mutants, weaving: weaving) { $0.floorSeconds = 60 })
    #expect(
      result.outcomes.map(\.status) == [
        .killed, .killed, .survived, .invalid, .notReached, .killed,
      ])
    #expect(result.outcomes.map(\.by) == [.assertion, .crash, nil, nil, nil, .crash])
    #expect(result.outcomes[0].killedBy == ["total_test.go::TestTotal > adds_two"])
    #expect(result.outcomes[2].reachedBy == ["limit_test.go::TestLimited"])
    #expect(result.outcomes[3].detail.contains("cart.go:"))
    #expect(try TreeManifest(of: project.root).difference(from: before) == [])
  }

  @Test(arguments: ["1.1", "1.19"])
  func `mutants are woven into a module of any language version`(language: String) throws {
    let project = try project(language: language)
    let runner = try #require(Toolchain.go.findRunners(project.view).first)
    let tree = SyntaxTree.parse(Array(GoTrialTests.cart.utf8), by: .go)
    let file = SourceFile(path: "cart.go", bytes: Array(GoTrialTests.cart.utf8))
    let mutants = Discovery.discover(in: file, tree: tree, rules: .go).mutants
    var campaign = project.campaign(.go, runner, mutants) { $0.floorSeconds = 60 }
    campaign.weaver = .of(tree, at: "cart.go", by: .go, mutants, rules: .go, guards: .go)
    let result = try project.run(campaign)
    #expect(result.notices == [])
    #expect(result.controls.map(\.kind).last == .woven)
    func outcome(_ original: String) -> Outcome? {
      mutants.firstIndex { $0.original == original }.map { result.outcomes[$0] }
    }
    #expect(outcome("+")?.killedBy == ["total_test.go::TestTotal > adds_two"])
    #expect(outcome(">")?.status == .survived)
    let unused = zip(mutants, result.outcomes).filter { $0.0.function == "Unused" }.map(\.1.status)
    #expect(Set(unused) == [.notReached])
  }

  private func line(_ runner: Runner?, files: [String]? = nil) -> String? {
    runner.map { runner in
      let request = RunRequest(
        root: "/r", support: "/s", scratch: "/c", temporary: "/t", kept: "/k", testFiles: files)
      return runner.invocation(request).arguments.joined(separator: " ")
    }
  }

  @Test func `a command keeps its flags but for those that hide results`() throws {
    let view = try project().view
    func line(_ words: String, files: [String]? = nil) -> String? {
      self.line(
        Toolchain.go.recognise(words.split(separator: " ").map(String.init), view), files: files)
    }
    #expect(
      line("go test -race -v -run TestTotal -coverprofile c.out ./...")
        == "go test -json -count=1 -vet=off -race -run TestTotal ./...")
    #expect(line("env CGO_ENABLED=0 go test") == "go test -json -count=1 -vet=off .")
    #expect(line("gotestsum -f dots -- -short") == "go test -json -count=1 -vet=off -short ./...")
    #expect(line("go build ./...") == nil)
    #expect(
      line("go test ./...", files: ["a_test.go", "sub/b_test.go"])
        == "go test -json -count=1 -vet=off . ./sub")
  }

  @Test func `a tree without a module is found in the search path under its import path`() {
    let view = ProjectView(
      root: "/home/me/src/example.com/cart", paths: ["cart.go", "cart_test.go", "sub/b_test.go"],
      read: { _ in nil }, exists: { _ in false })
    let line = line(Toolchain.go.findRunners(view).first) ?? ""
    #expect(line.hasPrefix("sh -c "))
    #expect(line.contains(" /k/gopath/src/example.com/cart go test "))
    #expect(line.hasSuffix(" example.com/cart example.com/cart/sub"))
  }

  // MARK: Reading

  private func read(_ lines: String...) throws -> RunReading {
    let project = try project()
    let runner = try #require(Toolchain.go.findRunners(project.view).first)
    return runner.reading(
      RunArtifacts(
        root: project.root, exitCode: 1, results: nil,
        output: Array(lines.joined(separator: "\n").utf8)))
  }

  private func event(_ action: String, _ test: String? = nil, _ output: String? = nil) -> String {
    let name = test.map { #","Test":"\#($0)""# } ?? ""
    let text = output.map { #","Output":"\#($0)""# } ?? ""
    return #"{"Action":"\#(action)","Package":"example.com/cart"\#(name)\#(text)}"#
  }

  @Test func `a test that fails by a subtest alone has not failed itself`() throws {
    let reading = try read(
      event("run", "TestTotal"), event("output", "TestTotal", #"=== RUN   TestTotal\n"#),
      event("run", "TestTotal/adds_two"),
      event("output", "TestTotal/adds_two", #"    total_test.go:8: got 4\n"#),
      event("output", "TestTotal", #"--- FAIL: TestTotal (0.00s)\n"#),
      event("fail", "TestTotal/adds_two"), event("fail", "TestTotal"), event("fail"))
    #expect(reading.results.map(\.status) == [.passed, .failed])
    #expect(reading.results[1].isAssertionFailure)
    #expect(reading.results[1].titles == ["TestTotal", "adds_two"])
    #expect(reading.isComplete)
    #expect(reading.troubles == [])
  }

  @Test func `a test that never ends has ended its program`() throws {
    let reading = try read(event("run", "TestLimited"), event("fail"))
    #expect(reading.results.map(\.status) == [.errored])
    #expect(reading.results[0].path == "limit_test.go")
  }

  @Test(arguments: [
    ("fatal error: all goroutines are asleep", false), ("signal: segmentation fault", false),
    ("signal: terminated", true), ("signal: killed", true), ("=== RUN   TestLimited", true),
  ])
  func `a test that never ends is cut unless its program says what ended it`(
    said: String, isCut: Bool
  ) throws {
    let reading = try read(
      event("run", "TestLimited"), event("output", nil, said + #"\n"#), event("fail"))
    #expect(reading.results.map(\.isCut) == [isCut])
  }

  @Test func `a test program by itself says the same as the command, also when it panics`() throws {
    let project = try project()
    let runner = try #require(Toolchain.go.findRunners(project.view).first)
    let build = try #require(runner.woven)
    let text = """
      === RUN   TestTotal
      === RUN   TestTotal/adds_two
          total_test.go:8: got 4
      --- FAIL: TestTotal (0.25s)
          --- FAIL: TestTotal/adds_two (0.25s)
      === RUN   TestLimited
      --- FAIL: TestLimited (0.00s)
      panic: runtime error: index out of range [recovered]

      goroutine 7 [running]:
      """
    let reading = build.reading(
      TestProgram(path: "/k/1.test", directory: project.root, name: "example.com/cart"),
      RunArtifacts(root: project.root, exitCode: 2, results: nil, output: Array(text.utf8)))
    #expect(
      reading.results.map(\.id) == [
        "total_test.go::TestTotal", "total_test.go::TestTotal > adds_two",
        "limit_test.go::TestLimited",
      ])
    #expect(reading.results.map(\.status) == [.passed, .failed, .errored])
    #expect(reading.results.map(\.isAssertionFailure) == [false, true, false])
    #expect(reading.results[0].milliseconds == 250)
  }

  @Test func `a package that does not build is a trouble with the compiler's words`() throws {
    let reading = try read(
      "# example.com/cart", "./cart.go:4:12: undefined: x",
      event("output", nil, #"FAIL\texample.com/cart [build failed]\n"#), event("fail"))
    #expect(reading.results == [])
    #expect(reading.troubles.map(\.stage) == [.load])
    #expect(reading.troubles[0].message.contains("cart.go:4:12: undefined: x"))
    let older = try read(
      "./cart.go:4:12: undefined: x", "FAIL\texample.com/cart [build failed]")
    #expect(older.troubles.map(\.stage) == [.load])
    #expect(older.isComplete)
  }

  @Test func `a run that breaks off is not complete`() throws {
    #expect(try !read(event("run", "TestTotal"), event("pass", "TestTotal")).isComplete)
  }
}
