import Testing

@testable import Ledger

@Suite struct LedgerTests {
  private func shop() -> Ledger {
    var ledger = Ledger()
    ledger.open(Account(name: "cash", kind: .asset, ownerID: "ada"))
    ledger.open(Account(name: "loan", kind: .liability, ownerID: "ada"))
    ledger.open(Account(name: "sales", kind: .income, ownerID: "ada"))
    ledger.open(Account(name: "rent", kind: .expense, ownerID: "ada"))
    ledger.open(Account(name: "foreign", kind: .asset, ownerID: "bob"))
    return ledger
  }

  private func sale(_ cents: Int, day: Int) -> Entry {
    Entry(debit: "cash", credit: "sales", amount: Money(cents: cents), day: day)
  }

  @Test func `a posting stands on both sides`() throws {
    var ledger = shop()
    try ledger.post(sale(1250, day: 3), by: "ada")
    #expect(try ledger.balance(of: "cash") == 1250)
    #expect(try ledger.balance(of: "sales") == 1250)
    #expect(try ledger.balance(of: "rent") == 0)
  }

  @Test func `a balance knows its day and its side`() throws {
    var ledger = shop()
    try ledger.post(sale(1000, day: 3), by: "ada")
    try ledger.post(
      Entry(debit: "rent", credit: "cash", amount: Money(cents: 400), day: 5), by: "ada")
    try ledger.post(
      Entry(debit: "loan", credit: "cash", amount: Money(cents: 100), day: 6), by: "ada")
    #expect(try ledger.balance(of: "cash", upTo: 2) == 0)
    #expect(try ledger.balance(of: "cash", upTo: 3) == 1000)
    #expect(try ledger.balance(of: "cash") == 500)
    #expect(try ledger.balance(of: "loan") == -100)
    #expect(try ledger.profit() == 600)
  }

  @Test func `a repeated key posts once`() throws {
    var ledger = shop()
    #expect(try ledger.post(sale(100, day: 1), key: "a", by: "ada"))
    #expect(try !ledger.post(sale(100, day: 1), key: "a", by: "ada"))
    #expect(try ledger.post(sale(100, day: 1), key: "b", by: "ada"))
    #expect(ledger.entries.count == 2)
  }

  @Test(arguments: [0, -5]) func `amounts are positive`(cents: Int) {
    var ledger = shop()
    #expect(throws: LedgerError.notPositive) { try ledger.post(sale(cents, day: 1), by: "ada") }
    #expect(ledger.entries.isEmpty)
  }

  @Test func `nobody posts to the accounts of others`() {
    var ledger = shop()
    let entry = Entry(debit: "foreign", credit: "sales", amount: Money(cents: 1), day: 1)
    #expect(throws: LedgerError.notAllowed) { try ledger.post(entry, by: "ada") }
    #expect(throws: LedgerError.notAllowed) { try ledger.post(entry, by: "bob") }
  }

  @Test func `closed accounts and periods take nothing`() throws {
    var ledger = shop()
    ledger.closePeriod(upTo: 31)
    ledger.closePeriod(upTo: 10)
    #expect(throws: LedgerError.periodClosed(day: 31)) {
      try ledger.post(sale(1, day: 31), by: "ada")
    }
    try ledger.post(sale(1, day: 32), by: "ada")
    try ledger.close(account: "sales")
    #expect(throws: LedgerError.closedAccount("sales")) {
      try ledger.post(sale(1, day: 33), by: "ada")
    }
    #expect(throws: LedgerError.unknownAccount("gold")) { try ledger.close(account: "gold") }
  }

  @Test func `one ledger has one currency`() throws {
    var ledger = shop()
    try ledger.post(sale(1, day: 1), by: "ada")
    var other = sale(1, day: 2)
    other.amount.currency = "USD"
    #expect(throws: LedgerError.mixedCurrencies) { try ledger.post(other, by: "ada") }
  }

  @Test func `a statement shows one's own, newest first`() throws {
    var ledger = shop()
    ledger.open(Account(name: "gifts", kind: .income, ownerID: "bob"))
    try ledger.post(sale(1, day: 1), by: "ada")
    try ledger.post(sale(2, day: 2), by: "ada")
    try ledger.post(
      Entry(debit: "foreign", credit: "gifts", amount: Money(cents: 9), day: 3), by: "bob")
    #expect(ledger.statement(for: "ada").map(\.amount.cents) == [2, 1])
  }
}
