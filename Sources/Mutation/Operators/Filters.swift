import Syntax
import Text

extension MutationOperator {
  static let dropTenantFilter = MutationOperator(
    "drop-tenant-filter", .domain, title: "selects the rows of every owner",
    because: "one customer sees another's data", notWhen: "nothing there speaks of owners",
    area: .tenancy, at: [.call, .pair, .binary, .text, .sequence],
    examples: [
      Example("py", "x = q.filter(tenant_id=t, open=True)\n", ["x = q.filter(open=True)\n"]),
      Example("py", "x = q.filter(Order.tenant_id == t)\n", ["x = q.filter()\n"]),
      Example("py", "if a.tenant_id == t and a.open: f()\n", ["if a.open: f()\n"]),
      Example(
        "py", "x = run('SELECT a FROM b WHERE tenant_id = ? AND c = ?')\n",
        [
          "x = run('SELECT a FROM b WHERE (tenant_id = ? OR 1 = 1) AND c = ?')\n"
        ]),
      Example(
        "js", "db.find({ where: { tenantId: t, open: true } });",
        [
          "db.find({ where: { open: true } });"
        ]),
      Example(
        "swift", "if a.tenantID == t, a.isOpen { f() }", ["if a.isOpen { f() }"]),
    ]
  ) { ground, node in ground.withoutFilter(node, DomainWords.ownerColumn, others: false) }

  static let dropRowFilter = MutationOperator(
    "drop-row-filter", .domain, title: "selects rows that must not be seen",
    because: "deleted, closed or foreign rows count", notWhen: "the call is no query",
    area: .data, at: [.call, .pair, .binary, .text],
    examples: [
      Example("py", "x = q.filter(deleted_at=None)\n", ["x = q.filter()\n"]),
      Example("py", "x = q.filter(tenant_id=t, open=True)\n", ["x = q.filter(tenant_id=t)\n"]),
      Example("py", "x = d.get('a', 1)\n", []),
      Example(
        "js", "db.find({ where: { tenantId: t, deletedAt: null } });",
        [
          "db.find({ where: { tenantId: t } });"
        ]),
    ]
  ) { ground, node in ground.withoutFilter(node, DomainWords.retirement, others: true) }
}

extension Ground {
  /// Each way to leave one condition out of a query; `others` allows any that is not an owner's.
  fileprivate func withoutFilter(_ node: NodeIndex, _ columns: Set<String>, others: Bool) -> [Edit]
  {
    func speaks(_ words: [String]) -> Bool {
      others
        ? !DomainWords.has(words, DomainWords.ownerColumn) : DomainWords.has(words, columns)
    }
    switch kind(node) {
    case .call:
      guard rules.queryMethods.contains(calleeName(node)), let callee = callee(node),
        kind(callee) == .member
      else { return [] }
      let list = arguments(node)
      return list.compactMap { argument in
        guard kind(argument) == .argument || isComparison(argument),
          let name = tree.children(argument).first, speaks(words(in: name, limit: 12))
        else { return nil }
        return removing(element: argument, of: list)
      }
    case .pair:
      guard let named = named(node), speaks(Words.split(named.name)), let map = tree.parent(node),
        selectsRows(map), let edit = removing(element: node, of: children(map))
      else { return [] }
      return [edit]
    case .binary: return withoutConjunct(node, columns)
    case .sequence:
      guard let condition = tree.parent(node), kind(condition) == .condition else { return [] }
      let list = children(node)
      return tests(condition).compactMap { test in
        guard DomainWords.has(words(in: test, limit: 12), columns) else { return nil }
        return removing(element: test, of: list)
      }
    case .text: return SQLFilter(self, node).edits(columns)
    default: return []
    }
  }

  /// Leaves an operand that speaks of `columns` out of a conjunction.
  private func withoutConjunct(_ node: NodeIndex, _ columns: Set<String>) -> [Edit] {
    guard isConnector(node), tree.operatorSymbol(node) == rules.and else { return [] }
    let parts = children(node)
    return parts.compactMap { part in
      guard let other = parts.first(where: { $0 != part }), !isConnector(bare(part)),
        DomainWords.has(words(in: part, limit: 12), columns)
      else { return nil }
      return replacing(node, by: other)
    }
  }

  /// Whether an object's pairs select rows: it stands under `where`, or is a query's argument.
  private func selectsRows(_ map: NodeIndex) -> Bool {
    guard kind(map) == .map, let parent = tree.parent(map) else { return false }
    if let named = named(parent) { return rules.queryKeys.contains(named.name) }
    guard kind(parent) == .arguments, let call = tree.parent(parent), kind(call) == .call,
      arguments(call).first == map
    else { return false }
    let name = calleeName(call)
    return rules.queryMethods.contains(name) && name != "update" && !hasQueryKey(map)
  }

  private func hasQueryKey(_ map: NodeIndex) -> Bool {
    children(map).contains { named($0).map { rules.queryKeys.contains($0.name) } ?? false }
  }
}
