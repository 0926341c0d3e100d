import Testing
import Text

@Suite struct GlobTests {
  @Test(arguments: [
    ("*.py", "a.py"), ("**/*.py", "a.py"), ("**/*.py", "x/y/a.py"), ("src/**", "src/a/b"),
    ("a/**/b", "a/b"), ("a/**/b", "a/x/y/b"), ("test_?.py", "test_1.py"), ("[a-c]x", "bx"),
    ("[!a-c]x", "dx"), ("*.{js,ts}", "a.ts"), ("**/*.{test,spec}.{js,mjs}", "a/b.spec.mjs"),
    ("a\\*b", "a*b"), ("**", "any/thing"), ("**/node_modules/**", "a/node_modules/b/c"),
    ("*a*b*c", "xaybzc"), ("[]]", "]"), ("**/a*/**/b", "q/ax/z/b"),
  ])
  func `takes what its pattern says`(pattern: String, path: String) {
    #expect(Glob(pattern).matches(path))
  }

  @Test(arguments: [
    ("*.py", "x/a.py"), ("*.py", "a.pyc"), ("a/**/b", "a/bb"), ("test_?.py", "test_.py"),
    ("[a-c]x", "dx"), ("[!a-c]x", "/x"), ("*.{js,ts}", "a.tsx"), ("a?b", "a/b"), ("a", "ab"),
    ("src/**", "source/a"), ("a**b", "a/b"), ("", "a"),
  ])
  func `refuses what its pattern does not say`(pattern: String, path: String) {
    #expect(!Glob(pattern).matches(path))
  }

  @Test func `many stars stay linear enough to answer`() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 5_000)))
  }
}

@Suite struct IgnoreRulesTests {
  func rules(_ text: String, in folder: String = "") -> IgnoreRules {
    var rules = IgnoreRules()
    rules.add(text, in: folder)
    return rules
  }

  @Test func `a name without a slash is ignored at every depth`() {
    let rules = rules("*.log\n")
    #expect(rules.ignores("a.log", isFolder: false))
    #expect(rules.ignores("x/y/a.log", isFolder: false))
    #expect(!rules.ignores("a.logs", isFolder: false))
  }

  @Test func `a slash in front or inside anchors the row to its folder`() {
    let rules = rules("/build\ndocs/out\n")
    #expect(rules.ignores("build", isFolder: true))
    #expect(!rules.ignores("x/build", isFolder: true))
    #expect(rules.ignores("docs/out", isFolder: true))
    #expect(!rules.ignores("x/docs/out", isFolder: true))
  }

  @Test func `a slash at the end ignores folders only`() {
    let rules = rules("tmp/\n")
    #expect(rules.ignores("a/tmp", isFolder: true))
    #expect(!rules.ignores("a/tmp", isFolder: false))
  }

  @Test func `the last matching row wins, and an exclamation mark takes back`() {
    let rules = rules("*.py\n!keep.py\n# keep.py\n\n")
    #expect(rules.ignores("drop.py", isFolder: false))
    #expect(!rules.ignores("sub/keep.py", isFolder: false))
  }

  @Test func `rows of a nested file hold below its folder only`() {
    let rules = rules("*.gen\n/top\n", in: "a[1]/b")
    #expect(rules.ignores("a[1]/b/c/x.gen", isFolder: false))
    #expect(!rules.ignores("x.gen", isFolder: false))
    #expect(rules.ignores("a[1]/b/top", isFolder: false))
    #expect(!rules.ignores("a[1]/b/c/top", isFolder: false))
  }

  @Test func `blanks at the end are dropped, escaped ones are kept`() {
    let rules = rules("plain   \nkept\\ \n")
    #expect(rules.ignores("plain", isFolder: false))
    #expect(rules.ignores("kept ", isFolder: false))
  }
}
