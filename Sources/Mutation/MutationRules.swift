package import Syntax
package import Text

/// What a language tells the mutation engine; filled in by its `Spelling.swift`.
package struct MutationRules: Sendable {
  /// The literals that stand for nothing, truth and emptiness.
  package struct Literals: Sendable {
    package var truth: String
    package var falsehood: String
    package var null: String
    /// Other spellings of nothing, such as `undefined`.
    package var nulls: [String]
    package var zero = "0"
    package var emptyText = "\"\""
    package var emptyList = "[]"
    package var emptyMap = "{}"
    /// What a loop goes through instead of `$0` when it shall not run; nil for an empty list.
    package var emptied: String?

    package init(truth: String, falsehood: String, null: String, nulls: [String] = []) {
      self.truth = truth
      self.falsehood = falsehood
      self.null = null
      self.nulls = nulls
    }
  }

  /// How statements are written and taken away.
  package struct Statements: Sendable {
    /// A statement that does nothing.
    package var empty: String
    /// What ends a simple statement.
    package var terminator: String
    /// What stands before and after the statements of a block.
    package var open: String
    package var close: String
    /// The statements of a generator that yields nothing.
    package var emptyGenerator: String
    /// The keyword that raises.
    package var raise: String
    /// What begins a comment that ends with its line.
    package var lineComment: String
    /// A handler's filter that catches nothing; nil where handlers have none.
    package var catchNothing: String?
    /// Whether an expression statement without `terminator` is the value of its block.
    package var endBlocksWithValues = false
    /// What a failure that is not handed on is written as; `$0` stands for what may fail.
    package var discard: String?
    /// The header of a block that always runs once, such as `if True`.
    package var plainScope: String?

    package init(
      empty: String, terminator: String, open: String, close: String, emptyGenerator: String,
      raise: String, lineComment: String, catchNothing: String? = nil, plainScope: String? = nil
    ) {
      self.empty = empty
      self.terminator = terminator
      self.open = open
      self.close = close
      self.emptyGenerator = emptyGenerator
      self.raise = raise
      self.lineComment = lineComment
      self.catchNothing = catchNothing
      self.plainScope = plainScope
    }
  }

  /// One row of calls that are easily confused or forgotten.
  ///
  /// `from` is a plain callee (`any`), a dotted one (`Math.floor`) or a method of anything
  /// (`.some`). `to` is written the same way, or is a template in which `$0` stands for the
  /// receiver and `$1` for the first argument.
  package struct CallSwap: Sendable {
    package var operatorID: String
    package var from: String
    package var to: String

    package init(_ operatorID: String, _ from: String, _ to: String) {
      self.operatorID = operatorID
      self.from = from
      self.to = to
    }
  }

  /// One row of noise: the names by which a rule knows it.
  package struct NoiseNames: Sendable {
    /// The rule's name, such as `logging`.
    package var rule: String
    /// Callees: plain (`print`), dotted (`console.log`), methods (`.debug`) or everything below a
    /// receiver (`logger.`).
    package var callees: [String]
    /// Functions whose bodies are noise.
    package var functions: [String]

    package init(_ rule: String, callees: [String] = [], functions: [String] = []) {
      self.rule = rule
      self.callees = callees
      self.functions = functions
    }
  }

  /// What a function says that it gives back.
  package enum DeclaredResult: Sendable, Equatable {
    case nothing, unknown
    /// Values that have its type, likeliest first; empty when none can be written.
    case values([String])
  }

  /// How a marker that tells "here the program came" is written.
  package struct Reach: Sendable {
    /// The call's text before and after the number of its site.
    package var call: (String, String)
    /// What joins the call and an expression whose value is kept.
    package var join: String
    /// Whether a marker may stand before any statement, not only before simple ones.
    package var standsAnywhere: Bool
    /// The text before and after an expression that is marked by a block; nil where `join` serves.
    package var block: (String, String)?
    /// Whether a marker stands only where the body of a function begins, since it might change the
    /// type of whatever else it joins.
    package var onlyInBodies = false
    /// What else changes in a woven file, such as attributes that forbid a marker.
    package var changes: @Sendable (SyntaxTree) -> [Edit] = { _ in [] }
    /// Parts of attributes that no marker may stand behind.
    package var forbidding: Set<String> = []

    package init(call: (String, String), join: String, standsAnywhere: Bool) {
      self.call = call
      self.join = join
      self.standsAnywhere = standsAnywhere
    }
  }

  package var literals: Literals
  package var statements: Statements
  package var reach: Reach
  /// How all mutants of a file are compiled in at once; nil where that is not known.
  package var guards: Guards?
  package var and: Symbol
  package var or: Symbol
  /// What stands before an operand to negate it, such as `not ` with its blank.
  package var not: String
  /// The body's default by a word of the declared result type; several are all tried.
  package var typeDefaults: [String: [String]]
  /// The values that a changed function may return, by the text of its declared result type; set in
  /// languages that refuse any other value.
  package var resultDefaults: (@Sendable (_ type: String) -> [String])?
  /// The postfix operator that hands a failure on, such as `?`.
  package var propagation: Symbol = .none
  /// Words of types that only wrap the type that counts, such as `Promise`.
  package var typeWrappers: Set<String>
  /// Reads the declared result of a function; nil in languages where any value may be returned.
  package var declaredResult: (@Sendable (SyntaxTree, NodeIndex) -> DeclaredResult)?
  /// Whether the only expression of a body is its result.
  package var impliesResults = false
  /// What stands for `?.` when the value is expected to be there.
  package var certainMember = "."
  /// Whether a default may not be left away, since what may be missing has another type.
  package var needsDefaults = false
  /// Whether the members of an enumeration may be functions.
  package var enumsHoldLogic = false
  package var callSwaps: [CallSwap] = []
  /// Names that stand for each other's opposite, such as `ROUND_UP` and `ROUND_DOWN`.
  package var nameSwaps: [CallSwap] = []
  /// Named arguments that are easily confused, such as `days` and `hours`.
  package var argumentSwaps: [CallSwap] = []
  package var noise: [NoiseNames] = []
  /// Functions that make objects; what they return is fixed by the language.
  package var constructors: Set<String> = []
  /// Methods whose two-argument form has a default, such as `.get`.
  package var defaultingMethods: Set<String> = []
  /// Methods and functions that select rows by their arguments or by an object.
  package var queryMethods: Set<String> = []
  /// The key of an object whose pairs select rows, such as `where`.
  package var queryKeys: Set<String> = []
  /// Functions that count up to a bound, such as `range`; the bound's place is the last of one or
  /// two arguments.
  package var countingCalls: Set<String> = []
  /// Functions that make exact decimals from text.
  package var decimalCalls: Set<String> = []
  /// Calls after which handlers run in order, such as `app.get(path, check, handler)`.
  package var routeMethods: Set<String> = []
  /// Calls whose arguments are radixes, formats and the like.
  package var radixCalls: Set<String> = []
  /// Conditions, as written without blanks, of branches that are no logic.
  package var passiveConditions: Set<String> = []
  /// Targets of assignments that are no logic, such as `__all__`.
  package var passiveTargets: Set<String> = []
  /// Base types whose members are only names for values.
  package var enumerationBases: Set<String> = []
  /// Bodies, as written, that only say that there is none.
  package var absentBodies: Set<String> = []
  /// Errors, by a word of their name, that mean "not written".
  package var absentErrors: Set<String> = []
  /// Whether a decorated node, a function or the file is never changed, such as test code.
  package var isPassive: @Sendable (SyntaxTree, NodeIndex) -> Bool = { _, _ in false }
  /// Where what is no longer used keeps a file from compiling: what a statement is put between so
  /// that it stays and never runs, and what a statement is put between so that it always runs before
  /// the one that follows.
  package var unreached: (never: (String, String), always: (String, String))?
  /// The values that a function of declared results may plausibly give instead, empty when it gives
  /// none; nil where types do not say.
  package var results: @Sendable (SyntaxTree, NodeIndex) -> [String]? = { _, _ in nil }
  /// Whether the connectors join nothing but truth values.
  package var connectsTruths = false
  /// Whether a plain assignment changes what exists, and never makes a name.
  package var assignsOnlyToNamed = false
  /// Whether errors are returned like values, so that a guard speaks by what it returns.
  package var returnsErrors = false
  /// Whether two plain arguments can stand for each other without being refused; nil for always.
  package var mayExchange: (@Sendable (SyntaxTree, NodeIndex, NodeIndex) -> Bool)?
  /// Names that hold text wherever they stand in a file, by their declared types.
  package var textNames: @Sendable (SyntaxTree) -> Set<String> = { _ in [] }
  /// Calls whose results are text.
  package var textCalls: Set<String> = []
  /// What is written into generated files near their top, in lower case.
  package var generatedMarks: [String] = [
    "@generated", "do not edit", "generated by", "auto-generated", "autogenerated",
  ]

  package init(
    literals: Literals, statements: Statements, reach: Reach, and: Symbol, or: Symbol, not: String,
    typeDefaults: [String: [String]], typeWrappers: Set<String>
  ) {
    self.literals = literals
    self.statements = statements
    self.reach = reach
    self.and = and
    self.or = or
    self.not = not
    self.typeDefaults = typeDefaults
    self.typeWrappers = typeWrappers
  }
}
