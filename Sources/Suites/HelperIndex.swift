import Syntax

/// A function of the test tree.
struct FunctionReference: Hashable, Sendable {
  var file: Int
  var node: NodeIndex
}

/// Finds functions, types and files of the test tree by the names that call them.
struct HelperIndex: Sendable {
  private var files: [String: Int] = [:]
  /// Types by name, wherever they are.
  private var types: [String: [(file: Int, type: Int)]] = [:]
  /// Functions and methods by name, for each file.
  private var functions: [[String: [Int]]] = []
  /// Files that see each other's functions.
  private var namespaces: [String: [Int]] = [:]
  /// The files of each unit whose files share their names.
  private var units: [String: [Int]] = [:]
  /// Asserting methods by name; nil where several types have one.
  private var asserting: [String: FunctionReference?] = [:]
  /// For each file, the file that each of its imported modules means.
  private var imported: [[String: Int?]] = []

  init(_ outlines: [SuiteOutline]) {
    for (file, outline) in outlines.enumerated() {
      files[outline.path] = file
      if let space = outline.rules.namespace(outline.path) {
        namespaces[space, default: []].append(file)
      }
      if let unit = outline.rules.unit(outline.path) { units[unit, default: []].append(file) }
      for (type, found) in outline.types.enumerated() {
        types[found.name, default: []].append((file, type))
      }
      var named: [String: [Int]] = [:]
      for (number, definition) in outline.definitions.enumerated() where definition.name != "" {
        named[definition.name, default: []].append(number)
        guard definition.type != nil, Reader.isSurelyAsserting(definition.name) else { continue }
        let isOnly = asserting[definition.name] == nil
        asserting[definition.name] =
          isOnly ? .some(FunctionReference(file: file, node: definition.node)) : .some(nil)
      }
      functions.append(named)
    }
    for outline in outlines {
      var known: [String: Int?] = [:]
      for found in outline.imports where known[found.module] == nil {
        known[found.module] = .some(search(found.module, importer: outline))
      }
      imported.append(known)
    }
  }

  /// The file that `module` means in `importer`.
  func file(_ module: String, importer: SuiteOutline) -> Int? {
    if let number = files[importer.path], let known = imported[number][module] { return known }
    return search(module, importer: importer)
  }

  private func search(_ module: String, importer: SuiteOutline) -> Int? {
    for path in importer.rules.modulePaths(module, importer.path) {
      if let file = files[path] ?? namespaces[path]?.first { return file }
    }
    return nil
  }

  /// The asserting method of that name, when the test tree has only one.
  func assertingMethod(_ name: String) -> FunctionReference? {
    asserting[name].flatMap { $0 }
  }

  /// The function `name` of the files that share a namespace with `outline`; a method of any type
  /// when `isMethod`.
  func sibling(
    _ name: String, of outline: SuiteOutline, isMethod: Bool = false, in outlines: [SuiteOutline]
  ) -> FunctionReference? {
    guard let space = outline.rules.namespace(outline.path) else { return nil }
    for file in namespaces[space] ?? [] {
      let other = outlines[file]
      for number in functions[file][name] ?? [] {
        let definition = other.definitions[number]
        let first = other.tree.children(definition.node).first
        let hasReceiver = first.map { other.tree.kind($0) == .parameter } ?? false
        guard definition.type == nil, hasReceiver == isMethod,
          other.tree.ancestor(definition.node, of: .functions) == nil
        else { continue }
        return FunctionReference(file: file, node: definition.node)
      }
    }
    return nil
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
    if let function = sibling(name, of: outline, in: outlines) { return function }
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

  /// The function `name` of any file of the unit that `importer` belongs to, alone or a member of
  /// one of `types`; of several the one whose parameters fit `count` arguments best.
  func shared(
    _ name: String, count: Int, importer: SuiteOutline, types: Set<String>,
    in outlines: [SuiteOutline]
  ) -> FunctionReference? {
    guard let unit = importer.rules.unit(importer.path) else { return nil }
    var best: (spare: Int, found: FunctionReference)?
    for file in units[unit] ?? [] {
      for number in functions[file][name] ?? [] {
        let definition = outlines[file].definitions[number]
        let spare = definition.parameters.count - count
        let isSeen =
          definition.type.map { type in
            outlines[file].types.contains { $0.node == type && types.contains($0.name) }
          } ?? true
        guard isSeen, spare >= 0, best.map({ spare < $0.spare }) ?? true else { continue }
        best = (spare, FunctionReference(file: file, node: definition.node))
      }
    }
    return best?.found
  }

  /// The type called `name`, in the same file if there is one there, else when there is only one.
  func type(_ name: String, near file: Int) -> (file: Int, type: Int)? {
    guard let all = types[name] else { return nil }
    return all.first { $0.file == file } ?? (all.count == 1 ? all[0] : nil)
  }
}
