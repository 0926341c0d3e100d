/// A set of node kinds, as one word of bits.
public struct NodeKinds: Sendable, ExpressibleByArrayLiteral {
  @usableFromInline let bits: UInt64

  @inlinable public init(arrayLiteral kinds: NodeKind...) {
    bits = kinds.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
  }

  @inlinable public func contains(_ kind: NodeKind) -> Bool {
    bits >> UInt64(kind.rawValue) & 1 == 1
  }

  /// Named or not.
  public static let functions: NodeKinds = [.function, .lambda]
  /// What runs at once: a function or the file.
  public static let bodies: NodeKinds = [.function, .lambda, .file]
  /// What names are bound in.
  public static let scopes: NodeKinds = [.file, .comprehension, .function, .lambda, .type]
  public static let types: NodeKinds = [.type]
}
