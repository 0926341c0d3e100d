// swift-format-ignore-file
import Foundation
import LedgerTestKit
import XCTest

@testable import Invoicing

final class InvoiceTests: XCTestCase {
  private var store: InMemoryStore!
  private var numbering: FixedNumbering!
  private var service: InvoiceService!

  override func setUpWithError() throws {
    try super.setUpWithError()
    store = InMemoryStore()
    numbering = FixedNumbering(next: "2024-0007")
    service = InvoiceService(store: store, numbering: numbering)
  }

  override func tearDown() {
    service = nil
    super.tearDown()
  }

  // MARK: - Totals

  func testTotalAddsTaxPerClass() throws {
    let invoice = try service.create(lines: [.init("Book", cents: 1200, tax: .reduced), .init("Pen", cents: 150, tax: .standard)])
    XCTAssertEqual(invoice.netCents, 1350)  //! value business 3
    XCTAssertEqual(invoice.taxCents, 113)  //! value business 3
    XCTAssertEqual(invoice.lines.count, 2)  //! size shape 2
    assertBalanced(invoice, 1463)  //! value business 3
  }

  func testTotalOfNothingIsZero() throws {
    let draft = Invoice.draft(customer: "ada")
    XCTAssertEqual(draft.grossCents, 0)  //! value business 3
    XCTAssertTrue(draft.lines.isEmpty)  //! size business 2 absent
    XCTAssertNil(draft.number)  //! existence business 2 absent
  }

  func testDiscountNeverRaisesTheTotal() throws {
    let invoice = try service.create(lines: [.init("Desk", cents: 20_000, tax: .standard)])
    for percent in [0, 5, 50, 100] {
      let reduced = invoice.discounted(by: percent)
      XCTAssertLessThanOrEqual(reduced.grossCents, invoice.grossCents)  //! relational business 2
    }
    XCTAssertGreaterThan(invoice.discounted(by: 10).grossCents, 0)  //! relational business 1
  }

  func testInterestIsExactToTheCent() {
    XCTAssertEqual(interest(on: 100_000, rate: 0.0775, days: 30), 636.99, accuracy: 0.005)  //! value business 3
    XCTAssertEqual(interest(on: 0, rate: 0.0775, days: 30), 0)  //! value business 3
  }

  func testTaxIsAShareOfTheNet() {
    XCTAssertEqual(tax(on: 10_000, .standard), 10_000 * TaxClass.standard.percent / 100)  //! mirrored none 1 copied
    XCTAssertEqual(tax(on: 10_000, .reduced), 600 + 100)  //! value business 3
    LedgerTestKit.expectMoney(tax(on: 999, .reduced), "0,70 €")  //! unknown ambiguous 0
  }

  // MARK: - Numbers

  func testTakesTheNextNumber() throws {
    let invoice = try service.create(lines: [.init("Book", cents: 100, tax: .reduced)])
    XCTAssertEqual(invoice.number, "2024-0007")  //! value business 2 pass-through
    XCTAssertEqual(numbering.requests, 1)  //! call shape 1
    XCTAssertEqual(numbering.years, [2024])  //! call-args business 2
    XCTAssertEqual(numbering.next, "2024-0007")  //! vacuous none 0 mock-return
  }

  func testStoresTheInvoice() throws {
    let before = store.all.count
    let invoice = try service.create(lines: [.init("Book", cents: 100, tax: .reduced)])
    XCTAssertEqual(store.all.count, before + 1)  //! value business 3
    let stored = try XCTUnwrap(store.invoice(id: invoice.id))  //! existence shape 1 supporting
    XCTAssertEqual(stored.lines.first?.text, "Book")  //! value business 3 echo
    XCTAssertEqual(stored.state, .open)  //! value business 3
  }

  func testUsesTheDefaultTerm() throws {
    let invoice = try service.create(lines: [.init("Book", cents: 100, tax: .reduced)])
    XCTAssertEqual(invoice.termDays, Invoicing.defaultTermDays)  //! value business 2 shared-constant
    XCTAssertEqual(TaxClass.reduced.percent, 7)  //! value business 3 constant-subject
  }

  // MARK: - Errors

  func testRefusesAnEmptyInvoice() {
    XCTAssertThrowsError(try service.create(lines: []))  //! throws-any shape 1
    XCTAssertTrue(store.all.isEmpty)  //! size business 2 absent
  }

  func testRefusesNegativeAmounts() {
    XCTAssertThrowsError(try service.create(lines: [.init("Book", cents: -1, tax: .reduced)])) { error in  //! throws-any shape 1 supporting ? throws-specific
      XCTAssertEqual(error as? InvoiceError, .negativeAmount(line: 0))  //! throws-specific business 3
    }
    XCTAssertThrowsError(try service.create(lines: [.init("", cents: 1, tax: .reduced)])) { error in  //! throws-any shape 1 supporting ? throws-specific
      XCTAssertTrue(error is InvoiceError)  //! throws-specific business 2
    }
  }

  func testRefusesToCancelALockedInvoice() throws {
    let invoice = try service.create(lines: [.init("Book", cents: 100, tax: .reduced)])
    try service.lock(invoice.id)
    do {
      try service.cancel(invoice.id)
      XCTFail("a locked invoice must not be cancelled")
    } catch let error as InvoiceError {
      XCTAssertEqual(error.code, "E_LOCKED")  //! throws-specific business 3
    }
    XCTAssertEqual(store.invoice(id: invoice.id)?.state, .locked)  //! value business 3
  }

  func testAcceptsForeignCharacters() throws {
    XCTAssertNoThrow(try service.create(lines: [.init("Žluťoučký kůň", cents: 1, tax: .reduced)]))  //! no-throw shape 1
    XCTAssertNoThrow(try InvoiceNumber(parsing: "2024-0001"))  //! no-throw shape 1
  }

  // MARK: - Printing

  func testPrintsOneLinePerPosition() throws {
    let invoice = try service.create(lines: [.init("Book", cents: 1200, tax: .reduced)])
    let text = InvoicePrinter().print(invoice)
    XCTAssertTrue(text.contains("Book"))  //! value-partial business 2
    XCTAssertTrue(text.hasSuffix("Thank you.\n"))  //! value-partial business 2
    XCTAssertFalse(text.contains("DRAFT"))  //! relational business 1 negative
    XCTAssertEqual(text.split(separator: "\n").count, 4)  //! size shape 2 supporting
    LedgerTestKit.verifyLayout(text)  //! unknown ambiguous 0
  }

  func testDecodesWhatItEncodes() throws {
    let invoice = try service.create(lines: [.init("Book", cents: 1200, tax: .reduced)])
    let data = try JSONEncoder().encode(invoice)
    XCTAssertEqual(try JSONDecoder().decode(Invoice.self, from: data), invoice)  //! relational business 3
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    XCTAssertEqual(object?.keys.sorted(), ["customer", "id", "lines", "number", "state"])  //! shape shape 2
    XCTAssertTrue(object?["lines"] is [Any])  //! type-only shape 1
  }

  private func assertBalanced(_ invoice: Invoice, _ cents: Int, file: StaticString = #filePath, line: UInt = #line) {
    XCTAssertEqual(invoice.lines.map(\.cents).reduce(invoice.taxCents, +), cents, file: file, line: line)
  }
}

/// Checks nothing by itself: it records what the service asks for.
private final class FixedNumbering: Numbering {
  let next: String
  private(set) var requests = 0
  private(set) var years: [Int] = []

  init(next: String) {
    assert(!next.isEmpty, "a number is needed")
    self.next = next
  }

  func number(for year: Int) -> String {
    precondition(year > 2000)
    requests += 1
    years.append(year)
    return next
  }
}
