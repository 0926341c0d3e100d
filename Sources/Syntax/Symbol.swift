/// A fixed word or operator of some language, resolved once while lexing.
///
/// One list serves every language; a language's `LexicalRules` say which of them it knows. Keyword
/// cases carry their spelling as their name; operators are spelled in `operators`.
public enum Symbol: UInt16, Sendable, CaseIterable {
  case none = 0
  // Brackets and separators.
  case leftRound, rightRound, leftSquare, rightSquare, leftCurly, rightCurly
  case comma, semicolon, colon, dot, at, hash, question, backquote, backslash
  case ellipsis, arrow, fatArrow, doubleColon, questionDot
  // Operators.
  case plus, minus, star, slash, percent, doubleStar, doubleSlash
  case less, greater, lessEqual, greaterEqual, equalEqual, bangEqual
  case tripleEqual, bangTripleEqual
  case bang, tilde, ampersand, bar, caret, shiftLeft, shiftRight, shiftRightUnsigned
  case andAnd, orOr, doubleQuestion, plusPlus, minusMinus
  case assign, walrus
  case plusAssign, minusAssign, starAssign, slashAssign, percentAssign, doubleStarAssign
  case doubleSlashAssign, atAssign, andAssign, orAssign, caretAssign
  case shiftLeftAssign, shiftRightAssign, shiftRightUnsignedAssign
  case andAndAssign, orOrAssign, doubleQuestionAssign
  case halfOpenRange, patternMatch, wrappingPlus, wrappingMinus, wrappingStar
  case wrappingPlusAssign, wrappingMinusAssign, wrappingStarAssign
  case wrappingShiftLeft, wrappingShiftRight
  /// An operator that a program declares itself.
  case customOperator
  // Words, in alphabetical order. Python's capital words end in `Word`.
  case abstract, accessor, actor, any, `as`, assert, asserts, `associatedtype`, async, await
  case `break`, `case`, `catch`, `class`, const, constructor, consume, `continue`, copy, debugger
  case declare, def, `default`, `defer`, `deinit`, del, delete, discard, `do`, each, elif, `else`
  case `enum`, except, export, extends, `extension`, `fallthrough`, falseWord, `false`
  case `fileprivate`, finally, `for`, from, `func`, function, get, global, `guard`, `if`, implements
  case `import`, `in`, infer, `init`, `inout`, instanceof, interface, `internal`, `is`, keyof,
    lambda
  case `let`, macro, match, module, namespace, new, `nil`, noneWord, nonlocal, not, null, of
  case `operator`, or, and, out, override, package, pass, `precedencegroup`, `private`, `protected`
  case `protocol`, `public`, raise, readonly, `repeat`, require, `rethrows`, `return`, satisfies
  case `self`, set, some, `static`, `struct`, `subscript`, `super`, `switch`, this, `throw`
  case `throws`, trueWord, `true`, `try`, type, `typealias`, typeof, undefined, unique, unsafe
  case using, `var`, void, `where`, `while`, with, yield

  /// The spelling of every operator and bracket, longest first among those that share a prefix.
  public static let operators: [(Symbol, String)] = [
    (.leftRound, "("), (.rightRound, ")"), (.leftSquare, "["), (.rightSquare, "]"),
    (.leftCurly, "{"), (.rightCurly, "}"), (.comma, ","), (.semicolon, ";"), (.colon, ":"),
    (.dot, "."), (.at, "@"), (.hash, "#"), (.question, "?"), (.backquote, "`"),
    (.backslash, "\\"), (.ellipsis, "..."), (.arrow, "->"), (.fatArrow, "=>"),
    (.doubleColon, "::"), (.questionDot, "?."), (.plus, "+"), (.minus, "-"), (.star, "*"),
    (.slash, "/"), (.percent, "%"), (.doubleStar, "**"), (.doubleSlash, "//"), (.less, "<"),
    (.greater, ">"), (.lessEqual, "<="), (.greaterEqual, ">="), (.equalEqual, "=="),
    (.bangEqual, "!="), (.tripleEqual, "==="), (.bangTripleEqual, "!=="), (.bang, "!"),
    (.tilde, "~"), (.ampersand, "&"), (.bar, "|"), (.caret, "^"), (.shiftLeft, "<<"),
    (.shiftRight, ">>"), (.shiftRightUnsigned, ">>>"), (.andAnd, "&&"), (.orOr, "||"),
    (.doubleQuestion, "??"), (.plusPlus, "++"), (.minusMinus, "--"), (.assign, "="),
    (.walrus, ":="), (.plusAssign, "+="), (.minusAssign, "-="), (.starAssign, "*="),
    (.slashAssign, "/="), (.percentAssign, "%="), (.doubleStarAssign, "**="),
    (.doubleSlashAssign, "//="), (.atAssign, "@="), (.andAssign, "&="), (.orAssign, "|="),
    (.caretAssign, "^="), (.shiftLeftAssign, "<<="), (.shiftRightAssign, ">>="),
    (.shiftRightUnsignedAssign, ">>>="), (.andAndAssign, "&&="), (.orOrAssign, "||="),
    (.doubleQuestionAssign, "??="), (.halfOpenRange, "..<"), (.patternMatch, "~="),
    (.wrappingPlus, "&+"), (.wrappingMinus, "&-"), (.wrappingStar, "&*"),
    (.wrappingPlusAssign, "&+="), (.wrappingMinusAssign, "&-="), (.wrappingStarAssign, "&*="),
    (.wrappingShiftLeft, "&<<"), (.wrappingShiftRight, "&>>"),
  ]

  /// The spelling of words whose case name differs from it.
  private static let capitals: [Symbol: String] = [
    .falseWord: "False", .trueWord: "True", .noneWord: "None",
  ]

  /// The source text of this symbol; empty for `none`.
  public var spelling: String { Symbol.spellings[Int(rawValue)] }

  private static let spellings: [String] = {
    let operators = Dictionary(uniqueKeysWithValues: Symbol.operators)
    return allCases.map { symbol in
      symbol == .none ? "" : operators[symbol] ?? capitals[symbol] ?? String(describing: symbol)
    }
  }()

  /// The symbol spelled `text`, or nil.
  public static func spelled(_ text: some StringProtocol) -> Symbol? { bySpelling[String(text)] }

  private static let bySpelling: [String: Symbol] = Dictionary(
    uniqueKeysWithValues: allCases.dropFirst().map { ($0.spelling, $0) })
}
