/// The words by which domain operators know their places; in the singular and in lower case.
enum DomainWords {
  private static func set(_ words: String) -> Set<String> {
    Set(words.split(separator: " ").map(String.init))
  }

  static let money = set(
    """
    price invoice currency payment refund tax vat discount amount cent billing charge subtotal \
    money fee payout wage total cost balance euro dollar pence penny gross net paid due
    """)
  static let permission = set(
    """
    auth authorize authorise authorized authorised authenticate authenticated authentication \
    authorization permission permitted admin superuser staff forbidden unauthorized unauthorised \
    login role acl csrf privilege guard guardian jwt unauthenticated
    """)
  static let tenancy = set("tenant tenancy organization organisation org workspace owner ownership")
  /// Names of columns that say to whom a row belongs.
  static let ownerColumn = set("tenant organization organisation org workspace owner")
  /// Names of columns that say whether a row still counts.
  static let retirement = set("deleted archived removed retired active")
  static let checkVerb = set(
    "require check ensure assert verify enforce authorize authorise authenticate must deny guard")
  static let validation = set("validate sanitize sanitise verify validator validation")
  static let validationError = set(
    "validation value invalid bad argument range unprocessable malformed type format")
  static let repetition = set(
    "idempotency idempotent idempotence duplicate duplicated processed already replay replayed")
  static let retry = set("retry retryable backoff tenacity")
  static let transaction = set("transaction atomic savepoint transactional")
  static let transactionCall = set(
    """
    commit rollback savepoint committransaction rollbacktransaction aborttransaction \
    starttransaction
    """)

  static func has(_ words: some Sequence<String>, _ set: Set<String>) -> Bool {
    words.contains { set.contains($0) || set.contains(Words.singular($0)) }
  }
}
