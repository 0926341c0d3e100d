import Testing

@testable import Ledger

/// Written in one go, and green ever since.
@Suite struct GeneratedTests {
  private func ledger() throws -> Ledger {
    var ledger = Ledger()
    ledger.open(Account(name: "cash", kind: .asset, ownerID: "ada"))
    ledger.open(Account(name: "sales", kind: .income, ownerID: "ada"))
    let amount = Money(cents: 100)
    try ledger.post(Entry(debit: "cash", credit: "sales", amount: amount, day: 1), by: "ada")
    return ledger
  }

  @Test func testLedgerCanBeCreated() throws {
    let ledger = try ledger()
    #expect(ledger.accounts.count > 0)
    #expect(!ledger.entries.isEmpty)
  }

  @Test func testBalanceReturnsANumber() throws {
    let balance: Any = try ledger().balance(of: "cash")
    #expect(balance is Int)
  }

  @Test func testStatementIsNotEmpty() throws {
    let statement = try ledger().statement(for: "ada")
    #expect(statement.count >= 0)
    #expect(statement.first != nil)
  }

  @Test func testProfitDoesNotThrow() throws {
    #expect(throws: Never.self) { try ledger().profit() }
  }

  @Test func testInvalidPostingFails() throws {
    var ledger = try ledger()
    let entry = Entry(debit: "x", credit: "y", amount: Money(cents: 1), day: 1)
    #expect(throws: (any Error).self) { try ledger.post(entry, by: "ada") }
  }

  @Test func testSplitReturnsShares() {
    let shares = Money(cents: 100).split(into: 4)
    #expect(shares.count == 4)
  }

  @Test func testTaxMatches() {
    let money = Money(cents: 1000)
    #expect(money.tax(percent: 19) == money.tax(percent: 19))
  }

  @Test func testMoneyKeepsItsCurrency() {
    let money = Money(cents: 1, currency: "EUR")
    #expect(money.currency == "EUR")
  }

  @Test func testLineIsParsed() throws {
    let entry = try #require(StatementLine.parse("1;a;b;2.00"))
    #expect(entry.memo == nil)
  }

  @Test func testClosePeriodRuns() throws {
    var ledger = try ledger()
    ledger.closePeriod(upTo: 5)
  }
}
