import Rust
import Suites
import SwiftLanguage
import Syntax
import Testing
import Trials

/// Functions that belong to a type of another file of the test tree.
@Suite struct `Checks that a type of another file holds` {
  /// The assertions of the tests of the last file, with the helper that each stands in.
  private func labels(_ language: Language, _ files: [(path: String, source: String)]) throws
    -> [String]
  {
    let outlines = try files.map { path, source in
      let ending = String(path.split(separator: ".").last ?? "")
      let grammar = try #require(language.grammars[ending])
      return SuiteAnalysis.outline(
        path: path, tree: SyntaxTree.parse(Array(source.utf8), by: grammar), rules: language.suites)
    }
    let last = try #require(SuiteAnalysis.classify(outlines).last)
    return last.tests.flatMap(\.assertions).map {
      "\($0.classified.rawValue) \($0.side.rawValue) \($0.helper ?? "-")"
    }
  }

  private static let checks = """
    pub struct BerthChecks;
    impl BerthChecks {
        pub fn free(berth: &Berth) { assert_eq!(berth.ship, "Elbe"); }
        pub async fn counted(berths: &Berths) -> Result<()> {
            let count = berths.load().await?;
            assert_eq!(count, 4);
            Ok(())
        }
        pub fn made() -> Berth { let made = Berth::default(); assert_eq!(made.ship, ""); made }
    }
    """

  private static let test = """
    use crate::helpers::*;
    #[tokio::test]
    async fn berths() -> Result<()> {
        BerthChecks::free(&berth(4));
        BerthChecks::counted(&berths()).await?;
        let made = BerthChecks::made();
        Ok(())
    }
    """

  @Test func `are read where a statement runs them`() throws {
    #expect(
      try labels(
        .rust, [("tests/common/checks.rs", Self.checks), ("tests/berths.rs", Self.test)])
        == ["value business free", "value business counted"])
    #expect(
      try labels(
        .swift,
        [
          (
            "Tests/ATests/Checks.swift",
            "import XCTest\nenum Checks {\n  static func same(_ a: Int, _ b: Int) {\n"
              + "    XCTAssertEqual(a, b)\n  }\n}\n"
          ),
          (
            "Tests/ATests/ATests.swift",
            "import XCTest\nfinal class ATests: XCTestCase {\n  func testIt() {\n"
              + "    Checks.same(berth(of: \"Elbe\"), 4)\n  }\n}\n"
          ),
        ]) == ["value business same"])
  }

  @Test func `are not looked for in the code under test`() throws {
    #expect(
      try labels(.rust, [("src/checks.rs", Self.checks), ("tests/berths.rs", Self.test)]) == [])
  }
}
