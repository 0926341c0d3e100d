package import Suites
import Syntax

extension SuiteRules {
  /// libtest, rstest, proptest, insta, pretty_assertions, tokio and their like.
  /// - Source: https://doc.rust-lang.org/std/macro.assert.html and
  ///   https://doc.rust-lang.org/rustc/tests/index.html
  package static let rust: SuiteRules = {
    var rules = SuiteRules()
    rules.language = "rust"
    rules.isTestPath = { path, _ in RustSuites.isTestPath(path) }
    rules.keepsTestsApart = { $0.hasPrefix("tests/") || $0.contains("/tests/") }
    rules.isSupportPath = RustSuites.isSupportPath
    rules.frameworks = [
      ("rstest", "rstest"), ("proptest", "proptest"), ("insta", "insta"),
      ("pretty_assertions", "pretty_assertions"), ("tokio", "tokio"),
      ("quickcheck", "quickcheck"), ("mockall", "mockall"), ("test_case", "test-case"),
      ("assert_matches", "assert_matches"), ("approx", "approx"), ("googletest", "googletest"),
      ("assert_cmd", "assert_cmd"), ("predicates", "predicates"), ("wiremock", "wiremock"),
    ]
    rules.imports = RustSuites.imports
    rules.modulePaths = RustSuites.modulePaths
    rules.testCode = RustTests.isTestCode
    rules.isNamespace = RustSuites.isModule
    rules.cases = { RustCases($0).cases }
    rules.reading = RustReadings.reading
    rules.condition = RustConditions.claim
    rules.facet = RustChains.facet
    rules.test = RustConditions.outcome
    rules.namesError = { ["error", "err", "e"].contains($0) }
    for rows in RustSuites.rows { rules.calls.add(rows) }
    addExpressions(&rules)
    return rules
  }()

  private static func addExpressions(_ rules: inout SuiteRules) {
    rules.operators = OperatorRow.comparisons
    rules.negation = [.bang]
    rules.conjunction = [.andAnd]
    rules.disjunction = [.orOr]
    rules.transparent = [.ampersand, .andAnd, .star, .question, .await]
    rules.ranges = [.dotDot: false, .dotDotEqual: true]
    rules.conditionsAreBoolean = true
    rules.declaresNames = true
    rules.copiesValues = true
    rules.stubbing = ["expect_*"]
    rules.constants = [
      "true": .truth, "false": .falsehood, "None": .null, "()": .other, "Ok(())": .other,
    ]
    rules.receivers = ["self"]
    rules.builtins = [
      "Some", "Ok", "Err", "Box", "vec", "format", "concat", "stringify", "include_str",
      "include_bytes", "env", "drop", "println", "print", "eprintln", "dbg", "write", "writeln",
    ]
    rules.globals = [
      "String", "Vec", "Box", "Rc", "Arc", "Cow", "HashMap", "HashSet", "BTreeMap", "BTreeSet",
      "VecDeque", "BinaryHeap", "Option", "Result", "Some", "Default", "Duration", "Instant",
      "SystemTime", "Path", "PathBuf", "OsStr", "OsString", "Ordering", "Cell", "RefCell", "Mutex",
      "RwLock", "std", "core", "alloc", "str", "char", "bool", "u8", "u16", "u32", "u64", "u128",
      "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64", "iter", "mem", "fs", "io",
      "Cursor", "From", "Into", "Iterator", "Vec2", "thread", "Pin", "NonZeroU32", "NonZeroU64",
    ]
    rules.languageMethods = [
      "unwrap", "expect", "unwrap_or", "unwrap_or_default", "unwrap_or_else", "ok", "err", "iter",
      "into_iter", "iter_mut", "collect", "cloned", "copied", "clone", "to_string", "to_owned",
      "to_vec", "into", "as_str", "as_bytes", "as_ref", "as_mut", "as_slice", "as_deref", "borrow",
      "lock", "read", "write", "get", "first", "last", "next", "chars", "bytes", "lines", "trim",
      "to_lowercase", "to_uppercase", "rev", "enumerate", "zip", "map", "filter", "sum", "product",
      "min", "max", "len", "is_empty", "concat", "join", "sort", "sort_unstable", "dedup",
      "abs", "to_bits", "into_boxed_str", "into_string", "as_path", "display", "nth", "take",
      "skip", "by_ref", "peekable", "into_inner", "unzip", "flatten", "unwrap_err", "expect_err",
      "to_str", "parse", "to_string_lossy", "elapsed", "as_secs", "as_millis", "rem_euclid",
    ]
    rules.wildcards = ["always", "any"]
    rules.containers = [
      "vec", "Vec.new", "String.new", "HashMap.new", "HashSet.new", "BTreeMap.new", "BTreeSet.new",
      "VecDeque.new", "Map.new",
    ]
    rules.displays = ["vec", "json"]
    rules.fieldsArePlain = true
    rules.fallbacks = ["unwrap_or_else"]
    rules.mutableReference = "&mut "
    rules.declared = ["Self": .made]
    rules.containsFindsKeys = false
    rules.pure = [
      "String.from", "Some", "Ok", "Err", "PathBuf.from", "Path.new", "Duration.from_secs",
      "Duration.from_millis", "vec", "json", "serde_json.json", "Box.new", "Arc.new", "Rc.new",
      "HashMap.from",
      "io.Error.new", "std.io.Error.new", "io.Error.other", "anyhow", "HashSet.from",
      "BTreeMap.from", "BTreeSet.from", "Vec.from", "serde_json.Value.String",
      "serde_json.Value.Object", "serde_json.Value.Array", "serde_json.Value.Bool", "Value.String",
      "Value.Object", "Value.Array", "Value.Bool",
    ]
    rules.wholeViews = [
      "iter", "into_iter", "iter_mut", "enumerate", "cloned", "copied", "rev", "clone", "to_vec",
      "chars", "bytes", "values", "keys", "as_slice", "collect", "map",
    ]
    rules.libraries = [
      "std", "core", "alloc", "proptest", "rstest", "insta", "rand", "tempfile", "assert_fs",
      "tempdir", "predicates",
    ]
    rules.broadErrors = ["Error", "Box", "_"]
    rules.callbacks = [
      "for_each": .loop, "spawn": .inline, "scope": .inline, "block_on": .inline, "with": .inline,
      "catch_unwind": .inline, "run": .inline, "glob": .inline, "with_settings": .inline,
      "allow_duplicates": .inline,
    ]
  }
}

/// What the suites of Rust projects look like.
enum RustSuites {
  /// Integration tests, and modules that hold nothing but tests.
  static func isTestPath(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let file = parts.last, file.hasSuffix(".rs") else { return false }
    let name = file.dropLast(3)
    if name == "tests" || name == "test" || name.hasSuffix("_test") || name.hasSuffix("_tests") {
      return true
    }
    return parts.dropLast().contains { $0 == "tests" } && !isSupportPath(path)
  }

  /// Modules beside integration tests that tests share, such as `tests/common/mod.rs`.
  static func isSupportPath(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard path.hasSuffix(".rs"), let folder = parts.lastIndex(of: "tests") else { return false }
    let inside = parts[(folder + 1)...]
    return inside.contains { ["common", "util", "utils", "support", "helpers"].contains($0) }
      || inside.count == 1
        && ["common.rs", "util.rs", "utils.rs", "support.rs", "helpers.rs"]
          .contains(String(inside[folder + 1]))
  }

  static func isModule(_ tree: SyntaxTree, _ node: NodeIndex) -> Bool {
    for index in Int(tree[node].firstToken)..<Int(tree[node].endToken) {
      switch tree.tokens[index].symbol {
      case .mod: return true
      case .leftCurly: return false
      default: continue
      }
    }
    return false
  }

  // MARK: Imports

  /// Reads `use a::{b as c, d::{e, *}};`, `mod a;` and `extern crate a as b;`.
  static func imports(_ tree: SyntaxTree, _ node: NodeIndex) -> [Import] {
    let range = tree[node]
    var words: [String] = []
    for index in Int(range.firstToken)..<Int(range.endToken) {
      words.append(tree.text(token: index))
    }
    guard let start = words.firstIndex(where: { ["use", "mod", "crate"].contains($0) }) else {
      return []
    }
    let rest = words[(start + 1)...].prefix { $0 != ";" }
    guard words[start] == "use" else {
      guard let name = rest.first else { return [] }
      let module = words[start] == "mod" ? "self." + name : name
      return [Import(local: rest.count > 2 ? rest.last ?? name : name, module: module, member: nil)]
    }
    var reading = UseReading(words: Array(rest))
    reading.tree([])
    return reading.imports
  }

  /// The files that a module may be.
  static func modulePaths(_ module: String, _ importer: String) -> [String] {
    var parts = module.split(separator: ".").map(String.init)
    var folder = importer.split(separator: "/").dropLast().map(String.init)
    let file = importer.split(separator: "/").last.map { String($0.dropLast(3)) } ?? ""
    let isRoot = ["lib", "main", "mod"].contains(file) || folder.last == "tests"
    guard let head = parts.first else { return [] }
    switch head {
    case "crate":
      guard let root = folder.lastIndex(where: { $0 == "src" || $0 == "tests" }) else { return [] }
      folder = Array(folder[...root])
      parts.removeFirst()
    case "super":
      parts.removeFirst()
      if isRoot, !folder.isEmpty, file == "mod" { folder.removeLast() }
    case "self":
      parts.removeFirst()
      if !isRoot { folder.append(file) }
    default: break
    }
    guard !parts.isEmpty else { return [] }
    let path = (folder + parts).joined(separator: "/")
    return [path + ".rs", path + "/mod.rs"]
  }
}

/// Reads the tree of one `use`.
private struct UseReading {
  let words: [String]
  var at = 0
  var imports: [Import] = []

  init(words: [String]) { self.words = words }

  private var word: String { at < words.count ? words[at] : "" }

  mutating func tree(_ prefix: [String]) {
    var path = prefix
    if word == "::" { at += 1 }
    while at < words.count {
      switch word {
      case "{":
        at += 1
        while at < words.count, word != "}" {
          let before = at
          tree(path)
          if word == "," { at += 1 }
          if at == before { at += 1 }
        }
        at += 1
        return
      case "*":
        at += 1
        imports.append(Import(local: "", module: path.joined(separator: "."), member: nil))
        return
      default:
        path.append(word)
        at += 1
        if word == "::" {
          at += 1
          continue
        }
        return end(path)
      }
    }
  }

  private mutating func end(_ whole: [String]) {
    var path = whole
    var local = path.last ?? ""
    if local == "self" {
      path.removeLast()
      local = path.last ?? ""
    }
    if word == "as" {
      at += 1
      local = word
      at += 1
    }
    guard let member = path.popLast(), local != "_" else { return }
    imports.append(
      path.isEmpty
        ? Import(local: local, module: member, member: nil)
        : Import(local: local, module: path.joined(separator: "."), member: member))
  }
}
