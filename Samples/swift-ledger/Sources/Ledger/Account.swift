public struct Account: Hashable, Sendable {
  public enum Kind: Sendable {
    case asset, liability, income, expense

    /// Whether a debit makes the balance larger.
    public var growsByDebit: Bool {
      switch self {
      case .asset, .expense: true
      case .liability, .income: false
      }
    }
  }

  public var name: String
  public var kind: Kind
  /// Who may see and use the account.
  public var ownerID: String
  public var isClosed = false

  public init(name: String, kind: Kind, ownerID: String) {
    self.name = name
    self.kind = kind
    self.ownerID = ownerID
  }
}
