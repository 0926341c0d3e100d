package import Suites
import Syntax

extension SuiteRules {
  /// testing, testify, go-cmp, gomega, quicktest, is, gocheck, gotest.tools, gomock.
  /// - Source: https://pkg.go.dev/testing
  package static let go: SuiteRules = {
    var rules = SuiteRules()
    rules.language = "go"
    rules.isTestPath = { path, _ in path.hasSuffix("_test.go") }
    rules.mutableReference = "&"
    rules.keepsTestsApart = { _ in true }
    rules.isSupportPath = { GoSuites.isSupportPath($0) }
    rules.frameworks = [
      ("github.com/stretchr/testify", "testify"), ("github.com/google/go-cmp/cmp", "go-cmp"),
      ("github.com/onsi/gomega", "gomega"), ("github.com/onsi/ginkgo", "ginkgo"),
      ("github.com/frankban/quicktest", "quicktest"), ("github.com/go-quicktest/qt", "quicktest"),
      ("github.com/matryer/is", "is"), ("gopkg.in/check", "gocheck"),
      ("gotest.tools", "gotest.tools"), ("go.uber.org/mock", "gomock"),
      ("github.com/golang/mock", "gomock"), ("testing", "testing"),
    ].flatMap { module, name in GoSuites.spellings(of: module).map { ($0, name) } }
    rules.imports = { GoSuites.imports($0, $1) }
    rules.modulePaths = { module, _ in GoSuites.modulePaths(module) }
    rules.namespace = { GoSuites.folder($0) }
    rules.cases = { GoSuites.cases($0) }
    rules.reading = { GoSuites.reading($0, $1) }
    rules.facet = { GoSuites.facet($0, $1) }
    rules.test = { GoSuites.test($0, $1) }
    rules.accepts = { GoSuites.accepts($0, $1, $2) }
    rules.callsHelper = { reader, call in
      reader.arguments(call).positional.contains { GoSuites.isTestObject(reader, object: $0) }
    }
    rules.callbackReach = { GoSuites.callbackReach($0, $1) }
    for rows in GoSuites.rows { rules.calls.add(rows) }
    GoSuites.addExpressions(to: &rules)
    return rules
  }()
}

/// What the suites of Go projects look like.
enum GoSuites {
  static func folder(_ path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
  }

  /// Folders whose functions tests of other packages call.
  static func isSupportPath(_ path: String) -> Bool {
    guard path.hasSuffix(".go") else { return false }
    return path.split(separator: "/").dropLast().contains { part in
      ["test", "tests", "testing", "testutil", "testutils", "testhelpers", "testdata"]
        .contains(part) || part.hasPrefix("test") && part.hasSuffix("test")
    }
  }

  /// A module as the file that imports it may write it, with a version or a part of it behind.
  static func spellings(of module: String) -> [String] {
    guard module.contains(".") else { return [module] }
    return [module] + ["v2", "v3", "v4"].map { module + "/" + $0 }
      + ["assert", "require", "suite", "mock", "gstruct", "gmock", "gomock", "cmpopts"]
      .map { module + "/" + $0 }
      + ["/v3/assert", "/assert/cmp", "/v3/assert/cmp", ".v1"].map { module + $0 }
  }

  static func imports(_ tree: SyntaxTree, _ node: NodeIndex) -> [Import] {
    guard let text = tree.child(node, .text) else { return [] }
    let module = String(tree.text(text).dropFirst().dropLast())
    if let name = tree.child(node, .name) {
      return [Import(local: tree.text(name), module: module, member: nil)]
    }
    let before = tree.tokens[max(0, Int(tree[text].firstToken) - 1)].symbol
    return [Import(local: before == .dot ? "" : packageName(module), module: module, member: nil)]
  }

  /// The name that a package most likely has: the last part of its path that is no version.
  static func packageName(_ module: String) -> String {
    var parts = module.split(separator: "/")
    if parts.count > 1, let last = parts.last, last.first == "v",
      last.dropFirst().allSatisfy(\.isNumber)
    {
      parts.removeLast()
    }
    var name = parts.last.map(String.init) ?? module
    if let dot = name.firstIndex(of: "."), name[dot...].hasPrefix(".v") {
      name = String(name[..<dot])
    }
    if name.hasPrefix("go-") { name.removeFirst(3) }
    return name.filter { $0 != "-" }
  }

  /// The folders that a module path may mean, from its whole to its last part.
  static func modulePaths(_ module: String) -> [String] {
    let parts = module.split(separator: "/")
    return parts.indices.map { parts[$0...].joined(separator: "/") + "/" }
  }

  static func addExpressions(to rules: inout SuiteRules) {
    rules.members = [
      "StatusCode": .status, "Code": .status, "ExitCode": .status, "IsError": .ok,
      "Calls": .callArguments,
    ]
    rules.ambiguousStatus = ["Code"]
    rules.operators = OperatorRow.comparisons
    rules.negation = [.bang]
    rules.conjunction = [.andAnd]
    rules.disjunction = [.orOr]
    rules.constants = ["true": .truth, "false": .falsehood, "nil": .null, "iota": .other]
    rules.conditionsAreBoolean = true
    rules.returnsTuples = true
    rules.storesErrors = ["As", "ErrorAs", "AsType"]
    rules.stubbing = ["On"]
    rules.pureModules = [
      "bytes", "errors", "fmt", "maps", "math", "math/bits", "path", "path/filepath", "slices",
      "sort", "strconv", "strings", "unicode", "unicode/utf8",
    ]
    rules.standIns = ["HandlerFunc", "HandleFunc", "RoundTripFunc", "RoundTripperFunc"]
    rules.declaresNames = true
    rules.fieldsArePlain = true
    rules.literalsHoldZeros = true
    rules.namesError = { GoSuites.namesError($0) }
    rules.declared = ["error": .error]
    // `type Currency string`
    rules.wrappers = { $0.names(after: .type) }
    rules.constructorPrefixes = ["New", "new", "Must", "must", "Make"]
    rules.builtins = [
      "append", "cap", "clear", "close", "complex", "copy", "delete", "imag", "len", "make", "max",
      "min", "new", "panic", "print", "println", "real", "string", "bool", "byte",
      "rune", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32",
      "uint64", "uintptr", "float32", "float64", "complex64", "complex128", "error", "any",
    ]
    rules.languageMethods = [
      "String", "Bytes", "Len", "Error", "Unix", "UTC", "Truncate", "Round", "Format", "Seconds",
      "Milliseconds",
    ]
    rules.libraries = [
      "archive", "bufio", "bytes", "cmp", "compress", "container", "context", "crypto", "database",
      "debug", "embed", "encoding", "errors", "expvar", "flag", "fmt", "go", "hash", "html",
      "image", "index", "io", "iter", "log", "maps", "math", "mime", "net", "os", "path", "plugin",
      "reflect", "regexp", "runtime", "slices", "sort", "strconv", "strings", "sync", "syscall",
      "testing", "text", "time", "unicode", "unique", "unsafe",
    ]
    rules.pure = [
      "errors.New", "fmt.Errorf", "fmt.Sprintf", "strings.Repeat", "time.Date", "time.Duration",
      "time.Unix", "strings.Join", "filepath.Join", "path.Join", "string", "strings.TrimSpace",
    ]
    rules.wildcards = ["Anything", "mock.Anything"]
    rules.broadErrors = ["error", "Error"]
    rules.counters = ["range"]
  }
}
