import Syntax
import Text

/// Operators that replace one operator sign by another: one row each.
struct Swap: Sendable {
  var id: String
  var family: MutationOperator.Family
  var from: [Symbol]
  var to: [Symbol]
  var because: String

  // swift-format-ignore
  static let rows: [Swap] = [
    Swap(id: "boundary", family: .relational, from: [.less], to: [.lessEqual], because: "the value exactly at the limit is on the other side"),
    Swap(id: "boundary", family: .relational, from: [.lessEqual], to: [.less], because: "the value exactly at the limit is on the other side"),
    Swap(id: "boundary", family: .relational, from: [.greater], to: [.greaterEqual], because: "the value exactly at the limit is on the other side"),
    Swap(id: "boundary", family: .relational, from: [.greaterEqual], to: [.greater], because: "the value exactly at the limit is on the other side"),
    Swap(id: "boundary", family: .relational, from: [.halfOpenRange], to: [.ellipsis], because: "the value exactly at the limit is on the other side"),
    Swap(id: "boundary", family: .relational, from: [.ellipsis], to: [.halfOpenRange], because: "the value exactly at the limit is on the other side"),
    Swap(id: "comparison", family: .relational, from: [.less], to: [.greaterEqual], because: "every value is on the other side"),
    Swap(id: "comparison", family: .relational, from: [.lessEqual], to: [.greater], because: "every value is on the other side"),
    Swap(id: "comparison", family: .relational, from: [.greater], to: [.lessEqual], because: "every value is on the other side"),
    Swap(id: "comparison", family: .relational, from: [.greaterEqual], to: [.less], because: "every value is on the other side"),
    Swap(id: "equality", family: .relational, from: [.equalEqual], to: [.bangEqual], because: "equal values are treated as different"),
    Swap(id: "equality", family: .relational, from: [.bangEqual], to: [.equalEqual], because: "different values are treated as equal"),
    Swap(id: "equality", family: .relational, from: [.tripleEqual], to: [.bangTripleEqual], because: "equal values are treated as different"),
    Swap(id: "equality", family: .relational, from: [.bangTripleEqual], to: [.tripleEqual], because: "different values are treated as equal"),
    Swap(id: "equality", family: .relational, from: [.is], to: [.is, .not], because: "the same value is treated as another"),
    Swap(id: "equality", family: .relational, from: [.is, .not], to: [.is], because: "another value is treated as the same"),
    Swap(id: "membership", family: .relational, from: [.in], to: [.not, .in], because: "members are treated as strangers"),
    Swap(id: "membership", family: .relational, from: [.not, .in], to: [.in], because: "strangers are treated as members"),
    Swap(id: "arithmetic", family: .arithmetic, from: [.plus], to: [.minus], because: "the sum is a difference"),
    Swap(id: "arithmetic", family: .arithmetic, from: [.minus], to: [.plus], because: "the difference is a sum"),
    Swap(id: "arithmetic", family: .arithmetic, from: [.star], to: [.slash], because: "the product is a quotient"),
    Swap(id: "arithmetic", family: .arithmetic, from: [.slash], to: [.star], because: "the quotient is a product"),
    Swap(id: "arithmetic", family: .arithmetic, from: [.percent], to: [.star], because: "the remainder is a product"),
    Swap(id: "arithmetic", family: .arithmetic, from: [.doubleSlash], to: [.slash], because: "the quotient keeps its fraction"),
    Swap(id: "arithmetic", family: .arithmetic, from: [.plusAssign], to: [.minusAssign], because: "the total shrinks where it should grow"),
    Swap(id: "arithmetic", family: .arithmetic, from: [.minusAssign], to: [.plusAssign], because: "the total grows where it should shrink"),
    Swap(id: "arithmetic", family: .arithmetic, from: [.starAssign], to: [.slashAssign], because: "the product is a quotient"),
    Swap(id: "arithmetic", family: .arithmetic, from: [.slashAssign], to: [.starAssign], because: "the quotient is a product"),
    Swap(id: "arithmetic", family: .arithmetic, from: [.wrappingPlus], to: [.wrappingMinus], because: "the sum is a difference"),
    Swap(id: "arithmetic", family: .arithmetic, from: [.wrappingMinus], to: [.wrappingPlus], because: "the difference is a sum"),
    Swap(id: "bitwise", family: .arithmetic, from: [.ampersand], to: [.bar], because: "bits that only one side has are kept"),
    Swap(id: "bitwise", family: .arithmetic, from: [.bar], to: [.ampersand], because: "bits that only one side has are lost"),
    Swap(id: "bitwise", family: .arithmetic, from: [.shiftLeft], to: [.shiftRight], because: "the value shrinks where it should grow"),
    Swap(id: "bitwise", family: .arithmetic, from: [.shiftRight], to: [.shiftLeft], because: "the value grows where it should shrink"),
    Swap(id: "range-end", family: .collection, from: [.dotDot], to: [.dotDotEqual], because: "one more than the last is taken"),
    Swap(id: "range-end", family: .collection, from: [.dotDotEqual], to: [.dotDot], because: "the last one is left out"),
  ]
}

extension MutationOperator {
  /// One operator for each identifier of the table, in the table's order.
  static let swaps: [MutationOperator] = [
    swap(
      "boundary", title: "moves a limit by one", notWhen: "a size is compared with zero",
      [
        Example("py", "def f(a):\n  return a < 9\n", ["def f(a):\n  return a <= 9\n"]),
        Example("js", "if (a >= b) g(a);", ["if (a > b) g(a);"]),
        Example("swift", "for a in 1...b { f(a) }", ["for a in 1..<b { f(a) }"]),
        Example("py", "x = 1 < a <= 9\n", ["x = 1 <= a <= 9\n", "x = 1 < a < 9\n"]),
      ]),
    swap(
      "comparison", title: "turns a comparison around", notWhen: "never",
      [
        Example("py", "x = a < 9\n", ["x = a >= 9\n"]),
        Example("js", "x = a <= 9;", ["x = a > 9;"]),
      ]),
    swap(
      "equality", title: "treats equal as different", notWhen: "never",
      [
        Example("py", "x = a is not None\n", ["x = a is None\n"]),
        Example("js", "x = a === b;", ["x = a !== b;"]),
        Example("js", "x = a != b;", ["x = a == b;"]),
        Example("swift", "let x = a is B || c == d", ["let x = a is B || c != d"]),
      ]),
    swap(
      "membership", title: "treats members as strangers", notWhen: "`in` belongs to a loop",
      [
        Example("py", "x = a not in b\nfor c in d:\n  e()\n", ["x = a in b\nfor c in d:\n  e()\n"]),
        Example("py", "x = a in b\n", ["x = a not in b\n"]),
      ]),
    swap(
      "arithmetic", title: "computes the inverse", notWhen: "an operand is text, a list or a path",
      [
        Example("py", "x = a + b * c\n", ["x = a - b * c\n", "x = a + b / c\n"]),
        Example("py", "x = 'a' + b\ny = '%s' % z\n", []),
        Example("py", "def f(a, b=''):\n  c = ''\n  c += a\n  b += a\n", []),
        Example("js", "total += price;", ["total -= price;"]),
        Example("js", "x = `a${b}` + c;", []),
      ]),
    swap(
      "range-end", title: "takes one more or one less", notWhen: "the range has no end",
      [
        Example(
          "rs", "fn f() { for i in 0..n { g(i); } }", ["fn f() { for i in 0..=n { g(i); } }"]),
        Example("rs", "fn f() { g(&a[1..]); }", []),
      ]),
    swap(
      "bitwise", title: "combines bits wrongly",
      notWhen: "the operands are types; `|=` never, since from zero `^=` is the same",
      [
        Example("py", "x = a & b\nT = Foo | None\n", ["x = a | b\nT = Foo | None\n"]),
        Example("js", "x = a << 2;", ["x = a >> 2;"]),
      ]),
  ]

  private static func swap(
    _ id: String, title: String, notWhen: String, _ examples: [Example]
  ) -> MutationOperator {
    let rows = Swap.rows.filter { $0.id == id }
    precondition(!rows.isEmpty, "no row is called \(id)")
    return MutationOperator(
      id, rows[0].family, title: title, because: rows[0].because, notWhen: notWhen,
      at: [.binary, .assignment], examples: examples
    ) { ground, node in
      rows.compactMap { row in ground.swapped(node, row) }
    }
  }
}

extension Ground {
  fileprivate func swapped(_ node: NodeIndex, _ row: Swap) -> Edit? {
    guard let at = tree.operatorToken(node) else { return nil }
    let symbols = operatorSymbols(at)
    guard symbols == row.from, !swapIsSenseless(node, row) else { return nil }
    // Without `not in` and `is not` the other language's `in` has no opposite of its own.
    if row.id == "membership" || row.from.first == .is, rules.and != .and { return nil }
    let words = row.to.map(\.spelling).joined(separator: " ")
    return replacing(tokens: at..<at + symbols.count, with: words)
  }

  private func operatorSymbols(_ at: Int) -> [Symbol] {
    let first = tree.tokens[at].symbol
    let second = at + 1 < tree.tokens.count ? tree.tokens[at + 1].symbol : .none
    if first == .is, second == .not { return [.is, .not] }
    return first == .not && second == .in ? [.not, .in] : [first]
  }

  private func swapIsSenseless(_ node: NodeIndex, _ row: Swap) -> Bool {
    let parts = children(node)
    switch row.id {
    case "arithmetic": return parts.contains { isTextual($0) } || isPartOfText(node)
    case "bitwise": return parts.contains { isTypeName($0) }
    case "range-end": return parts.count < 2
    default: return false
    }
  }

  /// Whether a sum belongs to a longer one that holds text.
  private func isPartOfText(_ node: NodeIndex) -> Bool {
    guard tree.operatorSymbol(node) == .plus else { return false }
    var top = node
    for _ in 0..<64 {
      guard let parent = tree.parent(top), kind(parent) == .binary,
        tree.operatorSymbol(parent) == .plus
      else { return top != node && isTextual(top) }
      top = parent
    }
    return true
  }

  /// Whether an operand of `|` names a type, as in `Foo | None`.
  private func isTypeName(_ node: NodeIndex) -> Bool {
    if isNull(node) { return true }
    let name = text(node)
    let builtIn = ["str", "int", "float", "bool", "bytes", "dict", "list", "set", "tuple"]
    if builtIn.contains(name) { return true }
    guard kind(node) == .name, let first = name.unicodeScalars.first else { return false }
    return first.properties.isUppercase
      && name.unicodeScalars.contains { $0.properties.isLowercase }
  }
}
