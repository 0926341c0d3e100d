/// The class of a node.
///
/// One vocabulary serves every language.
/// The comments give the children in order: `?` may be absent, `*` any number. Types (annotations
/// of static types) are skipped like blanks unless a language evaluates them. Brackets belong to
/// the node that they delimit. Detail stays in the tokens: which operator, which keyword.
public enum NodeKind: UInt8, Sendable, CaseIterable {
  /// statement*
  case file
  /// statement*, inside braces or one indented suite; a lone statement after `if (x)` has no block.
  case block
  /// A named or anonymous function, method, getter, constructor: name?, list? of type parameters,
  /// parameters, typing?, (block | expression)?. The name of a method may be a `text`, `number` or
  /// computed `index`. `async` belongs to it, decorators do not.
  case function
  /// parameters?, (expression | block)
  case lambda
  /// A class, interface, enum or namespace: name?, list? of type parameters, arguments?, block?. The
  /// `arguments` hold the bases; in JavaScript they begin with the word `extends`. An interface has
  /// no block. The block of an enum holds a `declaration` for each member.
  case type
  /// parameter*
  case parameters
  /// pattern or name, typing?, default expression?; `*` and `**` are tokens, and a `*` or `/` that
  /// stands alone makes no node
  case parameter
  /// Decorators before what they decorate: annotation+, (function | type | declaration | export)
  case decorated
  /// One decorator: expression
  case annotation
  /// A static type that the language evaluates and the parser reads: expression
  case typing
  /// One identifier, or a keyword that is an operand (`this`, `None`, `true`); no children
  case name
  case number
  /// A string literal, f-string or template, with every adjacent part: the interpolated expressions,
  /// also those inside format specifiers
  case text
  case regex
  /// A markup element: (name or member)?, (pair | spread)*, (text | markup | expression | spread)*.
  /// An attribute is a `pair`; a `{ }` adds no node and holds the expression. A fragment has no
  /// name; the closing tag has no nodes.
  case markup
  /// A list or set display: expression*
  case list
  /// A dictionary or object display: (pair | spread | function | expression)*; in a pattern also
  /// `assignment` for the shorthand with a default, `{ a = 1 }`
  case map
  /// key, value?; `value` is absent in the shorthand `{ a }`. A computed key, of a method too, is an
  /// `index` whose only child is the expression
  case pair
  /// Round brackets: expression*; several expressions or a trailing comma make a tuple
  case group
  /// Expressions joined by commas without brackets: expression, expression*
  case sequence
  /// A comprehension or generator, inside its brackets: (expression | pair), generator+
  case comprehension
  /// One `for` clause of a comprehension: pattern, expression, condition*
  case generator
  /// callee, (arguments | text for a tagged template)?; `new` and macro calls too, `new X` without
  /// arguments. `import(x)` has the callee `import`
  case call
  /// (expression | argument | spread | comprehension)*
  case arguments
  /// A named argument: name, expression
  case argument
  /// object, name; `import.meta` and `new.target` too
  case member
  /// object, arguments
  case index
  /// A slice inside square brackets: expression*, the colons are tokens
  case slice
  /// A prefix or postfix operator, `not`, `await`, `typeof`, `yield`, `del`: expression?
  case unary
  /// left, right; the operator is the token at `left.end` and, when of two words, the one after it
  case binary
  /// target+, typing?, value; `=`, `+=` and `:=` alike; without a value only in declarations. As a
  /// statement of its own it is the child of a `statement`. A target that takes apart is a `pattern`.
  case assignment
  /// Exactly one child is a `condition`; of the others the first is taken when it holds
  case conditional
  /// `*x`, `**x`, `...x`: expression
  case spread
  /// An expression seen through a static cast, `x as T`, `x!`: expression
  case cast
  /// An expression or assignment statement: expression+
  case statement
  /// A test, without the brackets that `if (x)` demands: expression
  case condition
  /// condition, (block | statement), otherwise?
  case branch
  /// `else` and what it holds, or the `branch` of an `elif`, which then starts at the same token:
  /// (block | statement | branch)
  case otherwise
  /// `for x in y`: pattern, expression, block, otherwise?. `while`: condition, block, otherwise?.
  /// Counting `for`: (declaration | expression)?, condition?, expression?, block. `do`: block,
  /// condition. A lone statement may stand for the block
  case loop
  /// A target that binds names: name | member | index | list | map | group | sequence, with
  /// defaults. In a `match` arm also literals, nested patterns for `a | b` and `a as b`, and for a
  /// class pattern: (name | member), arguments. In JavaScript only the outermost is a `pattern`;
  /// inside it a default is an `assignment` and a rest a `spread`.
  case pattern
  /// `switch` or `match`: condition, arm*
  case selection
  /// One case: pattern or expression*, condition?, (block | statement*)
  case arm
  /// `try`: block, handler*, otherwise?, and the handler of `finally` last
  case attempt
  /// `except`, `catch` or `finally`: expression?, pattern?, block
  case handler
  /// `with`, `using`: resource+, block
  case scope
  /// One managed value: expression, pattern?
  case resource
  /// `return`, `break`, `continue`, `pass`, `debugger`: expression?; a label has no node
  case exit
  /// `raise` or `throw`: expression?, expression?
  case raise
  /// An assert statement: condition, message?
  case assertion
  /// `let`, `const`, `var`, `using`, fields, `global`, `x: int`: assignment* or name*; in JavaScript
  /// always assignment*, without a value when there is none. A type alias that the language
  /// evaluates: name, list? of type parameters, typing; else: name
  case declaration
  /// `import`, `from … import`, `export … from`: every name and text, dots and `as` are tokens. In
  /// JavaScript: name?, (map of imported and local name in `pair`s, or `spread` for `* as name`)?,
  /// text?, attributes map?; `import a = b` has name and expression
  case `import`
  /// `export` before what it exports: (declaration | type | function | expression | `map` of names)?
  case export
  /// Tokens that the grammar could not read
  case unknown
}

/// The place of a node in its tree's preorder list; the root is 0.
public struct NodeIndex: Hashable, Comparable, Sendable {
  public let value: UInt32
  @inlinable public init(_ value: some BinaryInteger) { self.value = UInt32(value) }
  @inlinable public var int: Int { Int(value) }
  @inlinable public static func < (a: NodeIndex, b: NodeIndex) -> Bool { a.value < b.value }
}

/// A node in preorder; its descendants are the `descendants` nodes that follow it.
public struct Node: Sendable {
  public var kind: NodeKind
  public var descendants: UInt32
  /// The half-open range of tokens that the node covers, never empty but for an empty file.
  public var firstToken: UInt32
  public var endToken: UInt32

  @inlinable public init(
    kind: NodeKind, descendants: UInt32, firstToken: UInt32, endToken: UInt32
  ) {
    self.kind = kind
    self.descendants = descendants
    self.firstToken = firstToken
    self.endToken = endToken
  }
}

/// What the parser did not understand, for the report.
public struct ParseHealth: Sendable, Equatable {
  /// Bytes inside `unknown` nodes and `unknown` tokens.
  public var unreadBytes = 0
  public var unterminatedLiterals = 0
  /// How deeply statements and expressions nest.
  public var deepestNesting = 0
  public init() {}
}
