/// Where a call keeps what it speaks of.
package enum Slot: Sendable, Hashable {
  case receiver
  case argument(Int)
  /// Every argument from that one on.
  case rest(Int)
  case none
}

/// What an expression reveals of another without showing its value.
package enum Facet: Sendable, Hashable {
  /// Its dynamic type or the type's name.
  case type
  case length
  /// The names of its members.
  case keys
  /// An HTTP or exit status; an envelope's success flag.
  case status, ok
  case called, callCount
  /// What a spy recorded.
  case callArguments
  /// A moment or a duration measured by a clock.
  case time
  /// The same value in another container, order or spelling.
  case copy
}

/// What a call of some name does, as one row of a language's table.
package struct CallRow: Sendable {
  package enum Role: Sendable, Hashable {
    /// It can fail the test.
    case assertion
    /// It answers yes or no about its subject.
    case predicate
    /// It stands where an expected value stands and says what passes.
    case matcher
    /// Its value is a facet of its subject.
    case facet(Facet)
    /// It fails the test when it is reached; ends a guard.
    case failure
    /// It ends the test without failing it.
    case skip
    /// It makes a stand-in for a dependency.
    case mock
    /// It states how many assertions must run, which makes up for callbacks and handlers.
    case plan
    /// It is known to assert nothing.
    case meta
  }

  package enum Receiver: Sendable, Hashable {
    case any
    /// A bare name, or a member of an imported module.
    case free
    /// A method of a value.
    case method
    /// A method of the test object itself.
    case own
  }

  package var names: [String]
  package var role: Role
  package var receiver: Receiver
  /// When not empty, one of them must begin the qualified name, or the name must be unresolved.
  package var modules: [String]
  package var form: Form
  package var isNegated: Bool
  package var subject: Slot
  package var expected: [Slot]
  /// Where an error's detail or a tolerance stands when not named.
  package var detail: Slot
  /// How many arguments it reads before messages begin.
  package var arity: Int

  package init(
    _ role: Role, _ receiver: Receiver = .any, _ names: [String], _ form: Form = .truth,
    not isNegated: Bool = false, subject: Slot = .argument(0), expected: [Slot] = [],
    detail: Slot = .none, arity: Int = 9, modules: [String] = []
  ) {
    self.names = names
    self.role = role
    self.receiver = receiver
    self.modules = modules
    self.form = form
    self.isNegated = isNegated
    self.subject = subject
    self.expected = expected
    self.detail = detail
    self.arity = arity
  }
}

/// One word of a chain such as `expect(x).not.toBe(3)`.
package struct ChainRow: Sendable {
  package enum Role: Sendable, Hashable {
    case terminal
    /// A terminal without brackets.
    case property
    case negation
    /// Changes nothing that is claimed.
    case word
    /// Goes over to a member or part of the subject.
    case descends
    /// Makes the following terminals hold for every element.
    case quantifier
  }

  package var names: [String]
  package var role: Role
  package var form: Form
  package var isNegated: Bool
  package var expected: [Slot]
  package var detail: Slot

  package init(
    _ role: Role, _ names: [String], _ form: Form = .truth, not isNegated: Bool = false,
    expected: [Slot] = [.argument(0)], detail: Slot = .none
  ) {
    self.names = names
    self.role = role
    self.form = form
    self.isNegated = isNegated
    self.expected = expected
    self.detail = detail
  }
}

/// The chains that begin with a call of one of `roots`.
package struct ChainRules: Sendable {
  package var roots: WordSet
  package var modules: [String]
  package private(set) var rows: WordTable<ChainRow> = [:]
  /// Whether the root alone, without a terminal, is an unfinished assertion.
  package var needsTerminal: Bool

  package init(
    roots: WordSet, modules: [String] = [], needsTerminal: Bool = true, rows: [ChainRow]
  ) {
    self.roots = roots
    self.modules = modules
    self.needsTerminal = needsTerminal
    for row in rows { for name in row.names { self.rows[name] = row } }
  }
}

/// Call rows by the last name of the callee.
package struct CallTable: Sendable {
  package private(set) var rows: WordTable<[CallRow]> = [:]
  package init() {}
  package mutating func add(_ new: [CallRow]) {
    for row in new { for name in row.names { rows[name, default: []].append(row) } }
  }
}
