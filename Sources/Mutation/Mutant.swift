package import Text

/// One planted error: operator, place, replacement.
package struct Mutant: Sendable {
  /// Sixteen hexadecimal digits from path, function, operator, text, ordinal and replacement; it
  /// survives edits elsewhere in the file.
  package var id: String
  package var path: String
  /// The operator's identifier, such as `boundary`.
  package var operatorID: String
  /// The operator's family, one stratum of the sample, such as `extreme` or `relational`.
  package var family: String
  package var riskArea: RiskArea?
  /// The qualified name of the enclosing function, such as `Cart.total`; empty at top level.
  package var function: String
  /// The bytes of the enclosing function, or of the whole file at top level.
  package var functionRange: ByteRange
  /// The bytes that change, and what they become.
  package var edit: Edit
  package var original: String
  package var start: LinePosition
  package var end: LinePosition
  /// Whether the mutant may keep a loop from ending, so that its trial costs a whole time limit.
  package var mayHang: Bool

  package init(
    id: String, path: String, operatorID: String, family: String, riskArea: RiskArea?,
    function: String, functionRange: ByteRange, edit: Edit, original: String,
    start: LinePosition, end: LinePosition, mayHang: Bool = false
  ) {
    self.id = id
    self.path = path
    self.operatorID = operatorID
    self.family = family
    self.riskArea = riskArea
    self.function = function
    self.functionRange = functionRange
    self.edit = edit
    self.original = original
    self.start = start
    self.end = end
    self.mayHang = mayHang
  }

  package var replacement: String { String(decoding: edit.replacement, as: UTF8.self) }
  package var isExtreme: Bool { family == "extreme" }
}

/// A mutant that is not run, and why.
package struct PassedOver: Sendable {
  package var mutant: Mutant
  /// A noise rule's name, `line-limit`, `sample`, `budget`, `not-selected`.
  package var reason: String
  package init(mutant: Mutant, reason: String) {
    self.mutant = mutant
    self.reason = reason
  }
}

/// The chosen mutants in order, and those passed over; nothing disappears.
package struct Plan: Sendable {
  package var seed: UInt64
  package var chosen: [Mutant]
  package var passedOver: [PassedOver]
  package init(seed: UInt64, chosen: [Mutant], passedOver: [PassedOver]) {
    self.seed = seed
    self.chosen = chosen
    self.passedOver = passedOver
  }
}
