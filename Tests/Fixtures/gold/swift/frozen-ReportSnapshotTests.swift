// swift-format-ignore-file
import DesignSystemChecks
import InlineSnapshotTesting
import SnapshotTesting
import SwiftUI
import XCTest

@testable import Reports

final class ReportSnapshotTests: XCTestCase {
  private let sales = [
    Sale(region: "north", month: "2024-01", cents: 10_000),
    Sale(region: "north", month: "2024-02", cents: 15_000),
    Sale(region: "south", month: "2024-01", cents: 5_000),
  ]

  override func invokeTest() {
    withSnapshotTesting(record: .missing) { super.invokeTest() }
  }

  // MARK: - Views

  func testDashboard() {
    let view = DashboardView(report: Report(sales))
    assertSnapshot(of: view, as: .image(layout: .device(config: .iPhone13)))  //! snapshot ambiguous 2
    assertSnapshot(of: view, as: .image(layout: .device(config: .iPadPro11)), named: "pad")  //! snapshot ambiguous 2
  }

  func testDashboard_empty() {
    assertSnapshot(of: DashboardView(report: Report([])), as: .image)  //! snapshot ambiguous 2
  }

  func testDashboard_dark() {
    let host = UIHostingController(rootView: DashboardView(report: Report(sales)))
    host.overrideUserInterfaceStyle = .dark
    assertSnapshots(of: host, as: ["image": .image, "tree": .recursiveDescription])  //! snapshot ambiguous 2
    XCTAssertNotNil(host.view)  //! vacuous none 0 impossible ? existence
    DesignSystemChecks.expectContrast(of: host.view)  //! unknown ambiguous 0
  }

  func testSparkline() {
    assertSnapshot(of: SparklineView(points: [3, 1, 2]), as: .image(precision: 0.98))  //! snapshot ambiguous 2
    verifyAccessibility(of: SparklineView(points: []))  //! unknown ambiguous 0
  }

  // MARK: - Texts

  func testSummary() {
    let report = Report(sales)
    assertSnapshot(of: report.summary, as: .lines)  //! snapshot ambiguous 2
    assertInlineSnapshot(of: report.headline, as: .lines) {  //! snapshot ambiguous 2 ? value
      """
      North leads with 83 %
      """
    }
    XCTAssertEqual(report.headline, "North leads with 83 %")  //! value business 3
    XCTAssertTrue(report.summary.contains("South: 50.00"))  //! value-partial business 2
  }

  func testExport() throws {
    let data = try CSVExport().export(Report(sales))
    assertSnapshot(of: data, as: .data)  //! snapshot ambiguous 2
    assertSnapshot(of: String(decoding: data, as: UTF8.self), as: .lines)  //! snapshot ambiguous 2
    XCTAssertTrue(data.starts(with: [0xEF, 0xBB, 0xBF]))  //! type-only shape 1 ? value-partial
    XCTAssertGreaterThan(data.count, 0)  //! size shape 1
  }

  func testRequest() throws {
    let request = try ReportRequest(month: "2024-01").urlRequest()
    assertSnapshot(of: request, as: .curl)  //! snapshot ambiguous 2
    XCTAssertEqual(request.httpMethod, "GET")  //! value business 3
    XCTAssertEqual(request.url?.query, "month=2024-01")  //! value business 3
    XCTAssertNil(request.httpBody)  //! existence business 2 absent
  }

  func testJSON() throws {
    let json = try JSONEncoder.sorted.encode(Report(sales))
    assertSnapshot(of: Report(sales), as: .json)  //! snapshot ambiguous 2
    assertSnapshot(of: Report(sales), as: .dump)  //! snapshot ambiguous 2
    let object = try XCTUnwrap(JSONSerialization.jsonObject(with: json) as? [String: Any])  //! type-only shape 1 ? existence
    XCTAssertEqual(object.keys.sorted(), ["best", "rows", "total"])  //! shape shape 2
    XCTAssertTrue(object["rows"] is [[String: Any]])  //! type-only shape 1
    XCTAssertNotNil(object["total"])  //! existence shape 1 ? shape
  }

  // MARK: - Numbers

  func testRows() {
    let report = Report(sales)
    XCTAssertEqual(report.rows.count, 2)  //! size shape 2 supporting
    XCTAssertEqual(report.rows.map(\.cents), [25_000, 5_000])  //! value business 3
    XCTAssertEqual(report.rows[0].share, 0.8333, accuracy: 0.0001)  //! value business 3
    XCTAssertEqual(report.rows.map(\.share).reduce(0, +), 1, accuracy: 1e-9)  //! value business 3
    XCTAssertTrue(report.rows.allSatisfy { $0.share <= 1 })  //! relational business 2
  }

  func testOrderDoesNotMatter() {
    XCTAssertEqual(Report(sales), Report(sales.reversed()))  //! relational business 2
    XCTAssertNotEqual(Report(sales), Report([]))  //! relational business 1 negative
  }

  func testBest() {
    XCTAssertEqual(Report(sales).best?.region, "north")  //! value business 3
    XCTAssertNil(Report([]).best)  //! existence business 2 absent
    XCTAssertTrue(Report([]).rows.isEmpty)  //! size business 2 absent
    XCTAssertEqual(Report(sales).title, ReportTitle.text(for: sales))  //! mirrored none 1 sut-computed
    XCTAssertEqual(Report.merge(sales, sales), Report.merge(sales, sales))  //! mirrored none 0 self-call
  }

  func testMixedCurrencies() {
    let mixed = sales + [Sale(region: "west", month: "2024-01", cents: 1, currency: "USD")]
    XCTAssertThrowsError(try Report.checked(mixed)) { error in  //! throws-any shape 1 supporting ? throws-specific
      guard case ReportError.mixedCurrencies(let codes) = error else {  //! throws-specific business 2
        return XCTFail("unexpected \(error)")
      }
      XCTAssertEqual(codes, ["EUR", "USD"])  //! throws-specific business 3
    }
    XCTAssertNoThrow(try Report.checked(sales))  //! no-throw shape 1
  }

  func testFailureState() {
    let model = ReportModel(loader: { _ in .failure(.offline) })
    model.load()
    guard case .failed = model.state else {  //! shape shape 1
      XCTFail("expected a failure")
      return
    }
    if model.retryCount != 1 {  //! value business 3
      XCTFail("expected one retry, got \(model.retryCount)")
    }
    guard let banner = model.banner else {  //! existence shape 1 supporting
      return XCTFail("no banner")
    }
    XCTAssertEqual(banner.text, "You are offline.")  //! value business 3
    guard model.isLoading == false else {  //! value business 3
      return XCTFail("still loading")
    }
  }
}

final class ReportUITests: XCTestCase {
  private let app = XCUIApplication()

  override func setUp() {
    continueAfterFailure = false
    app.launchArguments = ["-sample-data"]
    app.launch()
  }

  func testShowsTheTable() {
    XCTAssertTrue(app.tables["report"].exists)  //! existence shape 1
    XCTAssertTrue(app.staticTexts["250.00"].waitForExistence(timeout: 2))  //! value-partial business 2 ? existence
    XCTAssertEqual(app.tables["report"].cells.count, 2)  //! size shape 2
    XCTAssertFalse(app.alerts.firstMatch.exists)  //! existence business 2 absent
  }

  func testFilters() {
    app.buttons["Filter"].tap()
    app.switches["South"].tap()
    XCTAssertEqual(app.tables["report"].cells.element(boundBy: 0).label, "South, 50.00")  //! value business 3
    XCTAssertFalse(app.buttons["Export"].isEnabled)  //! value business 3
    XCTAssertTrue(app.navigationBars.firstMatch.identifier.hasPrefix("Report"))  //! value-partial business 2
  }
}
