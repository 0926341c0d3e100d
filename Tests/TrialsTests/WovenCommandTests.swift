import Go
import Rust
import SwiftLanguage
import Testing
import Trials

/// What of the project's own command the programs of a woven tree still do.
struct WovenCommandTests {
  private static let view = ProjectView(
    root: "/p", paths: [], read: { _ in nil }, exists: { _ in false })
  private static let request = RunRequest(
    root: "/c", support: "/s", scratch: "/t", temporary: "/u", kept: "/k", testFiles: nil)

  private func woven(_ toolchain: Toolchain, _ command: String) throws -> WovenBuild {
    let words = command.split(separator: " ").map(String.init)
    return try #require(toolchain.recognise(words, Self.view)?.woven)
  }

  @Test(arguments: [
    "swift test", "swift test --filter Cart", "swift test --skip=Slow --filter=Cart",
  ])
  func `a package is built without what chooses among its tests`(command: String) throws {
    let woven = try woven(.swift, command + " -c debug")
    #expect(
      woven.build(Self.request).arguments.dropFirst(3)
        == ["sh", "--cache-path", "/k/cache", "-c", "debug"])
    #expect(woven.isPart == (command != "swift test"))
  }

  @Test(arguments: [
    ("Listing 2 tests:\n\nTests_of_a.CartTests/testSum\nB.CartTests/testNil", "Tests_of_a"),
    ("B.CartTests/testSum\nCart_2.CartTests/testSum\n", "Cart_2"), ("", "Cart_2"),
  ])
  func `a test is chosen by the module in which its program lists it`(
    listed: String, module: String
  ) throws {
    let woven = try woven(.swift, "swift test")
    let artifacts = RunArtifacts(
      root: "/c", exitCode: 0, results: Array("/k/p.xctest\n\(listed)".utf8), output: [])
    let test = TestResult(
      id: "t", path: "Tests/Cart-2/A.swift", titles: ["CartTests", "testSum"], status: .passed)
    let steps = woven.runs([test], woven.programs(artifacts, Self.request), Self.request)
    #expect(
      steps.map(\.invocation.arguments) == [["/k/p.xctest", "\(module).CartTests/testSum"]])
  }

  @Test func `more tests than a command can name are run by several`() throws {
    let programs = [TestProgram(path: "/p.xctest", directory: "/p", name: "Swift Testing")]
    let tests = (0..<900).map { number in
      TestResult(
        id: "t\(number)", path: "Tests/A.swift", titles: ["A", "t\(number)()"], line: 3,
        status: .passed)
    }
    let steps = try woven(.swift, "swift test").runs(tests, programs, Self.request)
    let named = steps.map { step in
      step.invocation.arguments.last?.split(separator: "|").count ?? 0
    }
    #expect(named == [400, 400, 100])
  }

  @Test(arguments: [
    ("go test ./...", [], false),
    (
      "go test -short -parallel 2 -cpu=1,2 ./...",
      ["-test.short", "-test.parallel", "2", "-test.cpu=1,2"], false
    ),
    ("go test -run TestCart -tags slow . -args -x", ["-x"], true),
    ("go test -skip=TestSlow -timeout 30s .", [], true),
  ])
  func `test programs are told what the command says to them`(
    command: String, passed: [String], isPart: Bool
  ) throws {
    let woven = try woven(.go, command)
    let programs = [TestProgram(path: "/k/1.test", directory: "/c", name: "example.com/m")]
    let step = try #require(woven.runs(nil, programs, Self.request).first)
    #expect(
      step.invocation.arguments == ["/k/1.test", "-test.v", "-test.paniconexit0"] + passed)
    #expect(woven.isPart == isPart)
  }

  /// - Source: https://doc.rust-lang.org/rustc/json.html#diagnostics
  @Test func `a column of cargo's messages counts characters, ours bytes`() {
    let message = #"""
      {"reason":"compiler-message","message":{"level":"error","message":"mismatched types","spans":\
      [{"is_primary":true,"file_name":"src/lib.rs","line_start":7,"column_start":9,\
      "text":[{"text":"  ('ß', 'Σ'.x)"}]}]}}
      """#.replacing("\\\n", with: "")
    let artifacts = RunArtifacts(
      root: "/p", exitCode: 101, results: Array(message.utf8), output: [])
    #expect(
      RustWoven.errors(artifacts) == [
        BuildError(path: "src/lib.rs", line: 7, column: 10, message: "mismatched types")
      ])
  }
}
