package import Suites
import Syntax
import Text

extension SuiteRules {
  /// unittest, pytest, mock, hypothesis, Django, NumPy, pandas, PyHamcrest, assertpy, nose.
  /// - Source: https://docs.python.org/3/library/unittest.html and
  ///   https://docs.pytest.org/en/stable/reference/reference.html
  package static let python: SuiteRules = {
    var rules = SuiteRules()
    rules.language = "python"
    rules.isTestPath = { PythonSuites.isTestPath($0, $1) }
    rules.isSupportPath = { PythonSuites.isSupportPath($0) }
    rules.frameworks = [
      ("pytest", "pytest"), ("unittest.mock", "unittest.mock"), ("mock", "unittest.mock"),
      ("unittest", "unittest"), ("hypothesis", "hypothesis"), ("django.test", "django.test"),
      ("numpy.testing", "numpy.testing"), ("pandas.testing", "pandas.testing"),
      ("hamcrest", "PyHamcrest"), ("assertpy", "assertpy"), ("nose", "nose"),
      ("rest_framework.test", "rest_framework.test"), ("tornado.testing", "tornado.testing"),
      ("testtools", "testtools"), ("twisted.trial", "twisted.trial"),
      ("aiohttp.test_utils", "aiohttp.test_utils"), ("absl.testing", "absl.testing"),
      ("flask_testing", "flask_testing"), ("sqlalchemy.testing", "sqlalchemy.testing"),
    ]
    rules.importKinds = [.import, .assignment]
    rules.imports = { PythonSuites.imports($0, $1) }
    rules.modulePaths = { PythonSuites.modulePaths($0, $1) }
    rules.cases = { PythonSuites.cases($0) }
    rules.isIrregular = ["match", "check", "assert_that"]
    rules.condition = { PythonSuites.condition($0, $1) }
    rules.accepts = { PythonSuites.accepts($0, $1, $2) }
    rules.stubbing = ["return_value", "side_effect"]
    rules.irregular = { PythonSuites.irregular($0, $1) }
    for rows in PythonSuites.rows { rules.calls.add(rows) }
    rules.chains = [PythonSuites.assertpy]
    PythonSuites.addExpressions(to: &rules)
    rules.modulesAreFolders = true
    rules.declared = [
      "str": .text, "bool": .truth, "BooleanField": .truth, "NullBooleanField": .truth,
      "list": .several, "List": .several, "set": .several, "Set": .several, "frozenset": .several,
      "tuple": .several, "Tuple": .several, "Sequence": .several,
    ]
    return rules
  }()
}

/// What the suites of Python projects look like.
enum PythonSuites {
  static func isTestPath(_ path: String, _ patterns: [String]) -> Bool {
    guard path.hasSuffix(".py") else { return false }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if !patterns.isEmpty {
      return patterns.contains { pattern in
        Glob(pattern).matches(pattern.contains("/") ? path : name)
      }
    }
    return name.hasPrefix("test_") || name.hasSuffix("_test.py") || name.hasSuffix("_tests.py")
  }

  /// Files that lie among tests, whose functions tests may call.
  static func isSupportPath(_ path: String) -> Bool {
    guard path.hasSuffix(".py") else { return false }
    let parts = path.split(separator: "/")
    return parts.last == "conftest.py"
      || parts.dropLast().contains { ["test", "tests", "testing"].contains($0) }
  }

  static func addExpressions(to rules: inout SuiteRules) {
    rules.members = [
      "called": .called, "call_count": .callCount, "await_count": .callCount,
      "call_args": .callArguments, "call_args_list": .callArguments,
      "mock_calls": .callArguments, "method_calls": .callArguments,
      "await_args": .callArguments, "await_args_list": .callArguments,
      "status_code": .status, "returncode": .status, "exit_code": .status, "status": .status,
      "ok": .ok, "success": .ok, "is_success": .ok, "is_error": .ok, "isError": .ok,
      "__class__": .type, "dtype": .type,
      "shape": .length, "ndim": .length,
    ]
    rules.ambiguousStatus = ["status"]
    rules.throughMembers = [
      "__name__": .type, "__qualname__": .type, "args": .callArguments,
      "kwargs": .callArguments,
    ]
    rules.operators = OperatorRow.comparisons.merging([
      .in: OperatorRow(.contains, reversed: true), .is: OperatorRow(.identical),
    ]) { $1 }
    rules.negation = [.not]
    rules.conjunction = [.and]
    rules.disjunction = [.or]
    rules.chainsComparisons = true
    rules.constants = [
      "True": .truth, "False": .falsehood, "None": .null, "...": .other, "Ellipsis": .other,
      "__debug__": .other, "NotImplemented": .other,
    ]
    rules.receivers = ["self", "cls"]
    rules.builtins = [
      "abs", "all", "any", "ascii", "bin", "bool", "bytearray", "bytes", "chr", "complex", "dict",
      "divmod", "enumerate", "filter", "float", "format", "frozenset", "hash", "hex", "int",
      "iter", "len", "list", "map", "max", "min", "next", "object", "oct", "ord", "pow", "range",
      "repr", "reversed", "round", "set", "slice", "sorted", "str", "sum", "tuple", "type", "vars",
      "zip", "isinstance", "issubclass", "callable", "hasattr", "getattr", "id", "dir", "open",
      "print", "super", "input", "memoryview",
    ]
    rules.containers = ["set", "dict", "list", "tuple", "frozenset"]
    rules.languageMethods = [
      "strip", "lstrip", "rstrip", "lower", "upper", "title", "split", "rsplit", "splitlines",
      "join", "encode", "decode", "format", "replace", "items", "keys", "values", "copy",
      "setdefault", "isoformat", "as_posix", "resolve", "zfill", "expandtabs", "tolist", "hex",
      "_asdict", "_replace",
    ]
    rules.pure = [
      "Decimal", "decimal.Decimal", "Path", "pathlib.Path", "datetime", "datetime.datetime",
      "datetime.date", "date", "timedelta", "datetime.timedelta", "UUID", "uuid.UUID",
      "json.dumps", "json.loads", "Fraction", "OrderedDict", "httpx.Request", "httpx.Response",
      "httpx.HTTPStatusError", "requests.HTTPError", "SimpleNamespace", "types.SimpleNamespace",
    ]
    rules.pureModules = [
      "decimal", "fractions", "functools", "itertools", "json", "math", "operator", "re",
      "statistics", "string", "textwrap",
    ]
    rules.typeNames = ["cls", "klass", "C", "D"]
    rules.counters = ["range"]
    rules.wholeViews = ["items", "keys", "values", "copy"]
    rules.libraries = [
      "abc", "array", "ast", "asyncio", "base64", "bisect", "builtins", "calendar", "cmath",
      "collections", "contextlib", "copy", "csv", "dataclasses", "datetime", "decimal", "difflib",
      "enum", "errno", "fractions", "functools", "glob", "hashlib", "heapq", "html", "http",
      "inspect", "io", "itertools", "json", "locale", "logging", "math", "numbers", "operator",
      "os", "pathlib", "pickle", "platform", "pprint", "queue", "random", "re", "secrets",
      "shutil", "signal", "socket", "statistics", "string", "struct", "subprocess", "sys",
      "tempfile", "textwrap", "threading", "time", "traceback", "types", "typing", "unicodedata",
      "unittest", "urllib", "uuid", "warnings", "weakref", "zlib", "pytest", "hypothesis", "mock",
      "numpy", "pandas", "zoneinfo",
    ]
    rules.wildcards = ["ANY"]
    rules.snapshots = ["snapshot"]
    rules.rootTypes = ["object"]
    rules.broadErrors = [
      "BaseException", "Exception", "ValueError", "OSError", "IOError", "EnvironmentError",
      "error", "StandardError",
    ]
    rules.accidentalErrors = ["TypeError", "NameError", "AttributeError", "UnboundLocalError"]
    rules.swallowingErrors = ["AssertionError", "Exception", "BaseException", "Failed"]
    rules.failureErrors = ["AssertionError", "Failed", "failureException"]
    rules.details = ["match", "check", "regex", "pattern", "rtol", "rel"]
    rules.callbacks = ["map": .loop, "filter": .loop]
  }

  /// Looks at caught errors by method, and recorded data by fixture.
  static func irregular(_ reader: Reader, _ call: Place) -> [Claim]? {
    guard let callee = reader.callee(call) else { return nil }
    let arguments = reader.arguments(call)
    if callee.last == "assert_that" {
      guard arguments.positional.count == 1, let only = arguments.positional.first,
        reader.isWholeStatement(call), reader.outline(call).frameworks.contains("PyHamcrest")
      else { return nil }
      return [reader.condition(only)]
    }
    guard let object = reader.receiver(call) else { return nil }
    switch callee.last {
    case "match" where reader.isCaughtError(object):
      return [
        Claim(.matches, subject: object, expected: arguments.positional, matcher: "match")
      ]
    case "check"
    where callee.base == nil && callee.names.count == 2
      && callee.names[0].hasSuffix("_regression"):
      return [Claim(.snapshot, subject: arguments.positional.first, matcher: callee.names[0])]
    default: return nil
    }
  }

  /// What is empty by its member, a pattern's match, and arrays compared element by element.
  static func condition(_ reader: Reader, _ place: Place) -> Claim? {
    switch reader.kind(place) {
    case .member:
      let parts = reader.children(place)
      guard parts.count == 2, reader.text(parts[1]) == "empty" else { return nil }
      return Claim(.empty, subject: parts[0], matcher: "empty")
    case .call:
      guard let name = reader.callee(place)?.last, let object = reader.receiver(place) else {
        return nil
      }
      let arguments = reader.arguments(place).positional
      let inner = reader.bare(object)
      if ["all", "any"].contains(name), arguments.isEmpty, reader.isComparison(inner) {
        var claim = reader.condition(inner)
        claim.matcher = name
        return claim
      }
      guard name == "match", arguments.count == 1, !reader.isCaughtError(object),
        reader.text(inner).lowercased().contains("pattern")
          || reader.text(inner).lowercased().contains("regex")
      else { return nil }
      return Claim(.matches, subject: arguments[0], expected: [object], matcher: name)
    default: return nil
    }
  }

  /// Whether a row that fits by name is meant: validators assert when nobody uses what they give.
  static func accepts(_ reader: Reader, _ call: Place, _ row: CallRow) -> Bool {
    row.role != .assertion || row.form != .schema || row.receiver != .method
      || reader.isWholeStatement(call)
  }
}
