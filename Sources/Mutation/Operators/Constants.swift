import Syntax
import Text

extension MutationOperator {
  static let constant = MutationOperator(
    "constant", .constant, title: "is off by one",
    because: "limits, counts and rates are what the code exists for",
    notWhen: "the number is not decimal, has six digits or more, or is -1, which says `none`",
    at: [.number],
    examples: [
      Example("py", "x = f(3)\n", ["x = f(4)\n", "x = f(2)\n"]),
      Example("py", "x = y[0]\n", ["x = y[1]\n"]),
      Example("py", "x = 0xff + 1_000_000\ny = z == -1\n", []),
      Example("js", "x = 1;", ["x = 2;", "x = 0;"]),
    ]
  ) { ground, node in
    let text = ground.text(node)
    guard let value = Int(text), text.utf8.count < 6, text == String(value),
      !ground.isSentinel(node)
    else { return [] }
    var near = value == 0 ? [1] : [value + 1, value - 1]
    // One more than a byte holds may not compile.
    if value == 255, ground.rules.unreached != nil { near.removeFirst() }
    return near.map { Edit(ground.range(node), String($0)) }
  }

  static let decimalPoint = MutationOperator(
    "decimal-point", .constant, title: "moves the decimal point",
    because: "a rate of 1.9 % is not one of 19 %", notWhen: "the number is zero or whole",
    at: [.number, .text],
    examples: [
      Example("py", "rate = 0.19\n", ["rate = 0.019\n"]),
      Example("py", "rate = Decimal('0.19')\n", ["rate = Decimal('0.019')\n"]),
      Example("py", "x = 0.0 + 1e-3\ny = '0.19'\n", []),
      Example("js", "const rate = 1.25;", ["const rate = 0.125;"]),
    ]
  ) { ground, node in
    var range = ground.range(node)
    if ground.kind(node) == .text {
      guard ground.isDecimalText(node), range.count > 2 else { return [] }
      range = ByteRange(range.start + 1, range.end - 1)
    }
    guard let moved = movedPoint(ground.tree.text(range)) else { return [] }
    return [Edit(range, moved)]
  }

  /// A tenth of a plain decimal fraction, as text.
  private static func movedPoint(_ text: String) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let whole = Int(parts[0]), Int(parts[1]) != nil,
      parts[1].contains(where: { $0 != "0" })
    else { return nil }
    return String(whole / 10) + "." + String(whole % 10) + parts[1]
  }

  static let boolean = MutationOperator(
    "boolean", .constant, title: "flips a truth value",
    because: "a flag that is set the wrong way changes what the code does",
    notWhen: "the literal is a condition by itself, or compared", at: [.name],
    examples: [
      Example("py", "f(a, strict=True)\n", ["f(a, strict=False)\n"]),
      Example("py", "while True: f()\n", []),
      Example("js", "const seen = false;", ["const seen = true;"]),
    ]
  ) { ground, node in
    guard ground.isTruthLiteral(node), let parent = ground.tree.parent(node),
      ![.condition, .binary, .index, .typing, .cast].contains(ground.kind(parent))
    else { return [] }
    if ground.kind(parent) == .argument || ground.kind(parent) == .pair,
      ground.tree.children(parent).first == node
    {
      return []
    }
    return [Edit(ground.range(node), ground.negated(node))]
  }

  static let moneyFactor = MutationOperator(
    "money-factor", .domain, title: "converts by a wrong power of ten",
    because: "amounts are wrong by a factor of ten", notWhen: "nothing there speaks of money",
    area: .money, at: [.number],
    examples: [
      Example("py", "cents = price * 100\n", ["cents = price * 10\n", "cents = price * 1000\n"]),
      Example("py", "share = count * 100\n", []),
      Example(
        "js", "const euros = amount / 100;",
        [
          "const euros = amount / 10;", "const euros = amount / 1000;",
        ]),
    ]
  ) { ground, node in
    guard ground.isMoneyFactor(node) else { return [] }
    return ["10", "1000"].map { Edit(ground.range(node), $0) }
  }

  static let mixCurrencyUnit = MutationOperator(
    "mix-currency-unit", .domain, title: "mixes up units and hundredths",
    because: "amounts are wrong by a factor of a hundred",
    notWhen: "nothing there speaks of money", area: .money, at: [.binary],
    examples: [
      Example("py", "cents = price * 100\n", ["cents = price\n"]),
      Example("py", "percent = count * 100\n", []),
      Example("js", "const total = (a + b) / 100;", ["const total = (a + b);"]),
    ]
  ) { ground, node in
    let parts = ground.children(node)
    guard parts.count == 2, let factor = parts.first(where: { ground.isMoneyFactor($0) }),
      let amount = parts.first(where: { $0 != factor })
    else { return [] }
    return ground.replacing(node, by: amount).map { [$0] } ?? []
  }
}

extension Ground {
  /// Whether `node` is the 1 of a -1.
  fileprivate func isSentinel(_ node: NodeIndex) -> Bool {
    guard text(node) == "1", let parent = tree.parent(node), kind(parent) == .unary else {
      return false
    }
    return firstSymbol(parent) == .minus
  }

  /// Whether `node` is the text of a decimal number that a call makes.
  fileprivate func isDecimalText(_ node: NodeIndex) -> Bool {
    guard let list = tree.parent(node), kind(list) == .arguments, let call = tree.parent(list),
      kind(call) == .call
    else { return false }
    return rules.decimalCalls.contains(calleeName(call))
  }

  /// Whether `node` is a factor of 100 by which money is converted.
  func isMoneyFactor(_ node: NodeIndex) -> Bool {
    guard kind(node) == .number, ["100", "100.0"].contains(text(node)),
      let product = tree.parent(node), kind(product) == .binary,
      [.star, .slash, .doubleSlash].contains(tree.operatorSymbol(product))
    else { return false }
    var evidence = words(in: statements[node.int], limit: 60)
    if let function = function(around: node) { evidence += Words.split(names[function] ?? "") }
    return evidence.contains { DomainWords.money.contains(Words.singular($0)) }
  }
}
