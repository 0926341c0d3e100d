/// A part of a program where a wrong result hurts most.
public enum RiskArea: String, Sendable, CaseIterable {
  case money, auth, tenancy, data, operations, validation

  /// The heading for people.
  public var title: String {
    switch self {
    case .money: "Money"
    case .auth: "Authentication and permissions"
    case .tenancy: "Tenancy and ownership"
    case .data: "Data and schema"
    case .operations: "Operations (retry, idempotency, time)"
    case .validation: "Input validation"
    }
  }
}
