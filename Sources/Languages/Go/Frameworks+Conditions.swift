import Suites
import Syntax

extension GoSuites {
  static func namesError(_ name: String) -> Bool {
    if name == "err" || name.hasSuffix("Err") { return true }
    guard name.hasPrefix("err"), let next = name.dropFirst(3).first else { return false }
    return next.isNumber || next.isUppercase
  }

  /// Whether an expression is an error that a call returned.
  static func isError(_ reader: Reader, _ place: Place) -> Bool {
    let at = reader.bare(place)
    switch reader.kind(at) {
    case .name: return namesError(reader.text(at)) || isDeclaredError(reader, at)
    case .member: return namesError(reader.path(at).last)
    case .call:
      let name = reader.callee(at)?.last ?? ""
      return ["Err", "Close", "Validate", "Wait"].contains(name) || reader.givesOnlyError(at)
    default: return false
    }
  }

  /// Whether what is compared with nil is an error, or a call of the standard library or of one like
  /// it that gives an error and nothing else.
  /// - Source: https://pkg.go.dev/std
  static func failsUnlessNil(_ reader: Reader, _ place: Place) -> Bool {
    let at = reader.bare(place)
    return isError(reader, at)
      || reader.kind(at) == .call && failing.contains(reader.callee(at)?.last ?? "")
  }

  private static let failing: WordSet = [
    "Unmarshal", "Decode", "Encode", "WriteFile", "WriteAll", "Mkdir", "MkdirAll", "Remove",
    "RemoveAll", "Rename", "Setenv", "Unsetenv", "Chdir", "Chmod", "Flush", "Sync", "Ping",
    "PingContext", "Shutdown", "Commit", "Rollback", "Execute", "ExecuteTemplate", "Register",
    "Migrate", "AutoMigrate",
  ]

  /// Whether a name is a parameter of the function around that is declared to be an error.
  private static func isDeclaredError(_ reader: Reader, _ name: Place) -> Bool {
    let tree = reader.tree(name)
    guard let function = tree.ancestor(name.node, of: .functions),
      let list = tree.child(function, .parameters)
    else { return false }
    let text = reader.text(name)
    return tree.children(list).contains { parameter in
      tree.children(parameter).first.map { tree.text($0) == text } ?? false
        && typing(reader, name.at(parameter)) == "error"
    }
  }

  /// The call that returned an error, or the error itself.
  static func source(_ reader: Reader, _ error: Place) -> Place {
    let at = reader.bare(error)
    guard let whole = reader.destructured(at) ?? reader.definition(at),
      reader.kind(whole) == .call
    else { return at }
    return whole
  }

  /// What a comparison or a local tells of errors, differences and look-ups.
  static func test(_ reader: Reader, _ place: Place) -> Claim? {
    if reader.kind(place) == .name { return lookup(reader, place) }
    let parts = reader.children(place)
    guard parts.count == 2 else { return nil }
    let symbol = reader.tree(place).operatorSymbol(place.node)
    guard symbol == .equalEqual || symbol == .bangEqual else { return nil }
    for (left, right) in [(parts[0], parts[1]), (parts[1], parts[0])] {
      guard var claim = equality(reader, left, right) else { continue }
      if symbol == .bangEqual { claim = claim.negated }
      claim.matcher = symbol.spelling
      return claim
    }
    return nil
  }

  /// What `left == right` claims when `left` is an error, a difference or an answer about one.
  private static func equality(_ reader: Reader, _ left: Place, _ right: Place) -> Claim? {
    let isNil = reader.constant(right) == .null
    if isNil, reader.isElementOfNames(left) { return Claim(.never, subject: left).negated }
    if isNil, isError(reader, left), let path = looked(reader, source(reader, left)) {
      return Claim(.exists, subject: path, matcher: "Stat")
    }
    if isNil ? failsUnlessNil(reader, left) : isError(reader, left) {
      let subject = source(reader, left)
      if isNil { return Claim(.raises, subject: subject).negated }
      // Two errors, or an error and what a table expects.
      return Claim(.raises, subject: subject, expected: [right])
    }
    if isNil, recovers(reader, left) { return Claim(.raises, subject: left).negated }
    let inner = reader.resolved(left)
    if reader.kind(inner) == .binary, let claim = test(reader, inner), claim.form == .raises,
      claim.expected.isEmpty
    {
      // `(err != nil) == wantErr`
      return Claim(.raises, subject: claim.subject)
    }
    guard isNil || reader.literal(right) == "", reader.kind(inner) == .call else { return nil }
    return difference(reader, inner)
  }

  /// The path of `os.Stat(path)`, whose error tells only whether something is there.
  private static func looked(_ reader: Reader, _ call: Place) -> Place? {
    guard reader.kind(call) == .call, let callee = reader.callee(call),
      ["os.Stat", "os.Lstat"].contains(callee.names.joined(separator: "."))
    else { return nil }
    return reader.firstArgument(call)
  }

  /// `cmp.Diff(want, got) == ""` says that both are equal.
  static func difference(_ reader: Reader, _ call: Place) -> Claim? {
    guard let callee = reader.callee(call), callee.names.count > 1,
      callee.last == "Diff" || callee.names == ["deep", "Equal"]
        || callee.last == "PrettyDiff" || callee.last == "LineDiff"
    else { return nil }
    let arguments = reader.arguments(call).positional
    guard arguments.count > 1 else { return nil }
    let ignores = arguments.dropFirst(2).contains { reader.text($0).contains("Ignore") }
    let isFirstFixed = !reader.callsCode(arguments[0]) && reader.callsCode(arguments[1])
    let (subject, expected) =
      isFirstFixed ? (arguments[1], arguments[0]) : (arguments[0], arguments[1])
    return Claim(ignores ? .subset : .equal, subject: subject, expected: [expected])
  }

  static func recovers(_ reader: Reader, _ place: Place) -> Bool {
    let at = reader.resolved(place)
    return reader.kind(at) == .call && reader.callee(at)?.names == ["recover"]
  }

  /// `_, ok := m[k]`, `_, ok := x.(T)`, `_, ok := f()`.
  private static func lookup(_ reader: Reader, _ place: Place) -> Claim? {
    guard case .binding(let binding, _) = reader.meaning(reader.text(place), at: place),
      binding.source == .part
    else { return nil }
    let value = place.at(binding.node)
    switch reader.kind(value) {
    case .index:
      let parts = reader.children(value)
      guard parts.count == 2 else { return nil }
      return Claim(
        .hasKey, subject: parts[0], expected: Array(reader.children(parts[1])), matcher: "ok")
    case .cast:
      guard let object = reader.first(value) else { return nil }
      if isError(reader, object) {
        return Claim(.catalogue(.throwsSpecific), subject: object, matcher: "type assertion")
      }
      return Claim(.type, subject: object, matcher: "type assertion")
    case .call: return Claim(.exactTruth, subject: value, matcher: "ok")
    default: return nil
    }
  }

  /// `fmt.Sprintf("%T", x)` shows a type.
  static func facet(_ reader: Reader, _ place: Place) -> (facet: Facet, of: Place)? {
    guard reader.kind(place) == .call, reader.callee(place)?.names == ["fmt", "Sprintf"] else {
      return nil
    }
    let arguments = reader.arguments(place).positional
    guard arguments.count == 2, reader.literal(arguments[0]) == "%T" else { return nil }
    return (.type, arguments[1])
  }

  // MARK: Who asserts

  /// Whether a row that fits by name is meant: the object must be a test's or an asserting one.
  static func accepts(_ reader: Reader, _ call: Place, _ row: CallRow) -> Bool {
    switch (row.role, row.receiver) {
    case (.failure, .method), (.skip, .method), (.meta, .method):
      return isTestObject(reader, call)
    case (.failure, .free) where row.names.contains("FailNow"): return isAssertion(reader, call)
    case (.failure, .free) where row.names == ["panic"]:
      // What was recovered is handed on.
      return reader.firstArgument(call).map { !recovers(reader, $0) } ?? false
    case (.assertion, .method):
      return row.subject == .receiver || isAsserter(reader, call)
    case (.assertion, .free): return isPackage(reader, call)
    default: return true
    }
  }

  static func isAssertion(_ reader: Reader, _ call: Place) -> Bool {
    isPackage(reader, call) || isAsserter(reader, call)
  }

  /// Whether a function of a package called `assert` or `require` is called with a test object.
  private static func isPackage(_ reader: Reader, _ call: Place) -> Bool {
    guard let callee = reader.callee(call), callee.base == nil else { return false }
    let names = ["assert", "require", "must"]
    if callee.names.count == 1 {
      guard case .unbound = reader.meaning(callee.names[0], at: call) else { return false }
      return reader.outline(call).imports.contains {
        $0.local.isEmpty && names.contains(packageName($0.module))
      }
    }
    guard callee.names.count == 2, let found = reader.imported(callee.names[0], at: call) else {
      return false
    }
    return names.contains(packageName(found.module))
  }

  /// Whether the object of a method is a test, benchmark or fuzz object.
  static func isTestObject(_ reader: Reader, _ call: Place) -> Bool {
    guard let object = reader.receiver(call) else { return false }
    return isTestObject(reader, object: object)
  }

  static func isTestObject(_ reader: Reader, object: Place) -> Bool {
    var at = reader.bare(object)
    for _ in 0..<6 {
      switch reader.kind(at) {
      case .call:
        if ["T", "GinkgoT", "TB"].contains(reader.callee(at)?.last ?? "") { return true }
        return makesTestObject(reader, at)
      case .member: return ["t", "T", "tb", "TB", "C", "c"].contains(reader.path(at).last)
      case .name: break
      default: return false
      }
      switch reader.meaning(reader.text(at), at: at) {
      case .argument(let place): at = reader.bare(place)
      case .binding(let binding, _) where binding.source == .parameter:
        return typing(reader, at.at(binding.node)).map { isTestType($0) } ?? false
      case .binding(let binding, _) where binding.source == .value: at = at.at(binding.node)
      case .unbound: return ["t", "b", "f", "tb"].contains(reader.text(at))
      default: return false
      }
    }
    return false
  }

  /// `qt.New(t)`.
  private static func makesTestObject(_ reader: Reader, _ call: Place) -> Bool {
    guard let callee = reader.callee(call), callee.base == nil, callee.names.count == 2,
      callee.last == "New", let found = reader.imported(callee.names[0], at: call),
      ["quicktest", "qt", "assert", "require", "is"].contains(packageName(found.module))
    else { return false }
    return reader.firstArgument(call).map { isTestObject(reader, object: $0) } ?? false
  }

  private static func isTestType(_ text: String) -> Bool {
    ["testing.", "TestingT", "CollectT", ".TB", "check.C", "qt.C", "quicktest.C", "*C"]
      .contains { text.holds($0) } || text == "TB" || text == "*T"
  }

  /// Whether the object of a method asserts: `assert.New(t)`, `s.Require()`, a suite, `is.New(t)`.
  private static func isAsserter(_ reader: Reader, _ call: Place) -> Bool {
    guard let object = reader.receiver(call) else { return false }
    let at = reader.bare(object)
    switch reader.kind(at) {
    case .call: return makesAsserter(reader, at)
    case .member: return ["Assertions", "assert", "require", "is"].contains(reader.path(at).last)
    case .name: break
    default: return false
    }
    let name = reader.text(at)
    if reader.isReceiver(name, at: at) {
      return reader.outline(call).frameworks.contains("testify")
    }
    switch reader.meaning(name, at: at) {
    case .argument(let place): return makesAsserter(reader, reader.resolved(place))
    case .binding(let binding, _) where binding.source == .value:
      return makesAsserter(reader, at.at(binding.node))
    case .binding(let binding, _) where binding.source == .parameter:
      let type = typing(reader, at.at(binding.node)) ?? ""
      return type.contains("Assertions") || type.contains("is.I") || type.contains("Suite")
    default: return false
    }
  }

  private static func makesAsserter(_ reader: Reader, _ place: Place) -> Bool {
    guard reader.kind(place) == .call, let callee = reader.callee(place) else { return false }
    switch callee.last {
    case "Require", "Assert": return reader.arguments(place).positional.isEmpty
    case "New", "NewRelaxed":
      return reader.firstArgument(place).map { isTestObject(reader, object: $0) }
        ?? false
    default: return false
    }
  }

  /// The text of a parameter's type; also where several share it.
  private static func typing(_ reader: Reader, _ parameter: Place) -> String? {
    let tree = reader.tree(parameter)
    var at: NodeIndex? = parameter.node
    guard let list = tree.parent(parameter.node) else { return nil }
    while let here = at {
      if let type = tree.child(here, .typing) { return tree.text(type) }
      at = tree.children(list).first { $0 > here }
    }
    return nil
  }
}
