/// How one language's operators bind, as data; turned into arrays indexed by symbol, made once.
public final class ExpressionRules: Sendable {
  public struct Row: Sendable {
    public enum Form: Sendable { case left, right, assignment }
    public var form: Form
    public var symbols: [Symbol]
    public init(_ form: Form, _ symbols: [Symbol]) {
      self.form = form
      self.symbols = symbols
    }
  }

  /// How the language writes its conditional operator.
  public enum Conditional: Sendable { case none, question, ifElse }

  public struct Infix: Sendable {
    /// Zero when the symbol is no infix operator; otherwise ten times its row, from loosest.
    public var power: UInt8 = 0
    public var isRight = false
    public var kind: NodeKind = .binary
    /// A second word that belongs to the operator when it follows, as in `not in`.
    public var second: Symbol = .none
    /// Whether the second word must follow for the operator to be infix at all.
    public var needsSecond = false
  }

  public let infix: [Infix]
  public let isPrefix: [Bool]
  public let isPostfix: [Bool]
  public let isMember: [Bool]
  /// Symbols at which `Grammar.suffix` is asked.
  public let asksSuffix: [Bool]
  /// Symbols that may continue an expression on a new line although lines end expressions.
  public let leads: [Bool]
  public let linesEndExpressions: Bool
  public let conditional: Conditional
  public let conditionalPower: UInt8
  /// The power with which a prefix operator reads its operand.
  public let prefixPower: UInt8

  /// Makes the arrays; `rows` go from loosest to tightest, the first has power 10, each further
  /// one 10 more; `pairs` are operators of two words and whether the second must follow.
  public init(
    prefix: [Symbol], postfix: [Symbol] = [], rows: [Row], member: [Symbol] = [.dot],
    suffix: [Symbol] = [], leads: [Symbol] = [], linesEndExpressions: Bool,
    conditional: Conditional = .none, conditionalPower: UInt8 = 0, prefixPower: UInt8,
    pairs: [(Symbol, Symbol, Bool)] = []
  ) {
    func flags(_ symbols: [Symbol]) -> [Bool] {
      var result = [Bool](repeating: false, count: Symbol.allCases.count)
      for symbol in symbols { result[Int(symbol.rawValue)] = true }
      return result
    }
    var infix = [Infix](repeating: Infix(), count: Symbol.allCases.count)
    for (index, row) in rows.enumerated() {
      for symbol in row.symbols {
        infix[Int(symbol.rawValue)] = Infix(
          power: UInt8((index + 1) * 10), isRight: row.form != .left,
          kind: row.form == .assignment ? .assignment : .binary)
      }
    }
    for (first, second, needs) in pairs {
      infix[Int(first.rawValue)].second = second
      infix[Int(first.rawValue)].needsSecond = needs
    }
    self.infix = infix
    isPrefix = flags(prefix)
    isPostfix = flags(postfix)
    isMember = flags(member)
    asksSuffix = flags(suffix)
    self.leads = flags(leads)
    self.linesEndExpressions = linesEndExpressions
    self.conditional = conditional
    self.conditionalPower = conditionalPower
    self.prefixPower = prefixPower
  }
}

/// All that the expression engine asks of one symbol, in one place of memory.
struct SymbolRow: Sendable {
  struct Roles: OptionSet, Sendable {
    let rawValue: UInt8
    static let prefix = Roles(rawValue: 1)
    static let postfix = Roles(rawValue: 2)
    static let member = Roles(rawValue: 4)
    static let asksSuffix = Roles(rawValue: 8)
    static let leads = Roles(rawValue: 16)
    static let operand = Roles(rawValue: 32)
    static let asksOperandAfterName = Roles(rawValue: 64)
  }

  var infix: ExpressionRules.Infix
  var roles: Roles

  init(_ symbol: Int, _ rules: ExpressionRules, _ tables: LexicalTables, asksAfterName: Bool) {
    infix = rules.infix[symbol]
    roles = []
    let named: [(Bool, Roles)] = [
      (rules.isPrefix[symbol], .prefix), (rules.isPostfix[symbol], .postfix),
      (rules.isMember[symbol], .member), (rules.asksSuffix[symbol], .asksSuffix),
      (rules.leads[symbol], .leads), (tables.isOperandKeyword[symbol], .operand),
      (asksAfterName, .asksOperandAfterName),
    ]
    for (holds, role) in named where holds { roles.insert(role) }
  }
}

/// How one language is read: tables for what is regular, functions for what is not.
public struct Grammar: Sendable {
  public let tables: LexicalTables
  public let expressions: ExpressionRules
  /// Reads one statement or declaration; may read nothing, which becomes an `unknown` node.
  public let statement: @Sendable (inout Parser) -> Void
  /// Reads an operand that only this language has; answers whether it did.
  ///
  /// It is asked first for every token but plain names, numbers and regular expressions.
  public let operand: @Sendable (inout Parser) -> Bool
  /// Reads a suffix that only this language has, such as a trailing block, onto the operand since
  /// the mark; a suffix that binds more loosely than the given power must be left alone.
  public let suffix: @Sendable (inout Parser, Parser.Mark, UInt8) -> Bool
  /// Whether the infix operator here must not continue the expression.
  public let refuses: @Sendable (borrowing Parser, Symbol) -> Bool
  /// Reads one element between the brackets of a call or index.
  public let argument: @Sendable (inout Parser) -> Void
  /// One row for each symbol.
  let rows: [SymbolRow]

  /// Makes the tables; `asksOperandAfterName` holds symbols that, right after a plain name, make
  /// `operand` be asked (`=>` in JavaScript).
  public init(
    lexical: LexicalRules, expressions: ExpressionRules,
    statement: @escaping @Sendable (inout Parser) -> Void,
    operand: @escaping @Sendable (inout Parser) -> Bool,
    suffix: @escaping @Sendable (inout Parser, Parser.Mark, UInt8) -> Bool = { _, _, _ in false },
    refuses: @escaping @Sendable (borrowing Parser, Symbol) -> Bool = { _, _ in false },
    argument: @escaping @Sendable (inout Parser) -> Void,
    asksOperandAfterName: [Symbol] = []
  ) {
    tables = LexicalTables(lexical)
    self.expressions = expressions
    self.statement = statement
    self.operand = operand
    self.suffix = suffix
    self.refuses = refuses
    self.argument = argument
    let tables = tables
    rows = Symbol.allCases.map { symbol in
      SymbolRow(
        Int(symbol.rawValue), expressions, tables,
        asksAfterName: asksOperandAfterName.contains(symbol))
    }
  }
}
