import XCTest

@testable import Ledger

final class MoneyTests: XCTestCase {
  func testSharesDifferByACentAtMost() {
    XCTAssertEqual(Money(cents: 100).split(into: 3).map(\.cents), [34, 33, 33])
    XCTAssertEqual(Money(cents: 7).split(into: 1).map(\.cents), [7])
    XCTAssertEqual(Money(cents: 7).split(into: 0), [])
  }

  func testTaxIsRoundedHalfUp() {
    XCTAssertEqual(Money(cents: 1000).tax(percent: 19).cents, 190)
    XCTAssertEqual(Money(cents: 50).tax(percent: 19).cents, 10)
    XCTAssertEqual(Money(cents: 47).tax(percent: 1).cents, 0)
    XCTAssertEqual(Money(cents: 50).tax(percent: 1).cents, 1)
  }

  func testSums() {
    let sum = Money(cents: 5, currency: "USD") + Money(cents: 7, currency: "USD")
    XCTAssertEqual(sum, Money(cents: 12, currency: "USD"))
    XCTAssertTrue(Money(cents: -1).isNegative)
    XCTAssertFalse(Money(cents: 0).isNegative)
  }

  func testLinesAreRead() throws {
    let entry = try XCTUnwrap(StatementLine.parse("12;cash;sales;19.99;coffee"))
    XCTAssertEqual(
      entry,
      Entry(
        debit: "cash", credit: "sales", amount: Money(cents: 1999), day: 12, memo: "coffee"))
    XCTAssertNil(StatementLine.parse("12;cash;sales;19.99;")?.memo)
    XCTAssertEqual(StatementLine.parse("1;a;b;3")?.amount.cents, 300)
    for line in ["", "x;a;b;1", "1;a;b", "1;a;b;1.2.3", "1;a;b;1.5", "1;a;b;x"] {
      XCTAssertNil(StatementLine.parse(line), line)
    }
  }
}
