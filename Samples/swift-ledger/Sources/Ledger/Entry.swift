/// One posting: the same amount on the debit side of one account and the credit side of another.
public struct Entry: Hashable, Sendable {
  public var debit: String
  public var credit: String
  public var amount: Money
  public var day: Int
  public var memo: String?

  public init(debit: String, credit: String, amount: Money, day: Int, memo: String? = nil) {
    self.debit = debit
    self.credit = credit
    self.amount = amount
    self.day = day
    self.memo = memo
  }
}

public enum LedgerError: Error, Equatable {
  case unknownAccount(String)
  case closedAccount(String)
  case notPositive
  case mixedCurrencies
  case notAllowed
  case periodClosed(day: Int)
}
