package import Syntax

/// What one definition makes a name mean.
package struct Binding: Sendable {
  package enum Source: Sendable {
    /// Exactly this expression.
    case value
    /// A part of this expression (destructured).
    case part
    /// Something else than before (`+=`, `del`, `global`).
    case changed
    case parameter
    /// An element of this expression.
    case element
    /// The error that this handler caught, or what this managed expression gave.
    case caught, resource
    case imported
    case function, type
  }
  package var source: Source
  /// The expression, parameter, handler, function, type or import.
  package var node: NodeIndex
  /// The name itself, or the node that binds it.
  package var at: NodeIndex
}

/// The names that one function, type, comprehension or file binds.
package struct Scope: Sendable {
  package var owner: NodeIndex
  package var bindings = WordTable<[Binding]>()
}

/// A named function or method of a file.
package struct Definition: Sendable {
  package var name: String
  package var node: NodeIndex
  /// The type whose member it is.
  package var type: NodeIndex?
  /// The names of its parameters in order, without the receiver.
  package var parameters: [String]
  /// What stands before each argument of a call, `_` for nothing; empty where the place decides.
  package var labels: [String]
  /// Whether it returns a value somewhere outside nested functions.
  package var returnsValue: Bool
}

/// A class of a file.
package struct TypeOutline: Sendable {
  package var name: String
  package var node: NodeIndex
  /// The last names of what it derives from, in order.
  package var parents: [String]
}

/// One column of a table of test data.
package struct TableColumn: Sendable {
  package var names: [String]
  /// One expression per row.
  package var rows: [NodeIndex]
  package init(names: [String], rows: [NodeIndex]) {
    self.names = names
    self.rows = rows
  }
}

/// An error that a test must end with, as `#[should_panic(expected = "…")]` says.
package struct ExpectedError: Sendable {
  /// The node that says so.
  package var node: NodeIndex
  package var types: [NodeIndex]
  package var details: [NodeIndex]
  package init(node: NodeIndex, types: [NodeIndex] = [], details: [NodeIndex] = []) {
    self.node = node
    self.types = types
    self.details = details
  }
}

/// A test case as the language finds it, before its body is read.
package struct CaseOutline: Sendable {
  package var titles: [String]
  /// The whole definition, with its decorators.
  package var node: NodeIndex
  /// The function whose body is the test; nil for a test without one.
  package var function: NodeIndex?
  package var isDisabled = false
  package var isFocused = false
  package var hasComputedTitle = false
  package var columns: [TableColumn] = []
  package var isTable = false
  /// Runs under a property runner.
  package var isProperty = false
  /// Its failures are forgiven.
  package var isTolerated = false
  /// What says, outside the body, that the test must end with an error.
  package var expectedError: ExpectedError?
  /// What the runner checks of the whole test, such as its output.
  package var implied: [Claim] = []

  package init(titles: [String], node: NodeIndex, function: NodeIndex?) {
    self.titles = titles
    self.node = node
    self.function = function
  }
}

/// What one file holds, before anything is judged.
///
/// A class, since every look at a name goes through it and it never changes.
package final class SuiteOutline: Sendable {
  package let path: String
  package let tree: SyntaxTree
  package let rules: SuiteRules
  package let settings: TestNames
  package let names: FileNames
  package let frameworks: [String]
  package let cases: [CaseOutline]
  /// The nodes of `cases`.
  private let caseNodes: Set<NodeIndex>
  private let caseKinds: [NodeKind]
  /// Who binds each name, in the order of the scopes.
  private let bindersOf: WordTable<[Binder]>

  /// A scope, by its owner, with what it makes one name mean.
  struct Binder: Sendable {
    var owner: NodeIndex
    var bindings: [Binding]
  }

  init(
    path: String, tree: SyntaxTree, rules: SuiteRules, settings: TestNames, names: FileNames,
    frameworks: [String], cases: [CaseOutline] = [], binders known: WordTable<[Binder]>? = nil
  ) {
    self.path = path
    self.tree = tree
    self.rules = rules
    self.settings = settings
    self.names = names
    self.frameworks = frameworks
    self.cases = cases
    caseNodes = Set(cases.map(\.node))
    caseKinds = cases.reduce(into: []) { kinds, found in
      let kind = tree.kind(found.node)
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    bindersOf = known ?? SuiteOutline.binders(names)
  }

  private static func binders(_ names: FileNames) -> WordTable<[Binder]> {
    var found = WordTable<[Binder]>()
    for scope in names.scopes {
      for (name, bindings) in scope.bindings {
        found[name, default: []].append(Binder(owner: scope.owner, bindings: bindings))
      }
    }
    return found
  }

  /// The scopes that bind `name`, from the first to the last owner.
  func binders(of name: String) -> [Binder] { bindersOf[name] ?? [] }

  /// What the scope that `owner` opens says, of all that bind a name.
  static func bindings(by owner: NodeIndex, of binders: [Binder]) -> [Binding]? {
    var (low, high) = (0, binders.count)
    while low < high {
      let middle = (low + high) / 2
      if binders[middle].owner < owner { low = middle + 1 } else { high = middle }
    }
    return low < binders.count && binders[low].owner == owner ? binders[low].bindings : nil
  }

  /// The calls that `name`, or the attribute of that name, is bound to anywhere in the file, in the
  /// order of the scopes, of names before attributes.
  func calls(boundTo name: String) -> [NodeIndex] {
    var all = binders(of: name).map { ($0, 0) }
    let attributes = binders(of: "." + name)
    if !attributes.isEmpty {
      all += attributes.map { ($0, 1) }
      all.sort { ($0.0.owner, $0.1) < ($1.0.owner, $1.1) }
    }
    return all.flatMap(\.0.bindings).map(\.node)
      .filter { $0.int < tree.nodes.count && tree.kind($0) == .call }
  }

  func with(_ cases: [CaseOutline]) -> SuiteOutline {
    SuiteOutline(
      path: path, tree: tree, rules: rules, settings: settings, names: names,
      frameworks: frameworks, cases: cases, binders: bindersOf)
  }

  /// Whether `node` is that of a test case.
  func isCase(_ node: NodeIndex) -> Bool {
    caseKinds.contains(tree.kind(node)) && caseNodes.contains(node)
  }

  package var imports: [Import] { names.imports }
  package var scopes: [Scope] { names.scopes }
  package var definitions: [Definition] { names.definitions }
  package var types: [TypeOutline] { names.types }

  /// The scope that `node` opens.
  package func scope(of node: NodeIndex) -> Scope? {
    guard NodeKinds.scopes.contains(tree.kind(node)), let scope = names.scopeOf[node] else {
      return nil
    }
    return names.scopes[scope]
  }

  /// What all that is called `name` means in the scope that `node` opens.
  package func bindings(of name: String, in node: NodeIndex) -> [Binding]? {
    scope(of: node)?.bindings[name]
  }

  /// The function that `node` defines.
  package func definition(at node: NodeIndex) -> Definition? {
    guard NodeKinds.functions.contains(tree.kind(node)) else { return nil }
    return names.definitionAt[node].map { names.definitions[$0] }
  }
}

/// The names that one file defines or imports.
package struct FileNames: Sendable {
  package var imports: [Import] = []
  package var scopes: [Scope] = []
  /// The scope of each owner node.
  package var scopeOf: [NodeIndex: Int] = [:]
  package var definitions: [Definition] = []
  package var definitionAt: [NodeIndex: Int] = [:]
  package var types: [TypeOutline] = []
}
