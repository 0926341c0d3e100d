package import Syntax

/// What a fixed word is worth.
package enum Constant: Sendable, Hashable {
  case truth, falsehood, null, undefined, other
}

/// What an infix operator claims of its operands.
package struct OperatorRow: Sendable {
  package var form: Form
  package var isNegated: Bool
  /// Whether the right operand is the subject, as in `x in y`.
  package var isReversed: Bool
  package init(_ form: Form, not isNegated: Bool = false, reversed: Bool = false) {
    self.form = form
    self.isNegated = isNegated
    isReversed = reversed
  }

  /// The six comparisons that every language writes alike.
  package static let comparisons: [Symbol: OperatorRow] = [
    .equalEqual: OperatorRow(.equal), .bangEqual: OperatorRow(.equal, not: true),
    .less: OperatorRow(.less), .lessEqual: OperatorRow(.lessEqual),
    .greater: OperatorRow(.greater), .greaterEqual: OperatorRow(.greaterEqual),
  ]
}

/// One name that a file takes from elsewhere.
package struct Import: Sendable {
  /// The name in this file; empty for everything (`*`).
  package let local: String
  package let module: String
  /// The name in the module; nil for the module itself.
  package let member: String?
  /// The module up to its first dot or slash.
  package let top: String
  package init(local: String, module: String, member: String?) {
    self.local = local
    self.module = module
    self.member = member
    top = String(Substring(module.utf8.prefix { $0 != 46 && $0 != 47 }))
  }
}

/// How a callback passed to a known function runs.
package enum CallbackUse: Sendable {
  /// Once, before the call returns.
  case inline
  /// Once per element of the receiver or first argument.
  case loop
}

/// How a project's own settings name its tests; empty lists mean the language's conventions.
package struct TestNames: Sendable {
  /// Globs of test files.
  package var files: [String] = []
  /// Prefixes or globs of classes and functions that runners collect.
  package var types: [String] = []
  package var functions: [String] = []
  package init(files: [String] = [], types: [String] = [], functions: [String] = []) {
    self.files = files
    self.types = types
    self.functions = functions
  }
}

/// What a language tells the static half; filled in by its `Frameworks.swift`.
package struct SuiteRules: Sendable {
  /// The language's identifier, such as `python`, also in the catalog.
  package var language = ""

  // MARK: Files

  /// Whether a path is a test file by convention; the patterns come from the project's settings.
  package var isTestPath: @Sendable (_ path: String, _ patterns: [String]) -> Bool = { _, _ in
    false
  }
  /// Whether a test file of that path never holds the code that it tests.
  package var keepsTestsApart: @Sendable (_ path: String) -> Bool = { _ in false }
  /// Whether a path lies among tests without being one, so that its functions may be helpers.
  package var isSupportPath: @Sendable (_ path: String) -> Bool = { _ in false }
  /// Whether a path lies in the test tree: a test file or what supports one.
  package func isInTests(_ path: String, _ patterns: [String]) -> Bool {
    isTestPath(path, patterns) || isSupportPath(path)
  }
  /// Module names, or their beginnings, each with the framework that it tells of.
  package var frameworks: [(module: String, name: String)] = []

  // MARK: Structure

  /// The nodes at which `imports` is asked.
  package var importKinds: NodeKinds = [.import]
  package var imports: @Sendable (SyntaxTree, NodeIndex) -> [Import] = { _, _ in [] }
  /// Where a module could lie, as paths from the root, likeliest first.
  package var modulePaths: @Sendable (_ module: String, _ importer: String) -> [String] = {
    _, _ in []
  }
  /// The test cases of a file, in source order.
  package var cases: @Sendable (SuiteOutline) -> [CaseOutline] = { _ in [] }

  // MARK: Expressions

  package var calls = CallTable()
  package var chains: [ChainRules] = []
  /// Facets seen through a member (`x.length`, `r.status_code`).
  package var members: WordTable<Facet> = [:]
  /// Members that keep a facet that their object already is (`type(x).__name__`).
  package var throughMembers: WordTable<Facet> = [:]
  /// Members that are a status only beside a number.
  package var ambiguousStatus: WordSet = []
  /// Facets seen through a prefix operator (`typeof x`).
  package var prefixes: [Symbol: Facet] = [:]
  package var operators: [Symbol: OperatorRow] = [:]
  package var negation: Set<Symbol> = []
  /// `and`, `&&`; `or`, `||`.
  package var conjunction: Set<Symbol> = []
  package var disjunction: Set<Symbol> = []
  /// Whether `a < b < c` means both comparisons.
  package var chainsComparisons = false
  /// Whether no object is ever false in a condition.
  package var objectsAreTruthy = false
  package var constants: WordTable<Constant> = [:]
  /// Names of the object that a test method belongs to.
  package var receivers: WordSet = []
  /// Functions of the language itself: they depend on nothing but their arguments.
  package var builtins: WordSet = []
  /// Methods of the language's own values: texts, lists and maps.
  package var languageMethods: WordSet = []
  /// Small-letter names under which tests keep the class that they test.
  package var typeNames: WordSet = []
  /// Constructors and functions of the library that only make a value of what they are given, by
  /// their dotted names.
  package var pure: WordSet = []
  /// Modules of the library whose functions depend on nothing but their arguments.
  package var pureModules: WordSet = []
  /// Objects of the language itself whose methods depend on nothing but their arguments.
  package var globals: WordSet = []
  /// Built-in constructors that make an empty container when given nothing.
  package var containers: WordSet = []
  /// Functions that make a container of their arguments, such as `vec!`.
  package var displays: WordSet = []
  /// Functions that count from one number to another.
  package var counters: WordSet = []
  /// Methods that give as many elements as their receiver has.
  package var wholeViews: WordSet = []
  /// Top-level modules that are not the project's own code.
  package var libraries: WordSet = []
  /// Names that stand for any value at all.
  package var wildcards: WordSet = []
  /// Fixtures and functions that stand for what a recording holds.
  package var snapshots: WordSet = []
  /// Types that everything is an instance of.
  package var rootTypes: WordSet = []
  /// Error classes that nearly every error is one of.
  package var broadErrors: WordSet = []
  /// Error classes that a mistake in the test raises too.
  package var accidentalErrors: WordSet = []
  /// Handlers that also catch failed assertions.
  package var swallowingErrors: WordSet = []
  /// Functions that pass a caught error on to the runner.
  package var forwarders: WordSet = []
  /// Error classes that are failed assertions themselves.
  package var failureErrors: WordSet = []
  /// The argument names that narrow an expected error or give a tolerance.
  package var details: WordSet = []
  /// How functions run the callbacks that they are given.
  package var callbacks: WordTable<CallbackUse> = [:]
  /// Whether the result of this asserting expression is thrown away before it can fail.
  package var isUnawaited: @Sendable (SyntaxTree, NodeIndex) -> Bool = { _, _ in false }
  /// The last names of calls for which `irregular` is asked; nil for all calls.
  package var isIrregular: WordSet?
  /// Claims that no row can express; asked before the rows.
  package var irregular: @Sendable (Reader, Place) -> [Claim]? = { _, _ in nil }
  /// Reads a call or member that asserts, in languages whose chains have a grammar of their own;
  /// asked before everything else.
  package var reading: @Sendable (Reader, Place) -> Reading? = { _, _ in nil }
  /// A facet that no row can express.
  package var facet: @Sendable (Reader, Place) -> (facet: Facet, of: Place)? = { _, _ in nil }
  /// What a call or member claims when it is true, if no row can say so.
  package var condition: @Sendable (Reader, Place) -> Claim? = { _, _ in nil }
  /// What a comparison or a name claims when it is true, if operators and definitions cannot say so.
  package var test: @Sendable (Reader, Place) -> Claim? = { _, _ in nil }
  /// Whether a row that fits a call by name is meant; asked last.
  package var accepts: @Sendable (Reader, Place, CallRow) -> Bool = { _, _, _ in true }
  /// Whether a method called here may be a helper that is declared outside its type.
  package var callsHelper: @Sendable (Reader, Place) -> Bool = { _, _ in false }
  /// What a function literal takes from the reach of the assertions inside; nil for the default.
  package var callbackReach: @Sendable (Reader, Place) -> Reach? = { _, _ in nil }
  /// Whether a parameter stands for an error that was caught.
  package var bindsError: @Sendable (Reader, Place) -> Bool = { _, _ in false }
  /// Whether raising an error here fails the test; asked only for `failureErrors`.
  package var failsByRaising: @Sendable (Reader, Place) -> Bool = { _, _ in true }
  /// Whether tests are calls, so that assertions may stand anywhere in the file.
  package var hasLooseAssertions = false
  /// Whether only declarations bind names, and other assignments change them.
  package var declaresNames = false
  /// Whether a node, with all in it, is test code, in a language whose tests may stand in the file
  /// that they test; elsewhere in such a file nothing is read but imports.
  package var testCode: (@Sendable (SyntaxTree, NodeIndex) -> Bool)?
  /// Whether a type node is a module, whose names the functions inside see.
  package var isNamespace: @Sendable (SyntaxTree, NodeIndex) -> Bool = { _, _ in false }
  /// Prefix and postfix operators that hand their operand on, such as `&` and `?`.
  package var transparent: Set<Symbol> = []
  /// Whether the bare name of a member means the member, inside its type.
  package var seesMembers = false
  /// Whether labelled arguments keep their places, so that a row finds them by number too.
  package var labelsKeepPlaces = false
  /// Whether a module is named as the folder or file that holds it.
  package var modulesAreFolders = false
  /// Whether a failed assertion is an error that a handler around it may catch.
  package var failuresAreThrown = true
  /// Whether a cast only tells the compiler a type.
  package var castsKeepValues = false
  /// What stands before a name so that a call may change what it holds.
  package var mutableReference: String?
  /// The unit whose files see each other's functions without imports; nil when there is none.
  package var unit: @Sendable (_ path: String) -> String? = { _ in nil }
  /// Whether a function says that it gives a value; nil in languages where only `return` tells.
  package var givesValue: (@Sendable (SyntaxTree, NodeIndex) -> Bool)?
  /// Types whose objects may turn out not to be made, where `constructorsMayFail`.
  package var failableTypes: WordSet = []
  /// Whether a value that is kept is a copy.
  package var copiesValues = false
  /// Whether a type may say itself what a literal makes of it.
  package var literalsTakeTypes = false
  /// Functions that store an error under the name whose address they are given.
  package var storesErrors: WordSet = []
  /// Words behind a call that say what it will answer, such as `return_value`.
  package var stubbing: WordSet = []
  /// Functions that make a stand-in of the function literal that they are given.
  package var standIns: WordSet = []
  /// Whether a question for an element may be one for the key of a map.
  package var containsFindsKeys = true
  /// Whether making an object may give nothing.
  package var constructorsMayFail = false
  /// Names of parameters that no list declares, such as `$0`.
  package var implicitParameters: WordSet = []
  /// The name of a caught error that a handler does not name.
  package var implicitError: String?
  /// Operators that make ranges, with whether the upper bound belongs to it.
  package var ranges: [Symbol: Bool] = [:]
  /// Whether an object is made only by `new`.
  package var constructsByKeyword = false
  /// How the names of functions begin that only make an object, where no keyword does.
  package var constructorPrefixes: [String] = []
  /// Whether every condition is true or false, so that none is about emptiness.
  package var conditionsAreBoolean = false
  /// Whether the first of several results is the value and the others tell whether there is one.
  package var returnsTuples = false
  /// Whether a local of that name holds an error that a call returned.
  package var namesError: @Sendable (String) -> Bool = { _ in false }
  /// The words for types of which judging needs to know where they are declared.
  package var declared: [String: Declared] = [:]
  /// What a source file declares that is written like a call and computes nothing.
  package var wrappers: @Sendable (SyntaxTree) -> Set<String> = { _ in [] }
  /// What types of libraries derive from, where extensions of that type are common.
  package var libraryParents: [String: String] = [:]
  /// Functions that replace a module as a whole for all tests of their file, such as `jest.mock`.
  package var replacesModules: WordSet = []
  /// Whether the fields that a literal of a type leaves out are zero.
  package var literalsHoldZeros = false
  /// Whether to assign to a field runs no code.
  package var fieldsArePlain = false
  /// Methods that run what they are given only where there is no value, such as `unwrap_or_else`.
  package var fallbacks: WordSet = []
  /// Whether names without quotes are the keys of displays, as in `{ active: value }`.
  package var displaysNames = false
  /// What the files that see each other's functions without imports have in common; nil for none.
  package var namespace: @Sendable (_ path: String) -> String? = { _ in nil }

  package init() {}
}
