import Syntax

/// A function of the test tree.
struct FunctionReference: Hashable, Sendable {
  var file: Int
  var node: NodeIndex
}

/// Finds functions, types and files of the test tree by the names that call them.
struct HelperIndex: Sendable {
  private var files = WordTable<Int>()
  /// Types by name, wherever they are.
  private var types = WordTable<[(file: Int, type: Int)]>()
  /// Functions and methods by name, for each file.
  private var functions: [WordTable<[Int]>] = []
  /// Files that see each other's functions.
  private var namespaces = WordTable<Namespace>()
  /// The functions of each unit whose files share their names, in the order of the files.
  private var units: [String: [String: [(file: Int, number: Int)]]] = [:]
  /// The namespace and the unit of each file.
  private var spaceOf: [String?] = []
  private var unitOf: [String?] = []
  /// Asserting methods by name; nil where several types have one.
  private var asserting: [String: FunctionReference?] = [:]
  /// Asserting functions by name.
  private var assertingFree: [String: [FunctionReference]] = [:]
  /// For each file, the file that each of its imported modules means.
  private var imported: [WordTable<Int?>] = []

  fileprivate struct Namespace: Sendable {
    var files: [Int] = []
    /// Functions and methods at the top of the files, the first of each name.
    var functions: [String: FunctionReference] = [:]
    var methods: [String: FunctionReference] = [:]
  }

  init(_ outlines: [SuiteOutline], _ spreading: Spreading) {
    for (file, outline) in outlines.enumerated() {
      files[outline.path] = file
      spaceOf.append(outline.rules.namespace(outline.path))
      unitOf.append(outline.rules.unit(outline.path))
      if let space = spaceOf[file] {
        namespaces[space, default: Namespace()].add(outline, file)
      }
      for (type, found) in outline.types.enumerated() {
        types[found.name, default: []].append((file, type))
      }
      var named = WordTable<[Int]>()
      for (number, definition) in outline.definitions.enumerated() where definition.name != "" {
        named[definition.name, default: []].append(number)
        if let unit = unitOf[file] {
          units[unit, default: [:]][definition.name, default: []].append((file, number))
        }
        guard Reader.isSurelyAsserting(definition.name) else { continue }
        let reference = FunctionReference(file: file, node: definition.node)
        if definition.type != nil, !outline.extendsLibrary(definition) {
          asserting[definition.name] =
            asserting[definition.name] == nil ? .some(reference) : .some(nil)
        } else if outline.tree.ancestor(definition.node, of: .functions) == nil {
          assertingFree[definition.name, default: []].append(reference)
        }
      }
      functions.append(named)
    }
    let index = self
    imported = spreading.map(outlines.count) { index.modules(of: outlines[$0]) }
  }

  private func modules(of outline: SuiteOutline) -> WordTable<Int?> {
    var known = WordTable<Int?>()
    for found in outline.imports where known[found.module] == nil {
      known[found.module] = .some(search(found.module, importer: outline))
    }
    return known
  }

  /// The file that `module` means in `importer`.
  func file(_ module: String, importer: SuiteOutline) -> Int? {
    if let number = files[importer.path], let known = imported[number][module] { return known }
    return search(module, importer: importer)
  }

  private func search(_ module: String, importer: SuiteOutline) -> Int? {
    for path in importer.rules.modulePaths(module, importer.path) {
      if let file = files[path] ?? namespaces[path]?.files.first { return file }
    }
    return nil
  }

  /// The asserting method of that name, when the test tree has only one.
  func assertingMethod(_ name: String) -> FunctionReference? {
    asserting[name].flatMap { $0 }
  }

  /// The asserting function of that name in the language of `file`, when only one file of the test
  /// tree has it: of several in that file the one whose parameters fit best.
  func assertingFunction(
    _ name: String, count: Int, labels: [String], from file: Int, in outlines: [SuiteOutline]
  ) -> FunctionReference? {
    let all = assertingFree[name] ?? []
    guard let first = all.first, all.allSatisfy({ $0.file == first.file }),
      ending(outlines[first.file].path) == ending(outlines[file].path)
    else { return nil }
    if all.count == 1 { return first }
    let outline = outlines[first.file]
    return best(
      of: all.compactMap { found in
        guard let definition = outline.definition(at: found.node), !definition.labels.isEmpty,
          outline.tree.isExported(found.node)
        else { return nil }
        return (first.file, definition)
      }, count: count, labels: labels)
  }

  /// The function whose parameters fit a call best, of several the first.
  private func best(
    of all: [(file: Int, definition: Definition)], count: Int, labels: [String]
  ) -> FunctionReference? {
    var best: (spare: Int, found: FunctionReference)?
    for (file, definition) in all {
      guard let spare = spare(definition, count: count, labels: labels),
        best.map({ spare < $0.spare }) ?? true
      else { continue }
      best = (spare, FunctionReference(file: file, node: definition.node))
    }
    return best?.found
  }

  /// How badly a function's parameters fit a call: how many are left over, and before that how many
  /// labels it does not know; nil when there are too few.
  private func spare(_ definition: Definition, count: Int, labels: [String]) -> Int? {
    let left = definition.parameters.count - count
    guard left >= 0 else { return nil }
    return definition.labels.isEmpty
      ? left : left + 100 * labels.count { !definition.labels.contains($0) }
  }

  private func ending(_ path: String) -> Substring {
    path[(path.lastIndex(of: ".") ?? path.startIndex)...]
  }

  /// The function `name` of the files that share a namespace with `file`; a method of any type
  /// when `isMethod`.
  func sibling(_ name: String, of file: Int, isMethod: Bool = false) -> FunctionReference? {
    guard let space = spaceOf[file] else { return nil }
    return isMethod ? namespaces[space]?.methods[name] : namespaces[space]?.functions[name]
  }

  /// The function `name` at the top of the file that `module` means, also where that file only
  /// passes it on.
  func function(
    _ name: String, module: String, importer: SuiteOutline, in outlines: [SuiteOutline],
    depth: Int = 0
  ) -> FunctionReference? {
    guard depth < 4, let file = file(module, importer: importer) else { return nil }
    let outline = outlines[file]
    for number in functions[file][name] ?? [] where outline.definitions[number].type == nil {
      return FunctionReference(file: file, node: outline.definitions[number].node)
    }
    if let function = sibling(name, of: file) { return function }
    for found in outline.imports where found.local == name || found.local.isEmpty {
      if let function = function(
        found.member ?? name, module: found.module, importer: outline, in: outlines,
        depth: depth + 1)
      {
        return function
      }
    }
    return nil
  }

  /// The method `name` of a type or of the types it derives from.
  func method(
    _ name: String, file: Int, type: Int, in outlines: [SuiteOutline], depth: Int
  ) -> FunctionReference? {
    let outline = outlines[file]
    let owner = outline.types[type]
    for number in functions[file][name] ?? []
    where outline.definitions[number].type == owner.node {
      return FunctionReference(file: file, node: outline.definitions[number].node)
    }
    guard depth < 8 else { return nil }
    for parent in owner.parents where parent != owner.name {
      guard let next = self.type(parent, near: file) else { continue }
      if let found = method(
        name, file: next.file, type: next.type, in: outlines, depth: depth + 1)
      {
        return found
      }
    }
    return nil
  }

  func hasUnit(_ file: Int) -> Bool { unitOf[file] != nil }

  /// The function `name` of any file of the unit that `importer` belongs to, alone or a member of
  /// one of `types`; of several the one whose parameters fit `count` arguments with these `labels`
  /// best.
  func shared(
    _ name: String, count: Int, labels: [String], importer: Int, types: Set<String>,
    in outlines: [SuiteOutline]
  ) -> FunctionReference? {
    guard let unit = unitOf[importer] else { return nil }
    return best(
      of: (units[unit]?[name] ?? []).compactMap { file, number in
        let outline = outlines[file]
        let definition = outline.definitions[number]
        let isSeen =
          definition.type.map { type in
            outline.types.contains { $0.node == type && types.contains($0.name) }
          } ?? true
        return isSeen ? (file, definition) : nil
      }, count: count, labels: labels)
  }

  /// The method `method` of the type called `name`, whose parts, such as its `impl`s, lie in one
  /// file: in the same one if it is there.
  func method(
    _ method: String, ofTypeCalled name: String, near file: Int, in outlines: [SuiteOutline]
  ) -> FunctionReference? {
    let all = types[name] ?? []
    let here = all.filter { $0.file == file }
    let parts = here.isEmpty ? all : here
    guard Set(parts.map(\.file)).count == 1 else { return nil }
    return parts.lazy.compactMap {
      self.method(method, file: $0.file, type: $0.type, in: outlines, depth: 0)
    }.first
  }

  /// The type called `name`, in the same file if there is one there, else when there is only one.
  func type(_ name: String, near file: Int) -> (file: Int, type: Int)? {
    guard let all = types[name] else { return nil }
    return all.first { $0.file == file } ?? (all.count == 1 ? all[0] : nil)
  }
}

extension SuiteOutline {
  /// Whether a method is added to the library's type of test cases, so that every test may call it.
  fileprivate func extendsLibrary(_ definition: Definition) -> Bool {
    guard let type = definition.type.flatMap({ type in types.first { $0.node == type } }) else {
      return false
    }
    return rules.libraryParents.contains { $0.key == type.name || $0.value == type.name }
  }
}

extension SyntaxTree {
  /// Whether a function says that other modules see it.
  fileprivate func isExported(_ function: NodeIndex) -> Bool {
    guard let name = children(function).first(where: { kind($0) == .name }) else { return false }
    return (Int(self[function].firstToken)..<Int(self[name].firstToken)).contains {
      ["public", "package", "open"].contains(text(token: $0))
    }
  }
}

extension HelperIndex.Namespace {
  fileprivate mutating func add(_ outline: SuiteOutline, _ file: Int) {
    files.append(file)
    for definition in outline.definitions where definition.type == nil && definition.name != "" {
      let tree = outline.tree
      guard tree.ancestor(definition.node, of: .functions) == nil else { continue }
      let first = tree.children(definition.node).first
      let hasReceiver = first.map { tree.kind($0) == .parameter } ?? false
      let reference = FunctionReference(file: file, node: definition.node)
      if hasReceiver {
        if methods[definition.name] == nil { methods[definition.name] = reference }
      } else if functions[definition.name] == nil {
        functions[definition.name] = reference
      }
    }
  }
}
