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
  case dotDot, dotDotEqual, halfOpenRange, patternMatch, wrappingPlus, wrappingMinus, wrappingStar
  case wrappingPlusAssign, wrappingMinusAssign, wrappingStarAssign
  case wrappingShiftLeft, wrappingShiftRight
  /// An operator that a program declares itself.
  case customOperator
  // Words, in alphabetical order. Python's capital words end in `Word`.
  case abstract, accessor, actor, and, any, `as`, assert, asserts, `associatedtype`, async, auto
  case await, box, `break`, `case`, `catch`, chan, `class`, const, constructor, consume
  case `continue`, copy, crate, debugger, declare, def, `default`, `defer`, `deinit`, del
  case delete, discard, `do`, dyn, each, elif, `else`, `enum`, except, export, extends
  case `extension`, extern, `fallthrough`, `false`, falseWord, `fileprivate`, finally, fn, `for`
  case from, `func`, function, get, global, go, goto, `guard`, `if`, impl, implements, `import`
  case `in`, infer, `init`, `inout`, instanceof, interface, `internal`, `is`, keyof, lambda
  case `let`, loop, macro, macroRules, map, match, mod, module, move, mut, namespace, new, `nil`
  case noneWord, nonlocal, not, null, of, `operator`, or, out, override, package, pass
  case `precedencegroup`, `private`, `protected`, `protocol`, pub, `public`, raise, range, raw
  case readonly, ref, `repeat`, require, `rethrows`, `return`, safe, satisfies, select
  case selfType, selfWord, set, some, `static`, `struct`, `subscript`, `super`, `switch`, this
  case `throw`, `throws`, trait, `true`, trueWord, `try`, type, `typealias`, typeof, undefined
  case union, unique, unsafe, use, using, `var`, void, `where`, `while`, with, yield

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
    (.halfOpenRange, "..<"), (.patternMatch, "~="),
    (.wrappingPlus, "&+"), (.wrappingMinus, "&-"), (.wrappingStar, "&*"),
    (.wrappingPlusAssign, "&+="), (.wrappingMinusAssign, "&-="), (.wrappingStarAssign, "&*="),
    (.wrappingShiftLeft, "&<<"), (.wrappingShiftRight, "&>>"),
    (.dotDot, ".."), (.dotDotEqual, "..="),
  ]

  /// The spelling of words whose case name differs from it.
  private static let capitals: [Symbol: String] = [
    .falseWord: "False", .trueWord: "True", .noneWord: "None", .selfWord: "self",
    .selfType: "Self", .macroRules: "macro_rules",
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
