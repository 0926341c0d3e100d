/// How a language chooses at run time between a program and its mutants.
package struct Guards: Sendable {
  /// How a mutated value and the original one are joined.
  package enum Choice: Sendable {
    /// The texts before the guard, the mutated value and the original one, and after all.
    case value(String, String, String, String)
    /// Only truths can be chosen between, by connectors.
    case truth
  }

  /// What becomes of a line break when lines are joined.
  package enum LineBreak: Sendable {
    case isBlank
    /// It ends a statement when another one of the same list follows.
    case separatesStatements
    /// It ends a statement after names, literals, closing brackets and some words.
    case endsStatements(afterWords: Set<String>)
  }

  /// The call that asks for the mutant with a number: the text before and after the number.
  package var call: (String, String)
  /// The call that asks whether none of some mutants is chosen or looked for: the texts before the
  /// first number, between the two and after the last, both included; nil where bodies are never
  /// written twice.
  package var none: (String, String, String)?
  package var choice: Choice
  package var lineBreak: LineBreak
  /// Whether a statement by itself is guarded rather than a value in it.
  package var prefersStatements: Bool
  /// The words that begin statements which mean something else inside a block of their own.
  package var bound: Set<String>
  /// The words that begin the parts of blocks which hold no statements, such as `get`.
  package var parts: Set<String>
  /// The functions in which a statement that is left out keeps the file from compiling.
  package var initializers: Set<String>
  /// The words in a function's head that keep its body from being written twice, such as `some`.
  package var untwinned: Set<String>
  /// The beginnings of words that must stand on a line of their own, such as `#if`.
  package var wholeLines: [String]
  /// How compilers are told that a mutant's text begins, and where the original goes on; nil where
  /// that cannot be said.
  package var positions: Positions?

  /// Texts that set the position from which compilers count.
  package struct Positions: Sendable {
    package var mutant: @Sendable (_ number: Int) -> String
    /// Line and column in bytes count from 1.
    package var original: @Sendable (_ path: String, _ line: Int, _ column: Int) -> String

    package init(
      mutant: @escaping @Sendable (_ number: Int) -> String,
      original: @escaping @Sendable (_ path: String, _ line: Int, _ column: Int) -> String
    ) {
      self.mutant = mutant
      self.original = original
    }
  }

  package init(
    call: (String, String), none: (String, String, String)? = nil, choice: Choice,
    lineBreak: LineBreak, prefersStatements: Bool = false, bound: Set<String> = [],
    parts: Set<String> = [], initializers: Set<String> = [], untwinned: Set<String> = [],
    wholeLines: [String] = [], positions: Positions? = nil
  ) {
    self.call = call
    self.none = none
    self.choice = choice
    self.lineBreak = lineBreak
    self.prefersStatements = prefersStatements
    self.bound = bound
    self.parts = parts
    self.initializers = initializers
    self.untwinned = untwinned
    self.wholeLines = wholeLines
    self.positions = positions
  }

  /// The levels in the order in which they are tried.
  var levels: [WeavingLevel] {
    prefersStatements ? [.statement, .value, .block] : [.value, .statement, .block]
  }

  func asks(_ number: Int) -> String { call.0 + String(number) + call.1 }

  func asksForNone(of numbers: ClosedRange<Int>) -> String? {
    none.map { "\($0.0)\(numbers.lowerBound)\($0.1)\(numbers.upperBound)\($0.2)" }
  }
}
