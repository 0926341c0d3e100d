package import Syntax
package import Text

/// A node of one analysed file, seen from one call of a test or helper.
package struct Place: Hashable, Sendable {
  private let fileNumber: UInt32
  package let node: NodeIndex
  private let frameNumber: UInt32

  package init(file: Int, node: NodeIndex, frame: Int = 0) {
    fileNumber = UInt32(file)
    self.node = node
    frameNumber = UInt32(frame)
  }

  /// The position of the file in the analysis.
  package var file: Int { Int(fileNumber) }
  /// Which call the node's names belong to; 0 is the test itself.
  package var frame: Int { Int(frameNumber) }

  package func at(_ node: NodeIndex) -> Place { Place(file: file, node: node, frame: frame) }
}

/// What an assertion says of its subject, in no language's words.
package enum Form: Sendable, Hashable {
  /// The class of the subject expression, read as a claim of its own.
  case truth
  /// As `truth`, but only the Boolean itself passes (`is True`, `toBe(true)`).
  case exactTruth
  case equal, identical, approximate
  /// Equal after a change of representation that hides little (case, blanks, order).
  case sameElements
  /// subject < expected and so on.
  case less, lessEqual, greater, greaterEqual, between
  /// The subject holds the expected element, part or text.
  case contains
  /// The subject is one of the expected.
  case isIn
  case startsWith, matches
  /// The subject agrees with the expected in the members that the expected names.
  case subset
  case type, subtype
  case null, undefined
  /// The subject is there at all.
  case exists
  case hasKey, hasKeys
  /// The subject's member of that name (first expected) has that value (second, if given).
  case member
  /// The number of elements is the expected, or the subject is empty.
  case length, empty
  case called, callCount, calledWith
  case raises, warns, noThrow
  case snapshot
  case status, ok
  /// Conforms to a schema, template or declared structure.
  case schema
  /// Every, or some, element satisfies the nested claim.
  case every, some
  /// Each, or one, of `parts`.
  case all, any
  case incomplete
  /// Cannot fail: a matcher that always passes.
  case never
  /// A matcher known only by the class that the catalog gives it.
  case catalogue(AssertionClass)
  /// An asserting name that resolves to nothing.
  case unknown
  /// Asserted by a function of the test tree in a way that is not understood.
  case unread
}

/// One thing that an assertion says, with the places that it says it of.
package struct Claim: Sendable {
  package var form: Form
  package var isNegated = false
  package var subject: Place?
  package var expected: [Place] = []
  /// What an error must hold beside its type; a tolerance for `approximate`.
  package var details: [Place] = []
  package var parts: [Claim] = []
  /// The matcher or operator as written, for the reason.
  package var matcher = ""
  /// Whether an error must be of exactly the type named.
  package var isExact = false
  /// Whether an earlier assertion counts the elements that this one quantifies.
  package var isSized = false
  /// Flags that the form of writing already decides.
  package var flags: [AssertionFlag] = []
  /// What of the subject is meant, when no expression stands for it (`.to.have.length.above(3)`).
  package var facet: Facet?
  /// What the form of writing already takes from the assertion's reach.
  package var reach: Reach = []
  /// The assertion's own bytes, when they are not those of the whole expression.
  package var range: ByteRange?

  package init(_ form: Form, subject: Place? = nil, expected: [Place] = [], matcher: String = "") {
    self.form = form
    self.subject = subject
    self.expected = expected
    self.matcher = matcher
  }

  package var negated: Claim {
    var claim = self
    claim.isNegated.toggle()
    return claim
  }
}

/// What an asserting expression says, and the parts of it that are still to be walked.
package struct Reading: Sendable {
  package var claims: [Claim]
  package var rest: [Place]
  /// Functions that run for many generated inputs.
  package var properties: [Place]

  package init(claims: [Claim] = [], rest: [Place] = [], properties: [Place] = []) {
    self.claims = claims
    self.rest = rest
    self.properties = properties
  }
}

/// What can keep an assertion from running or from failing its test.
package struct Reach: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }
  package static let conditional = Reach(rawValue: 1)
  package static let loopUnknown = Reach(rawValue: 2)
  package static let caught = Reach(rawValue: 4)
  package static let callback = Reach(rawValue: 8)
  package static let unawaited = Reach(rawValue: 16)
  package static let swallowed = Reach(rawValue: 32)
  package static let dead = Reach(rawValue: 64)
  package static let tolerated = Reach(rawValue: 128)

  /// The highest tier that an assertion reached so can have.
  var cap: Int {
    if !isDisjoint(with: [.unawaited, .swallowed, .dead, .tolerated]) { return 0 }
    return isEmpty ? 3 : 1
  }
}

/// One place that can make a test fail, before it is classified.
package struct Check: Sendable {
  package var claim: Claim
  /// Where the report points to.
  package var anchor: Place
  package var reach: Reach
  /// The helper in which it was found, if not in the test itself.
  package var helper: String?
  package var flags: [AssertionFlag] = []
}
