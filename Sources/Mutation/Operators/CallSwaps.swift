import Syntax
import Text

/// Operators whose rows are names of a language; the language's spelling holds the rows.
struct NamedSwap: Sendable {
  var id: String
  var family: MutationOperator.Family
  var title: String
  var because: String
  var examples: [MutationOperator.Example]

  typealias Example = MutationOperator.Example

  /// Where names of the row's kind stand.
  var kinds: [NodeKind] {
    switch id {
    case "rounding-mode": [.name]
    case "duration-unit": [.call, .argument, .pair, .name]
    default: [.call]
    }
  }

  // swift-format-ignore
  static let calls: [NamedSwap] = [
    NamedSwap(id: "quantifier", family: .collection, title: "asks for all where one suffices", because: "one member decides, or none does", examples: [
      Example("py", "x = any(f(a) for a in b)\n", ["x = all(f(a) for a in b)\n"]),
      Example("js", "const x = a.some(f);", ["const x = a.every(f);"]),
      Example("rs", "fn f() { g(a.iter().any(h)); }", ["fn f() { g(a.iter().all(h)); }"])]),
    NamedSwap(id: "extremum", family: .collection, title: "takes the largest for the smallest", because: "a limit is no limit", examples: [
      Example("py", "x = min(a, b)\n", ["x = max(a, b)\n"]),
      Example("js", "x = Math.max(a, b);", ["x = Math.min(a, b);"]),
      Example("rs", "fn f() { g(a.min(b)); }", ["fn f() { g(a.max(b)); }"])]),
    NamedSwap(id: "drop-order", family: .collection, title: "leaves the order as it comes", because: "the members stand in another order", examples: [
      Example("py", "x = sorted(a, key=f)\n", ["x = list(a)\n"]),
      Example("js", "return a.sort(f)[0];", ["return a[0];"])]),
    NamedSwap(id: "drop-selection", family: .collection, title: "takes every member", because: "members that were to be left out are kept", examples: [
      Example("py", "x = filter(f, a)\ny = set(a)\n", ["x = a\ny = set(a)\n", "x = filter(f, a)\ny = list(a)\n"]),
      Example("js", "const x = a.filter(f).map(g);", ["const x = a.map(g);"])]),
    NamedSwap(id: "which-end", family: .collection, title: "works at the other end", because: "first and last are confused", examples: [
      Example("py", "x = a.startswith('b')\n", ["x = a.endswith('b')\n"]),
      Example("js", "x = a.pop();", ["x = a.shift();"])]),
    NamedSwap(id: "normalisation", family: .call, title: "takes text as it comes", because: "blanks and capitals make equal texts different", examples: [
      Example("py", "x = a.strip().lower()\n", ["x = a.strip()\n", "x = a.lower()\n"]),
      Example("js", "x = a.trim();", ["x = a;"]),
      Example("rs", "fn f() { g(a.trim()); }", ["fn f() { g(a.trim_end()); }"])]),
    NamedSwap(id: "set-algebra", family: .collection, title: "joins where it should intersect", because: "members of one side only are kept or lost", examples: [
      Example("py", "x = a.union(b)\n", ["x = a.intersection(b)\n"])]),
    NamedSwap(id: "rounding", family: .rounding, title: "rounds another way", because: "amounts are off by one in the last place", examples: [
      Example("py", "x = math.floor(a)\ny = round(b, 2)\n", ["x = math.ceil(a)\ny = round(b, 2)\n", "x = math.floor(a)\ny = b\n"]),
      Example("js", "x = Math.round(a * b);", ["x = Math.floor(a * b);"])]),
    NamedSwap(id: "checked-arithmetic", family: .arithmetic, title: "computes the inverse, or past the limit", because: "amounts go the wrong way or wrap around", examples: [
      Example("rs", "fn f(a: u8) { g(a.saturating_sub(b)); }", ["fn f(a: u8) { g(a.wrapping_sub(b)); }"])]),
    NamedSwap(id: "unwrap-default", family: .defaulting, title: "expects a value that may be missing", because: "the case without a value fails", examples: [
      Example("rs", "fn f() { g(a.unwrap_or(0)); }", ["fn f() { g(a.unwrap()); }"])]),
    NamedSwap(id: "drop-sign", family: .arithmetic, title: "keeps the sign", because: "negative values stay negative", examples: [
      Example("py", "x = abs(a - b)\n", ["x = (a - b)\n"]),
      Example("js", "x = Math.abs(a);", ["x = a;"])]),
    NamedSwap(id: "date-direction", family: .time, title: "goes the other way in time", because: "past and future are confused", examples: [
      Example("js", "x = addDays(a, 3);", ["x = subDays(a, 3);"]),
      Example("js", "if (a.isBefore(b)) f();", ["if (a.isAfter(b)) f();"])]),
    NamedSwap(id: "duration-unit", family: .time, title: "takes another unit of time", because: "hours are taken for days", examples: [
      Example("py", "x = timedelta(days=3)\n", ["x = timedelta(hours=3)\n"]),
      Example("js", "x = add(now, { hours: 2 });", ["x = add(now, { minutes: 2 });"])]),
    NamedSwap(id: "rounding-mode", family: .rounding, title: "rounds halves another way", because: "amounts are off by one in the last place", examples: [
      Example("py", "x = a.quantize(b, rounding=ROUND_HALF_UP)\n", ["x = a.quantize(b, rounding=ROUND_DOWN)\n"])]),
  ]
}

extension MutationOperator {
  /// One operator for each row of `NamedSwap`, in its order.
  static let namedSwaps: [MutationOperator] = NamedSwap.calls.map { row in
    MutationOperator(
      row.id, row.family, title: row.title, because: row.because,
      notWhen: "the language has no row for the name", at: row.kinds,
      examples: row.examples
    ) { ground, node in
      switch ground.kind(node) {
      case .call: ground.swappedCalls(node, row.id)
      case .argument, .pair: ground.swappedName(node, row.id, ground.rules.argumentSwaps)
      case .name: ground.swappedName(node, row.id, ground.rules.nameSwaps)
      default: []
      }
    }
  }
}

extension Ground {
  fileprivate func swappedCalls(_ call: NodeIndex, _ id: String) -> [Edit] {
    guard let callee = callee(call), kind(callee) == .name || kind(callee) == .member
    else { return [] }
    let name = calleeName(call)
    return (callSwaps[name] ?? []).compactMap { row in
      guard row.operatorID == id, matches(callee, name, row.from) else { return nil }
      return row.to.contains("$") ? filled(row.to, call, callee) : renamed(callee, row.to)
    }
  }

  /// Whether a callee is what `pattern` says: `any`, `Math.floor` or `.some`.
  func matches(_ callee: NodeIndex, _ name: String, _ pattern: String) -> Bool {
    if pattern.hasPrefix(".") { return kind(callee) == .member && pattern.dropFirst() == name }
    return dense(callee) == pattern
  }

  private func renamed(_ callee: NodeIndex, _ to: String) -> Edit? {
    guard to.hasPrefix("."), let name = lastChild(callee) else { return Edit(range(callee), to) }
    return Edit(range(name), String(to.dropFirst()))
  }

  /// Writes a template: the receiver for `$0`, the first arguments for `$1` and `$2`.
  private func filled(_ template: String, _ call: NodeIndex, _ callee: NodeIndex) -> Edit? {
    guard let mark = template.firstIndex(of: "$"),
      let digit = template[template.index(after: mark)...].first?.wholeNumberValue
    else { return nil }
    let arguments = arguments(call)
    let part: NodeIndex
    if digit == 0 {
      guard kind(callee) == .member, let receiver = tree.children(callee).first else { return nil }
      part = receiver
    } else {
      guard arguments.count >= digit, ![.spread, .argument].contains(kind(arguments[digit - 1]))
      else { return nil }
      part = arguments[digit - 1]
    }
    let isAlone = template.utf8.count == 2
    let text = isAlone && !isPrimary(part) ? "(" + text(part) + ")" : text(part)
    if kind(part) == .comprehension, isAlone { return nil }
    if isAlone, let parent = tree.parent(call), kind(parent) == .statement { return nil }
    return replacing(call, with: template.replacing("$\(digit)", with: text))
  }

  fileprivate func swappedName(
    _ node: NodeIndex, _ id: String, _ rows: [MutationRules.CallSwap]
  ) -> [Edit] {
    guard !rows.isEmpty else { return [] }
    let named = kind(node) == .name ? node : tree.children(node).first ?? node
    guard kind(named) == .name, node != named || !isBinding(named) else { return [] }
    if kind(node) == .pair, children(node).count < 2 { return [] }
    let name = text(named)
    return rows.filter { $0.operatorID == id && $0.from == name }
      .map { Edit(range(named), $0.to) }
  }

  /// Whether a name is declared or assigned here.
  private func isBinding(_ name: NodeIndex) -> Bool {
    guard let parent = tree.parent(name) else { return true }
    switch kind(parent) {
    case .assignment, .parameter, .pattern, .function, .type, .declaration:
      return tree.children(parent).first == name
    default: return false
    }
  }
}
