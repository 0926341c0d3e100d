import Foundation
import Rust
import Suites
import Syntax
import Testing
import Trials

/// Reads labelled Rust suites and compares what the engine says with what people wrote.
enum RustFixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/rust-suites")

  static func analyse(_ source: String, path: String) -> SuiteFile {
    SuiteAnalysis.classify([
      SuiteAnalysis.outline(
        path: path, tree: SyntaxTree.parse(Array(source.utf8), by: .rust), rules: .rust)
    ])[0]
  }
}

@Suite struct `Rust suites` {
  /// Where the file lies decides whether all of it is test code.
  @Test(arguments: [("cart.rs", "tests/cart.rs"), ("mixed.rs", "src/mixed.rs")])
  func `every labelled assertion is found and no other`(name: String, path: String) throws {
    let source = try String(
      contentsOf: RustFixtures.folder.appending(path: name), encoding: .utf8)
    let file = RustFixtures.analyse(source, path: path)
    #expect(file.unreadBytes == 0)
    #expect(FixtureMark.problems(name, source, file) == [])
  }

  @Test func `tests are named by their modules, also those that macros make`() {
    let source = """
      macro_rules! t { ($t:ident : $a:expr) => { #[test] fn $t() { assert_eq!(f(), $a); } } }
      #[cfg(test)] mod tests {
        #[test] fn a() {}
        mod deep { #[test] #[ignore] fn b() {} #[tokio::test] async fn c() {} fn d() {} }
      }
      """
    let file = RustFixtures.analyse(source, path: "src/a.rs")
    #expect(file.tests.map(\.name) == ["tests > a", "tests > deep > b", "tests > deep > c"])
    #expect(file.tests.map(\.isDisabled) == [false, true, false])
    let made = RustFixtures.analyse(
      source + "\nt!(x: 1);\nt!(y: 2);\n", path: "tests/a.rs")
    #expect(made.tests.map(\.name).suffix(2) == ["x", "y"])
  }

  @Test func `a type of the file is not the library's of the same name`() {
    let source = """
      pub struct Path;
      impl Path { pub fn depth(a: &str) -> u8 { 2 } }
      #[cfg(test)] mod tests { use super::*; #[test] fn a() { assert!(Path::depth("a") == Path::depth("b")); } }
      """
    let file = RustFixtures.analyse(source, path: "src/a.rs")
    #expect(
      file.tests.flatMap(\.assertions).map(JavaScriptFixtures.words) == ["relational business 2"])
  }

  @Test(arguments: [
    ("cfg(test)", true), ("cfg(all(test, unix))", true), ("cfg(not(test))", false),
    ("cfg(unix)", false), ("cfg(any(not(test), unix))", false),
  ])
  func `only what is compiled for tests is test code`(attribute: String, isTest: Bool) {
    let source = "#[\(attribute)] mod m { #[inline] fn f() { assert!(g() == 1); } }"
    let file = RustFixtures.analyse(source, path: "src/a.rs")
    #expect(file.assertions.isEmpty != isTest)
  }
}
