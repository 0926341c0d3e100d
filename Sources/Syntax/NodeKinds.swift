/// A set of node kinds, as one word of bits.
package struct NodeKinds: Sendable, ExpressibleByArrayLiteral {
  private let bits: UInt64

  package init(arrayLiteral kinds: NodeKind...) {
    bits = kinds.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  package func contains(_ kind: NodeKind) -> Bool { bits >> UInt64(kind.rawValue) & 1 == 1 }

  /// Named or not.
  package static let functions: NodeKinds = [.function, .lambda]
  /// What runs at once: a function or the file.
  package static let bodies: NodeKinds = [.function, .lambda, .file]
  /// What names are bound in.
  package static let scopes: NodeKinds = [.file, .comprehension, .function, .lambda, .type]
  package static let types: NodeKinds = [.type]
}
