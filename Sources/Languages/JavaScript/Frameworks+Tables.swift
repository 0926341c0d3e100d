import Suites
import Syntax

extension CaseFinder {
  // MARK: Titles, bodies, options

  /// The function that is the body: written here, wrapped, or named.
  func body(_ arguments: [NodeIndex]) -> NodeIndex? {
    for argument in arguments.reversed() {
      switch tree.kind(argument) {
      case .lambda, .function: return argument
      default: continue
      }
    }
    for (number, argument) in arguments.enumerated().reversed() where number > 0 {
      switch tree.kind(argument) {
      case .call:
        if let inner = body(self.arguments(argument)) { return inner }
      case .name:
        if let found = named(tree.text(argument)) { return found }
      default: continue
      }
    }
    return nil
  }

  /// The function that a name stands for in this file, also through `test.macro(…)`.
  func named(_ name: String) -> NodeIndex? {
    for definition in outline.definitions where definition.name == name && definition.type == nil {
      return definition.node
    }
    for binding in outline.scopes.first?.bindings[name] ?? [] where binding.source == .value {
      if tree.kind(binding.node) == .call {
        let given = arguments(binding.node)
        if let found = body(given) { return found }
        if let map = given.first, tree.kind(map) == .map { return member("exec", of: map) }
      }
    }
    return nil
  }

  func member(_ name: String, of map: NodeIndex) -> NodeIndex? {
    for entry in tree.children(map) {
      guard let key = tree.children(entry).first, tree.text(key) == name else { continue }
      if tree.kind(entry) == .function { return entry }
      return Array(tree.children(entry)).last
    }
    return nil
  }

  func title(
    _ arguments: [NodeIndex], _ function: NodeIndex?, _ head: Head
  ) -> (String, Bool)? {
    guard let first = arguments.first else { return nil }
    switch tree.kind(first) {
    case .text:
      let text = Literals.text(tree, first)
      return (text, tree.children(first).first != nil)
    case .function, .lambda:
      guard function == first else { return nil }
      let name =
        tree.kind(first) == .function
        ? tree.children(first).first.flatMap { tree.kind($0) == .name ? tree.text($0) : nil } : nil
      return (name ?? "(anonymous)", name == nil)
    case .list, .arguments, .unknown, .number: return nil
    case .map:
      if let name = member("name", of: first), tree.kind(name) == .text {
        return (Literals.text(tree, name), false)
      }
      return function == nil ? nil : ("(anonymous)", true)
    default:
      guard function != nil || head.isTodo || head.isDisabled || arguments.count == 1 else {
        return nil
      }
      if function == nil, arguments.count == 1, tree.kind(first) != .binary { return nil }
      return (Literals.joined(tree, first), true)
    }
  }

  /// `{ skip: true }`, `{ todo: 'reason' }`, `{ only: true }` among the arguments.
  func options(_ arguments: [NodeIndex]) -> (isDisabled: Bool, isFocused: Bool) {
    var result = (isDisabled: false, isFocused: false)
    for argument in arguments where tree.kind(argument) == .map {
      for entry in tree.children(argument) where tree.kind(entry) == .pair {
        let parts = Array(tree.children(entry))
        guard parts.count == 2, tree.kind(parts[1]) == .text || tree.text(parts[1]) == "true"
        else { continue }
        switch tree.text(parts[0]) {
        case "skip", "todo", "ignore": result.isDisabled = true
        case "only": result.isFocused = true
        default: break
        }
      }
    }
    return result
  }

  /// Whether the body's first statement leaves: `this.skip()`, `t.skip()`, `pending()`.
  func skipsFirst(_ function: NodeIndex?) -> Bool {
    guard let function, let block = tree.child(function, .block),
      let first = tree.children(block).first, tree.kind(first) == .statement,
      let call = tree.children(first).first, tree.kind(call) == .call,
      let callee = tree.children(call).first
    else { return false }
    switch tree.text(callee) {
    case "this.skip", "t.skip", "ctx.skip", "pending", "t.todo": return true
    case "test.skip", "test.fixme": return arguments(call).isEmpty
    default: return false
    }
  }

  // MARK: Tables

  func parameters(_ function: NodeIndex) -> [NodeIndex] {
    guard let list = tree.child(function, .parameters) else { return [] }
    return tree.children(list).map {
      tree.kind($0) == .parameter ? tree.children($0).first ?? $0 : $0
    }
  }

  func columns(_ head: Head, _ function: NodeIndex?) -> [TableColumn] {
    guard let table = head.table, let function else { return [] }
    if tree.kind(table) == .text { return templateColumns(table) }
    guard let rows = tree.children(table).first.flatMap(literalList) else { return [] }
    return rowColumns(rows, parameters(function), isSpread: !head.rowIsWhole)
  }

  /// The elements of a list, also of a constant list of this file.
  func literalList(_ node: NodeIndex) -> [NodeIndex]? {
    var at = node
    if tree.kind(at) == .cast || tree.kind(at) == .group, let inner = tree.children(at).first {
      at = inner
    }
    if tree.kind(at) == .name, let all = outline.scopes.first?.bindings[tree.text(at)],
      all.count == 1, all[0].source == .value
    {
      at = all[0].node
      if tree.kind(at) == .cast, let inner = tree.children(at).first { at = inner }
    }
    return tree.kind(at) == .list ? Array(tree.children(at)) : nil
  }

  func rowColumns(
    _ rows: [NodeIndex], _ parameters: [NodeIndex], isSpread: Bool
  ) -> [TableColumn] {
    guard let first = rows.first, !parameters.isEmpty else { return [] }
    if isSpread, tree.kind(first) == .list {
      let cells = rows.map { Array(tree.children($0)) }
      return parameters.enumerated().flatMap { number, parameter -> [TableColumn] in
        guard cells.allSatisfy({ $0.count > number }) else { return [] }
        return column(parameter, cells.map { $0[number] })
      }
    }
    return column(parameters[0], rows)
  }

  /// The columns of one pattern over the values it takes.
  func column(_ pattern: NodeIndex, _ rows: [NodeIndex]) -> [TableColumn] {
    var at = pattern
    while tree.kind(at) == .pattern, let inner = tree.children(at).first { at = inner }
    switch tree.kind(at) {
    case .name: return [TableColumn(names: [tree.text(at)], rows: rows)]
    case .list:
      let cells = rows.map { tree.kind($0) == .list ? Array(tree.children($0)) : [] }
      return Array(tree.children(at)).enumerated().flatMap { number, part -> [TableColumn] in
        guard cells.allSatisfy({ $0.count > number }) else { return [] }
        return column(part, cells.map { $0[number] })
      }
    case .map:
      return tree.children(at).flatMap { entry -> [TableColumn] in
        guard let key = tree.children(entry).first ?? (tree.kind(entry) == .name ? entry : nil)
        else { return [] }
        let values = rows.compactMap { member(tree.text(key), of: $0) }
        guard values.count == rows.count, let local = Array(tree.children(entry)).last else {
          return []
        }
        return column(local, values)
      }
    default: return []
    }
  }

  /// The columns of `each` with a template: names on the first line, then one value per cell.
  func templateColumns(_ table: NodeIndex) -> [TableColumn] {
    let head =
      Literals.text(tree, table).split(separator: "\n").map { $0.filter { $0 != " " } }
      .first { !$0.isEmpty } ?? ""
    let names = head.split(separator: "|").map(String.init)
    let cells = Array(tree.children(table))
    guard !names.isEmpty, cells.count >= names.count else { return [] }
    return names.enumerated().map { number, name in
      let rows = stride(from: number, to: cells.count, by: names.count).map { cells[$0] }
      return TableColumn(names: [name], rows: rows)
    }
  }

  /// The values that `test('title', macro, 1, 2)` gives its macro.
  func macroColumns(_ function: NodeIndex, _ arguments: [NodeIndex]) -> [TableColumn] {
    guard let place = arguments.firstIndex(where: { tree.kind($0) == .name && $0 != arguments[0] }),
      place + 1 < arguments.count, !arguments.contains(function)
    else { return [] }
    let given = arguments[(place + 1)...]
    return zip(parameters(function).dropFirst(), given).flatMap { column($0, [$1]) }
  }

  func loopColumns(_ loop: NodeIndex) -> [TableColumn] {
    let parts = Array(tree.children(loop))
    guard parts.count >= 3, tree.kind(parts[0]) != .condition, tree.kind(parts[1]) != .condition,
      let rows = literalList(parts[1])
    else { return [] }
    var pattern = parts[0]
    if tree.kind(pattern) == .declaration, let inner = tree.children(pattern).first {
      pattern = inner
    }
    return column(pattern, rows)
  }

  /// The columns of `rows.forEach((row) => …)`; nil for calls that are no loops.
  func callbackLoop(_ call: NodeIndex) -> [TableColumn]? {
    guard let callee = tree.children(call).first, tree.kind(callee) == .member else { return nil }
    let parts = Array(tree.children(callee))
    guard parts.count == 2, ["forEach", "map", "each"].contains(tree.text(parts[1])),
      let function = arguments(call).first,
      tree.kind(function) == .lambda || tree.kind(function) == .function
    else { return nil }
    guard let rows = literalList(parts[0]), let first = parameters(function).first else {
      return []
    }
    return column(first, rows)
  }
}
