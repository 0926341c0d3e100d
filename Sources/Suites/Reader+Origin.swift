import Syntax

extension Reader {
  // MARK: Calls of the tested code

  /// The calls inside an expression, followed through names, that run code under test.
  func codeCalls(_ place: Place) -> [Place] {
    memory.codeCalls.answer(place) {
      var found: [Place] = []
      collect(codeCalls: place, depth: 0, in: &found)
      return found
    }
  }

  private func collect(codeCalls place: Place, depth: Int, in found: inout [Place]) {
    let at = resolved(place)
    guard depth < 12 else { return }
    switch kind(at) {
    case .number, .lambda, .function, .name: return
    case .argument:
      for part in children(at).dropFirst() {
        collect(codeCalls: part, depth: depth + 1, in: &found)
      }
    case .member:
      if tree(at).operatorSymbol(at.node) == .doubleColon { return }
      if let object = first(at) { collect(codeCalls: object, depth: depth + 1, in: &found) }
    case let kind:
      if kind == .call, isCode(at) { found.append(at) }
      for part in children(at) { collect(codeCalls: part, depth: depth + 1, in: &found) }
    }
  }

  /// Whether an expression, as written or behind its names, calls anything but the language.
  package func callsCode(_ place: Place) -> Bool { !codeCalls(place).isEmpty }

  /// Whether a call runs something else than the language, its library or a matcher.
  func isCode(_ call: Place) -> Bool { memory.code.answer(call) { runsCode(call) } }

  private func runsCode(_ call: Place) -> Bool {
    if startsWithDot(call) { return false }
    guard let callee = callee(call), !callee.names.isEmpty else {
      // A conversion, where types are read as such.
      return first(call).map { kind($0) != .typing } ?? true
    }
    if isConstruction(call) || isLanguage(callee, at: call) { return false }
    if callee.base == nil, !arguments(call).positional.isEmpty,
      outlines[call.file].rules.pure.contains(callee.names.joined(separator: "."))
    {
      return false
    }
    if outlines[call.file].rules.languageMethods.contains(callee.last), receiver(call) != nil {
      return false
    }
    if callee.names.count == 1, callee.base == nil {
      // What a fixture or a function of the test tree makes belongs to the test.
      if case .binding(let binding, _) = meaning(callee.last, at: call),
        binding.source == .parameter || binding.source == .element
      {
        return false
      }
      if function(call) != nil { return false }
      if isSampleMaker(callee.last, at: call) { return false }
    }
    if callee.base == nil, code.wraps(callee.last), arguments(call).positional.count == 1 {
      return false
    }
    // `Color::gray(0.5)`, which is declared to give a `Color`.
    if callee.base == nil, callee.names.count > 1, code.always(.made, from: callee.last),
      callee.names[callee.names.count - 2].isCapitalized
    {
      return false
    }
    if isOpened(call) { return false }
    // `Model.objects.create(name="x")` makes what the test goes on with.
    if callee.names.suffix(2).elementsEqual(["objects", "create"]) { return false }
    if isMaker(callee) || callee.base == nil && callee.names.count == 1 && isVariant(callee.last) {
      return false
    }
    if callee.names.count > 1, let root = callee.names.first, function(call) != nil,
      outlines[call.file].rules.receivers.contains(root)
    {
      return false
    }
    if let object = receiver(call), isIndependent(object) { return false }
    let row = row(call) { row in
      switch row.role {
      case .predicate, .facet, .matcher, .mock, .meta, .assertion: true
      default: false
      }
    }
    return row == nil && !isOfLibrary(call)
  }

  /// `file.read()` of what `with open(…) as file` gave.
  private func isOpened(_ call: Place) -> Bool {
    guard let object = receiver(call).map({ bare($0) }), kind(object) == .name,
      case .binding(let binding, _) = meaning(text(object), at: object),
      binding.source == .resource, let opening = callee(object.at(binding.node))
    else { return false }
    return opening.last == "open"
  }

  /// Whether a function makes data for tests, by its name or by that of its module.
  func isSampleMaker(_ name: String, at call: Place) -> Bool {
    let words = Reader.words(name)
    if words.count > 1, Reader.makingVerbs.contains(words[0]),
      Reader.sampleWords.contains(words[1])
    {
      return true
    }
    guard let module = imported(name, at: call)?.module else { return false }
    return module.split(whereSeparator: { "/.-".contains($0) }).contains { part in
      Reader.words(String(part)).contains { Reader.supportWords.contains($0) }
    }
  }

  private static let makingVerbs: WordSet = ["create", "make", "build", "new", "get"]
  /// Words of modules that hold data for tests.
  private static let supportWords: WordSet = [
    "test", "tests", "mock", "mocks", "fake", "fakes", "fixture", "fixtures",
  ]
  private static let sampleWords = supportWords.union(["sample", "dummy", "stub"])

  private func startsWithDot(_ place: Place) -> Bool {
    let tree = tree(place)
    let range = tree.range(place.node)
    return !range.isEmpty && tree.bytes[Int(range.start)] == 46
  }

  /// Whether a callee is a built-in function or lies in the standard library.
  package func isLanguage(_ callee: Callee, at call: Place) -> Bool {
    guard callee.base == nil, let root = callee.names.first else { return false }
    if callee.names.count == 1, outlines[call.file].rules.builtins.contains(root),
      case .unbound = meaning(root, at: call)
    {
      return true
    }
    if callee.names.count > 1, outlines[call.file].rules.globals.contains(root),
      case .unbound = meaning(root, at: call)
    {
      return true
    }
    guard let found = imported(root, at: call) else { return false }
    if outlines[call.file].rules.modulesAreFolders, !found.top.isEmpty, !code.mayHold(found.top) {
      return true
    }
    return outlines[call.file].rules.libraries.contains(found.top)
  }

  /// A call that makes a new object: its name begins with a capital letter.
  func isConstruction(_ place: Place) -> Bool {
    let at = resolved(place)
    guard kind(at) == .call, let callee = callee(at), callee.base == nil else { return false }
    if outlines[at.file].rules.constructsByKeyword { return prefix(at) == .new }
    let prefixes = outlines[at.file].rules.constructorPrefixes
    if !prefixes.isEmpty {
      return prefixes.contains { prefix in
        callee.last.hasPrefix(prefix)
          && callee.last.dropFirst(prefix.count).first.map(\.isUppercase) ?? true
      }
    }
    if callee.names.count == 1, outlines[at.file].rules.typeNames.contains(callee.last) {
      return true
    }
    let name = callee.last.utf8.first == 95 ? String(callee.last.drop { $0 == "_" }) : callee.last
    return name.isCapitalized && (name.count <= 3 || name.holdsSmallLetter)
  }

  /// Whether an expression makes a new object anywhere inside.
  func makesObject(_ place: Place) -> Bool {
    let tree = outlines[place.file].tree
    let all = [place.node] + Array(tree.descendants(place.node))
    return all.contains { tree.kind($0) == .call && isConstruction(place.at($0)) }
  }

  /// What a name stands for when it is a display that nothing has touched, else itself.
  func untouched(_ place: Place) -> Place {
    let at = bare(place)
    guard kind(at) == .name,
      case .binding(let binding, _) = meaning(text(at), at: at), binding.source == .value
    else { return kind(at) == .name ? at : resolved(at) }
    return isTouched(at, binding) ? at : resolved(at)
  }

  /// A bare function, or a member of a module, that the file imports from outside the test tree.
  func isImportedFunction(_ call: Place) -> Bool {
    guard isCode(call), let callee = callee(call), callee.base == nil,
      let root = callee.names.first, let found = imported(root, at: call)
    else { return false }
    return index.file(found.module, importer: outlines[call.file]) == nil
      && (found.member == nil || callee.names.count == 1)
  }

  /// The names of the production functions that an expression calls, with their modules.
  func subjects(_ place: Place) -> [String] {
    var names: [String] = []
    func add(_ name: String) { if !name.isEmpty, !names.contains(name) { names.append(name) } }
    for call in calls(place) {
      guard let callee = callee(call), !callee.names.isEmpty, function(call) == nil,
        !isLanguage(callee, at: call),
        !(receiver(call).map { isIndependent($0) } ?? false)
      else { continue }
      add(qualified(callee, at: call) ?? callee.last)
    }
    return names
  }

  /// As `subjects`, for a function that is handed over instead of called.
  func handedOver(_ place: Place) -> [String] {
    let at = bare(place)
    guard kind(at) == .name || kind(at) == .member else { return subjects(place) }
    if let whole = destructured(at) ?? definition(at), kind(whole) == .call {
      return subjects(whole)
    }
    let callee = path(at)
    return callee.names.isEmpty || isLanguage(callee, at: at)
      ? [] : [qualified(callee, at: at) ?? callee.last]
  }

  /// Every call inside an expression, followed through names.
  func calls(_ place: Place) -> [Place] {
    var found: [Place] = []
    collect(calls: place, depth: 0, in: &found)
    return found
  }

  private func collect(calls place: Place, depth: Int, in found: inout [Place]) {
    let at = kind(place) == .block ? place : resolved(place)
    guard depth < 14 else { return }
    switch kind(at) {
    case .number, .function, .name: return
    case .argument:
      for part in children(at).dropFirst() { collect(calls: part, depth: depth + 1, in: &found) }
    case .member:
      if let object = first(at) { collect(calls: object, depth: depth + 1, in: &found) }
    case let kind:
      if kind == .call { found.append(at) }
      for part in children(at) { collect(calls: part, depth: depth + 1, in: &found) }
    }
  }
}
