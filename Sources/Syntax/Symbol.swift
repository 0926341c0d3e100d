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
  case leftArrow, andNot, andNotAssign
  case andAndAssign, orOrAssign, doubleQuestionAssign
  // Words, in alphabetical order. Python's capital words end in `Word`.
  case abstract, accessor, any, `as`, assert, asserts, async, await, `break`, `case`, `catch`
  case chan, `class`, const, constructor, `continue`, debugger, declare, def, `default`, `defer`
  case del, delete, `do`, elif, `else`, `enum`, except, export, extends, `fallthrough`, falseWord
  case `false`, finally, `for`, from, `func`, function, get, global, go, goto, `if`, implements
  case `import`, `in`, infer, instanceof, interface, `is`, keyof, lambda, `let`, map, match, module
  case namespace, new, noneWord, nonlocal, not, null, of, or, and, out, override, package, pass,
    `private`, `protected`, `public`
  case raise, range, readonly, require, `return`, satisfies, select, set, `static`, `struct`
  case `super`, `switch`, this, `throw`, trueWord, `true`, `try`, type, typeof, undefined, unique,
    using, `var`, void
  case `while`, with, yield

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
    (.doubleQuestionAssign, "??="), (.leftArrow, "<-"), (.andNot, "&^"), (.andNotAssign, "&^="),
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
