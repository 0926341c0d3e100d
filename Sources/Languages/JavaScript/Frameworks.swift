package import Suites
import Syntax
import Text

extension SuiteRules {
  /// What makes and fails a test in JavaScript and TypeScript.
  package static let javaScript: SuiteRules = {
    var rules = SuiteRules()
    rules.language = "javascript"
    rules.isTestPath = isScriptTest
    rules.frameworks = scriptFrameworks
    rules.importKinds = [.import, .assignment]
    rules.imports = Imports.imports
    rules.modulePaths = Imports.paths
    rules.cases = { CaseFinder($0).cases() }
    rules.reading = Readings.reading
    rules.facet = Facets.facet
    rules.condition = Conditions.claim
    rules.callbackReach = Waiting.callbackReach
    rules.bindsError = Waiting.bindsError
    rules.failsByRaising = Waiting.failsByRaising
    rules.hasLooseAssertions = true
    rules.declaresNames = true
    rules.stubbing = [
      "mockReturnValue", "mockResolvedValue", "mockReturnValueOnce", "mockResolvedValueOnce",
      "returns", "resolves",
    ]
    rules.constructsByKeyword = true
    readExpressions(&rules)
    readErrors(&rules)
    rules.calls.add(scriptCalls)
    rules.declared = [
      "boolean": .truth, "true": .truth, "false": .truth, "string": .other, "number": .other,
      "bigint": .other, "unknown": .other, "any": .other, "object": .other, "symbol": .other,
      "null": .other, "undefined": .other, "void": .other, "never": .other,
    ]
    rules.displaysNames = true
    rules.castsKeepValues = true
    return rules
  }()

  // MARK: Files

  private static let scriptFrameworks: [(module: String, name: String)] = [
    ("vitest", "vitest"), ("@jest/globals", "jest"), ("jest", "jest"), ("chai", "chai"),
    ("mocha", "mocha"), ("node:test", "node:test"), ("node:assert", "node:assert"),
    ("assert", "node:assert"), ("assert/strict", "node:assert"), ("ava", "ava"),
    ("node:assert/strict", "node:assert"),
    ("tape", "tape"), ("tap", "tap"), ("supertest", "supertest"), ("sinon", "sinon"),
    ("sinon-chai", "sinon"), ("@playwright/test", "playwright"), ("fast-check", "fast-check"),
    ("@testing-library/react", "testing-library"), ("@testing-library/dom", "testing-library"),
    ("@testing-library/vue", "testing-library"), ("@testing-library/svelte", "testing-library"),
    ("@testing-library/jest-dom", "jest-dom"), ("jest-extended", "jest-extended"),
    ("uvu", "uvu"), ("uvu/assert", "uvu"), ("jasmine", "jasmine"), ("should", "should"),
    ("expect.js", "expect.js"), ("bun:test", "bun"), ("qunit", "qunit"), ("cypress", "cypress"),
  ]

  /// Whether a path is a test file by the conventions of the runners.
  private static func isScriptTest(_ path: String, _ patterns: [String]) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    guard let file = parts.last else { return false }
    if patterns.contains(where: { Glob($0).matches(path) }) { return true }
    let words = file.split(separator: ".").map { $0.lowercased() }
    guard words.count > 1, let ending = words.last,
      ["js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts"].contains(ending),
      !file.hasSuffix(".d.ts")
    else { return false }
    if words.dropFirst().contains(where: { ["test", "spec", "tests", "cy", "e2e"].contains($0) }) {
      return true
    }
    if ["test", "tests", "spec"].contains(words[0]) { return true }
    if words[0].hasSuffix("-test") || words[0].hasSuffix("_test") || words[0].hasPrefix("test-")
      || words[0].hasSuffix("-spec") || words[0].hasSuffix("_spec") || words[0].hasPrefix("test_")
      || words[0].hasSuffix("spec") && file.contains("Spec")
    {
      return true
    }
    let folders = parts.dropLast().map { $0.lowercased() }
    if folders.contains(where: {
      ["fixtures", "__fixtures__", "fixture", "__mocks__"].contains($0)
    }) {
      return false
    }
    return folders.contains {
      ["__tests__", "test", "tests", "spec", "specs", "cypress"].contains($0)
    }
  }

  // MARK: Expressions

  private static func readExpressions(_ rules: inout SuiteRules) {
    rules.prefixes = [.typeof: .type]
    rules.operators = OperatorRow.comparisons.merging([
      .tripleEqual: OperatorRow(.equal), .bangTripleEqual: OperatorRow(.equal, not: true),
      .instanceof: OperatorRow(.type), .in: OperatorRow(.hasKey, reversed: true),
    ]) { $1 }
    rules.negation = [.bang]
    rules.conjunction = [.andAnd]
    rules.disjunction = [.orOr]
    rules.constants = [
      "true": .truth, "false": .falsehood, "null": .null, "undefined": .undefined, "NaN": .other,
      "Infinity": .other,
    ]
    rules.receivers = ["this"]
    rules.builtins = [
      "String", "Number", "Boolean", "BigInt", "Symbol", "parseInt", "parseFloat", "isNaN",
      "isFinite", "encodeURIComponent", "decodeURIComponent", "encodeURI", "decodeURI",
      "structuredClone", "Array", "Object", "Date", "RegExp",
    ]
    rules.globals = [
      "JSON", "Object", "Math", "Array", "Number", "String", "Date", "Buffer", "Promise",
      "BigInt", "Reflect", "Symbol", "performance", "console",
    ]
    rules.containers = ["Map", "Set", "Array", "Object"]
    rules.replacesModules = ["jest.mock", "vi.mock"]
    rules.wholeViews = ["entries", "keys", "values", "map", "slice", "reverse", "sort"]
    rules.wildcards = [
      "match.any", "match.string", "match.number", "match.bool", "match.object", "match.func",
      "match.array", "match.date", "match.regexp", "match.defined", "match.truthy", "match.symbol",
    ]
    rules.libraries = [
      "assert", "node:assert", "fs", "node:fs", "path", "node:path", "util", "node:util", "os",
      "node:os", "url", "node:url", "crypto", "node:crypto", "events", "node:events", "stream",
      "node:stream", "buffer", "node:buffer", "child_process", "node:child_process", "vitest",
      "@jest/globals", "chai", "sinon", "tape", "ava", "tap", "mocha", "node:test", "supertest",
      "timers", "node:timers", "fast-check", "@playwright", "@testing-library", "lodash",
    ]
    rules.callbacks = [:]
    rules.containsFindsKeys = false
    rules.pure = [
      "Buffer.from", "JSON.stringify", "JSON.parse", "Array.from", "Object.freeze", "Map", "Set",
      "URL", "URLSearchParams", "Uint8Array", "Error", "TypeError", "RangeError", "Array.of",
      "Object.assign", "Object.fromEntries", "Object.keys", "Object.values", "Object.entries",
      "Headers", "Response", "Request", "Blob", "Date", "Date.UTC", "Date.parse",
    ]
    rules.forwarders = [
      "done", "reject", "next", "fail", "cb", "callback", "error", "end", "ifError",
    ]
  }

  private static func readErrors(_ rules: inout SuiteRules) {
    rules.broadErrors = ["Error", "Object"]
    rules.accidentalErrors = ["TypeError", "ReferenceError"]
    rules.failureErrors = ["Error", "AssertionError", "TypeError", "RangeError"]
  }

  /// Calls whose meaning does not depend on where they stand in a chain.
  private static let scriptCalls: [CallRow] = [
    CallRow(.plan, .method, ["assertions", "hasAssertions", "plan"]),
    CallRow(.failure, .any, ["fail", "unreachable"]),
    CallRow(.skip, .any, ["skip"], modules: ["this.skip"]),
    CallRow(.skip, .free, ["pending"]),
    CallRow(
      .mock, .method,
      [
        "fn", "spyOn", "stub", "spy", "fake", "createSpy", "mockFn", "mockReturnValue",
        "mockReturnValueOnce", "mockResolvedValue", "mockResolvedValueOnce", "mockRejectedValue",
        "mockImplementation", "mockImplementationOnce", "returns", "resolves", "returnValue",
        "callsFake", "createStubInstance", "createSpyObj",
      ]),
    CallRow(.matcher, .method, ["any"], .type, expected: [.argument(0)]),
    CallRow(.matcher, .method, ["anything", "truthy"], .exists),
    CallRow(
      .matcher, .method, ["arrayContaining", "setContaining"], .subset, expected: [.argument(0)]),
    CallRow(
      .matcher, .method, ["objectContaining", "mapContaining"], .subset, expected: [.argument(0)]),
    CallRow(.matcher, .method, ["stringContaining"], .contains, expected: [.argument(0)]),
    CallRow(.matcher, .method, ["stringMatching"], .matches, expected: [.argument(0)]),
    CallRow(.matcher, .method, ["closeTo"], .approximate, expected: [.argument(0)]),
    CallRow(.matcher, .method, ["arrayWithExactContents"], .sameElements, expected: [.argument(0)]),
    CallRow(.matcher, .method, ["arrayOf"], .every),
    CallRow(.matcher, .method, ["schemaMatching"], .schema),
  ]
}
