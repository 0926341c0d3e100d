import Mutation
import Rust
import Syntax
import Testing
import Text
import Trials

@Suite struct `Cargo reader` {
  private func read(_ text: String, exitCode: Int32 = 1, paths: [String] = []) throws -> RunReading
  {
    let view = ProjectView(root: "/p", paths: paths, read: { _ in nil }, exists: { _ in false })
    let runner = try #require(Toolchain.rust.recognise(["cargo", "test"], view))
    return runner.reading(
      RunArtifacts(root: "/p", exitCode: exitCode, results: nil, output: Array(text.utf8)))
  }

  private let output = """
       Compiling rates v0.1.0 (/p)
         Running unittests src/lib.rs (target/debug/deps/rates-0a1b)

    running 4 tests
    test money::tests::adds ... ok
    test money::tests::splits - should panic ... FAILED
    test tests::slow ... ignored, takes long
    test tests::breaks ... FAILED

    failures:

    ---- money::tests::splits stdout ----
    note: test did not panic as expected at src/money.rs:9:8
    ---- tests::breaks stdout ----

    thread 'tests::breaks' (7) panicked at src/lib.rs:7:5:
    called `Option::unwrap()` on a `None` value


    failures:
        tests::breaks

    test result: FAILED. 1 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s

    error: test failed, to rerun pass `--lib`
         Running tests/it.rs (target/debug/deps/it-0a1b)

    running 4 tests
    test equal ... FAILED
    test written ... FAILED
    test inside ... FAILED
    test table::case_2 ... ok

    failures:

    ---- equal stdout ----

    thread 'equal' (9) panicked at tests/it.rs:4:5:
    assertion `left == right` failed
      left: 1
     right: 2
    ---- written stdout ----

    thread 'written' (9) panicked at tests/it.rs:9:5:
    no such rate
    ---- inside stdout ----

    thread 'inside' (9) panicked at src/lib.rs:4:5:
    assertion failed: rate > 0


    test result: FAILED. 1 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

       Doc-tests rates

    running 1 test
    test src/lib.rs - add (line 5) ... ok

    test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.60s
    """

  @Test func `tests are named by binary and found in the file of their module`() throws {
    let reading = try read(output, paths: ["src/lib.rs", "src/money.rs", "tests/it.rs"])
    #expect(
      reading.results.map { "\($0.id) \($0.path) \($0.titles.joined(separator: ">"))" } == [
        "src/lib.rs::money::tests::adds src/money.rs tests>adds",
        "src/lib.rs::money::tests::splits src/money.rs tests>splits",
        "src/lib.rs::tests::slow src/lib.rs tests>slow",
        "src/lib.rs::tests::breaks src/lib.rs tests>breaks",
        "tests/it.rs::equal tests/it.rs equal", "tests/it.rs::written tests/it.rs written",
        "tests/it.rs::inside tests/it.rs inside", "tests/it.rs::table::case_2 tests/it.rs table",
        "src/lib.rs - add (line 5)  src/lib.rs - add (line 5)",
      ])
    #expect(
      reading.results.map(\.status) == [
        .passed, .failed, .skipped, .failed, .failed, .failed, .failed, .passed, .passed,
      ])
    #expect(reading.isComplete)
  }

  @Test func `comparisons of the test are told from panics of the code`() throws {
    let reading = try read(output)
    let byAssertion = reading.results.filter(\.isAssertionFailure).map(\.id)
    #expect(
      byAssertion == [
        "src/lib.rs::money::tests::splits", "tests/it.rs::equal", "tests/it.rs::written",
      ])
  }

  @Test func `tests of several crates are found in their folders`() throws {
    let manifests = [
      "one/Cargo.toml": "[package]\nname = \"crate-one\"\n",
      "two/Cargo.toml": "[package]\nname = \"crate-two\"\n",
    ]
    let view = ProjectView(
      root: "/p",
      paths: ["one/src/lib.rs", "one/tests/it.rs", "two/src/lib.rs", "two/tests/it.rs"],
      read: { manifests[$0].map { Array($0.utf8) } }, exists: { _ in false })
    let runner = try #require(Toolchain.rust.recognise(["cargo", "test"], view))
    var text = ""
    for name in ["one", "two"] {
      text += "     Running unittests src/lib.rs (target/debug/deps/crate_\(name)-0a)\n"
      text += "running 1 test\ntest tests::a ... ok\ntest result: ok.\n"
      text += "     Running tests/it.rs (target/debug/deps/it-0a)\n"
      text += "running 1 test\ntest b ... ok\ntest result: ok.\n"
    }
    for name in ["one", "two"] {
      text += "   Doc-tests crate_\(name)\n"
      text += "running 1 test\ntest src/lib.rs - (line 1) ... ok\ntest result: ok.\n"
    }
    let reading = runner.reading(
      RunArtifacts(root: "/p", exitCode: 0, results: nil, output: Array(text.utf8)))
    #expect(
      reading.results.map(\.id) == [
        "one/src/lib.rs::tests::a", "one/tests/it.rs::b", "two/src/lib.rs::tests::a",
        "two/tests/it.rs::b", "crate_one: src/lib.rs - (line 1)",
        "crate_two: src/lib.rs - (line 1)",
      ])
  }

  @Test func `what does not build is no failure of a test`() throws {
    let reading = try read(
      """
      error[E0308]: mismatched types
       --> src/lib.rs:2:5
      error: could not compile `rates` (lib) due to 1 previous error
      """)
    #expect(reading.results.isEmpty)
    #expect(reading.troubles.map(\.stage) == [.load])
    #expect(reading.troubles[0].message.hasPrefix("error[E0308]: mismatched types"))
  }

  @Test func `a binary that breaks off is a trouble of its file`() throws {
    let reading = try read(
      """
           Running unittests src/lib.rs (target/debug/deps/rates-0a1b)

      running 2 tests
      test a ... ok
      error: test failed, to rerun pass `--lib`

      Caused by:
        process didn't exit successfully: `/t/rates-0a1b` (signal: 6, SIGABRT: process abort signal)
      """)
    #expect(reading.troubles.map(\.path) == ["src/lib.rs"])
    #expect(reading.troubles.map(\.stage) == [.end])
    #expect(!reading.isComplete)
  }

  @Test(arguments: [
    (["cargo", "test"], "cargo test --offline --no-fail-fast"),
    (
      ["cargo", "+stable", "test", "--lib", "-q", "--", "--nocapture", "--test-threads=1"],
      "cargo +stable test --lib --offline --no-fail-fast -- --test-threads=1"
    ),
    (["cargo", "t", "--offline"], "cargo test --offline --no-fail-fast"),
  ])
  func `a command keeps its options but those that hide results`(
    command: [String], line: String
  ) throws {
    let manifest = "[package]\nname = \"a\"\n[dependencies]\n"
    let view = ProjectView(
      root: "/p", paths: ["src/lib.rs"],
      read: { $0 == "Cargo.toml" ? Array(manifest.utf8) : nil }, exists: { _ in false })
    let runner = try #require(Toolchain.rust.recognise(command, view))
    let call = runner.invocation(
      RunRequest(
        root: "/c", support: "/s", scratch: "/r", temporary: "/t", kept: "/k", testFiles: nil))
    #expect(call.arguments.joined(separator: " ") == line)
    #expect(call.environment["CARGO_TARGET_DIR"] == "/k/target")
  }

  @Test(arguments: [["cargo", "build"], ["make", "test"], ["cargo"]])
  func `other commands are not ours`(command: [String]) {
    let view = ProjectView(root: "/p", paths: [], read: { _ in nil }, exists: { _ in false })
    #expect(Toolchain.rust.recognise(command, view) == nil)
  }
}

@Suite struct `Broken Rust files` {
  private func broken(_ source: String, tests: Bool) throws -> String {
    let view = ProjectView(root: "/p", paths: [], read: { _ in nil }, exists: { _ in false })
    let runner = try #require(Toolchain.rust.recognise(["cargo", "test"], view))
    let breaking = try #require(runner.breakage.breaking)
    let text = String(decoding: breaking("a.rs", Array(source.utf8), tests), as: UTF8.self)
    return text.split(separator: "\n").filter { $0.contains("tocsin") }
      .map { $0.prefix { $0 != "{" }.trimmingBlanks }.joined(separator: ", ")
  }

  private let source = """
    fn a() -> u8 { 1 }
    #[inline] fn b() { a(); }
    macro_rules! t { ($n:ident) => { #[test]
      fn $n() { a(); } } }
    #[cfg(test)]
    mod tests {
      fn helper() {}
      #[test]
      #[ignore]
      fn c() { a(); }
      #[tokio::test(flavor = "x")]
      async fn d() { b(); }
    }
    """

  @Test func `tests fail at their start, also those of a macro`() throws {
    #expect(try broken(source, tests: true) == "fn $n(), fn c(), async fn d()")
  }

  @Test func `code fails outside tests`() throws {
    #expect(try broken(source, tests: false) == "fn a() -> u8, #[inline] fn b()")
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

@Suite(.enabled(if: isInstalled("cargo"))) struct `Cargo trials` {
  @Test
  func `trials kill by assertion and by crash, leave survivors and refuse what does not build`()
    throws
  {
    let project = try TrialProject([
      "Cargo.toml": "[package]\nname = \"cart\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
      "src/lib.rs": """
      pub fn total(prices: &[i32]) -> i32 { prices.iter().sum::<i32>() + 0 }
      pub fn limited(value: i32) -> i32 { if value > 10 { 10 } else { value } }
      pub fn unused(value: i32) -> i32 { value * 3 }
      #[cfg(test)]
      mod tests {
          #[test]
          fn adds() { assert_eq!(super::total(&[1, 2]), 3); }
      }
      """,
      "tests/it.rs": "#[test]\nfn keeps_the_limit() { cart::limited(11); }\n",
    ])
    let mutants = [
      project.mutant("assert", at: "src/lib.rs", "+ 0", "+ 1"),
      project.mutant("crash", at: "src/lib.rs", "+ 0", "/ 0"),
      project.mutant("lives", at: "src/lib.rs", "> 10", ">= 10"),
      project.mutant("nowhere", at: "src/lib.rs", "* 3", "* 4"),
      project.mutant("type", at: "src/lib.rs", "* 3", "* \"\""),
    ]
    func place(_ number: Int, _ text: String) -> Edit {
      let start = project.mutant("", at: "src/lib.rs", text, "").edit.range.start
      return Edit(ByteRange(start, start), "__tocsin_reach__(\(number)); ")
    }
    let weaving = Weaving(
      edits: [
        "src/lib.rs": [place(0, "prices.iter"), place(1, "if value"), place(2, "value * 3")]
      ], places: ["assert": 0, "crash": 0, "lives": 1, "nowhere": 2, "type": 2])
    let runner = try project.runner(.rust, ["cargo", "test", "--tests"])
    let result = try project.run(
      project.campaign(.rust, runner, mutants, weaving: weaving) {
        $0.floorSeconds = 60
        $0.jobs = 1
      })
    #expect(
      result.outcomes.map { "\($0.mutant) \($0.status.rawValue) \($0.by?.rawValue ?? "-")" } == [
        "assert killed assertion", "crash killed crash", "lives survived -",
        "nowhere not-reached -", "type invalid -",
      ])
    #expect(result.outcomes[0].killedBy == ["src/lib.rs::tests::adds"])
    #expect(result.outcomes[2].reachedBy == ["tests/it.rs::keeps_the_limit"])
    #expect(result.controls.filter { !$0.held }.map(\.detail) == [])
    #expect(result.blindFiles.isEmpty)
  }

  @Test func `examples in documentation are built once and meet every mutant`() throws {
    let code = """
      /// ```
      /// assert_eq!(cart::tripled(2), 6);
      /// ```
      /// ```should_panic
      /// assert_eq!(cart::tripled(2), 7);
      /// ```
      /// ```no_run
      /// cart::tripled(1);
      /// ```
      pub fn tripled(value: i32) -> i32 { value * 3 }
      /// ```compile_fail
      /// cart::halved("");
      /// ```
      pub fn halved(value: i32) -> i32 { value / 2 }

      """
    let project = try TrialProject([
      "Cargo.toml": "[package]\nname = \"cart\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
      "src/lib.rs": code,
    ])
    let tree = SyntaxTree.parse(Array(code.utf8), by: .rust)
    let file = SourceFile(path: "src/lib.rs", bytes: Array(code.utf8))
    let mutants = Discovery.discover(in: file, tree: tree, rules: .rust).mutants
    let runner = try project.runner(.rust, ["cargo", "test"])
    var campaign = project.campaign(.rust, runner, mutants) {
      $0.floorSeconds = 60
      $0.jobs = 1
    }
    campaign.weaver = .of(
      tree, at: "src/lib.rs", by: .rust, mutants, rules: .rust, guards: .rust)
    let result = try project.run(campaign)
    #expect(result.notices == [])
    #expect(result.controls.map(\.kind).last == .woven)
    func outcome(_ function: String) throws -> Outcome {
      let found = mutants.firstIndex { $0.function == function && $0.operatorID == "constant" }
      return result.outcomes[try #require(found)]
    }
    let killed = try outcome("tripled")
    #expect(killed.by == .assertion)
    #expect(killed.killedBy == ["src/lib.rs - tripled (line 1)"])
    #expect(
      killed.reachedBy == ["src/lib.rs - tripled (line 1)", "src/lib.rs - tripled (line 4)"])
    #expect(try outcome("halved").status == .notReached)
  }
}
