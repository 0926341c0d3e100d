// swift-format-ignore-file
import Foundation
import HTTPContracts
import XCTest

@testable import Orders

final class OrdersAPITests: XCTestCase {
  private var app: Application!
  private var queue: QueueSpy!

  override func setUp() async throws {
    app = try await Application.make(.testing)
    queue = QueueSpy()
    app.queue = queue
    try await app.migrate()
  }

  override func tearDown() async throws {
    try await app.shutdown()
  }

  private func get(_ path: String, token: String? = nil) async throws -> HTTPResponse {
    try await app.send(HTTPRequest(.get, path, headers: token.map { ["Authorization": "Bearer \($0)"] } ?? [:]))
  }

  private func post(_ path: String, _ body: String, token: String = "ada") async throws -> HTTPResponse {
    try await app.send(HTTPRequest(.post, path, headers: ["Authorization": "Bearer \(token)"], body: body))
  }

  private func json(of response: HTTPResponse) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: response.body)
    return try XCTUnwrap(object as? [String: Any])
  }

  private func verifyProblem(_ response: HTTPResponse, code: String) throws {
    let body = try json(of: response)
    XCTAssertEqual(body["code"] as? String, code)
  }

  // MARK: GET /orders

  func testListOrders_returns200() async throws {
    let response = try await get("/orders", token: "ada")
    XCTAssertEqual(response.status, .ok)  //! status-only business 2 decision
    XCTAssertNotNil(response.cookies.session)  //! existence shape 1
    XCTAssertFalse(response.body.isEmpty)  //! size shape 1
  }

  func testListOrders_withoutToken_returns401() async throws {
    let response = try await get("/orders")
    XCTAssertEqual(response.status, .unauthorized)  //! status-only business 2 decision
    XCTAssertEqual(response.headers["WWW-Authenticate"], "Bearer")  //! value business 3
  }

  func testListOrders_returnsJSON() async throws {
    let response = try await get("/orders?limit=1", token: "ada")
    XCTAssertTrue(response.headers["Content-Type"]?.contains("json") ?? false)  //! shape shape 1
    let body = try json(of: response)
    XCTAssertTrue(body.keys.contains("orders"))  //! shape shape 1
    XCTAssertTrue(body["orders"] is [Any])  //! type-only shape 1
    XCTAssertNotNil(body["next"] as? String)  //! type-only shape 1
  }

  func testListOrders_afterCreating_hasTheOrder() async throws {
    _ = try await post("/orders", #"{"sku":"tea","amount":2}"#)
    let orders = try JSONDecoder().decode([OrderDTO].self, from: try await get("/orders", token: "ada").body)
    XCTAssertEqual(orders.count, 1)  //! size shape 2 supporting
    XCTAssertEqual(orders[0].totalCents, 980)  //! value business 3
    XCTAssertEqual(orders[0].sku, "tea")  //! value business 3 echo
  }

  // MARK: POST /orders

  func testCreateOrder_returns201() async throws {
    let response = try await post("/orders", #"{"sku":"tea","amount":2}"#)
    XCTAssertEqual(response.status.code, 201)  //! status-only business 2 decision
    let body = try json(of: response)
    XCTAssertEqual(body["success"] as? Bool, true)  //! status-only shape 1 supporting
    XCTAssertEqual(body["state"] as? String, "received")  //! value business 3
    XCTAssertEqual(Set(body.keys), ["id", "success", "state", "sku", "amount"])  //! shape shape 2 supporting
    HTTPContracts.validate(response, against: "orders.create")  //! unknown ambiguous 0
  }

  func testCreateOrder_withoutAmount_returns422() async throws {
    let response = try await post("/orders", #"{"sku":"tea"}"#)
    XCTAssertEqual(response.status.code, 422)  //! status-only business 2 decision
    try verifyProblem(response, code: "missing_amount")  //! value business 3
  }

  func testCreateOrder_queuesTheConfirmation() async throws {
    _ = try await post("/orders", #"{"sku":"tea","amount":2}"#)
    XCTAssertTrue(queue.wasCalled)  //! call shape 1 supporting
    XCTAssertEqual(queue.jobs.map(\.name), ["confirm-order"])  //! call-args business 2
    XCTAssertEqual(queue.jobs.last?.payload["amount"], "2")  //! call-args business 2
  }

  func testCreateOrder_whenInvalid_queuesNothing() async throws {
    _ = try await post("/orders", "{}")
    XCTAssertEqual(queue.jobs.count, 0)  //! call business 2 absent
  }

  // MARK: DELETE, errors

  func testDeleteOrder_byStranger_isForbidden() async throws {
    let response = try await app.send(HTTPRequest(.delete, "/orders/1", headers: ["Authorization": "Bearer eve"]))
    XCTAssertEqual(response.status, .forbidden)  //! status-only shape 1 error-status
  }

  func testUnknownRoute_is4xx() async throws {
    let response = try await get("/nope")
    XCTAssertTrue((400..<500).contains(response.status.code))  //! status-only shape 1
    XCTAssertFalse(response.isSuccess)  //! status-only shape 1
  }

  func testHealth() async throws {
    let response = try await get("/health")
    XCTAssertEqual(response.status, .ok)  //! status-only shape 1 supporting
    XCTAssertEqual(String(decoding: response.body, as: UTF8.self), "ok")  //! value business 3
  }

  func testBrokenJSON_throws() async {
    await assertThrowsAsync(try await self.app.decode("{"))  //! throws-any shape 1
    XCTAssertThrowsError(try OrderDTO(json: "[]"))  //! throws-any shape 1
    XCTAssertThrowsError(try OrderDTO(json: "{}")) { XCTAssertEqual(($0 as? OrderError)?.field, "sku") }  //! throws-any shape 1 supporting ? throws-specific; throws-specific business 3
    XCTAssertThrowsError(try OrderDTO(json: ""), "empty text") { _ in }  //! throws-any shape 1
    XCTAssertNoThrow(try OrderDTO(json: #"{"sku":"tea","amount":1}"#))  //! no-throw shape 1
  }

  func testDTO_matchesTheModel() throws {
    let order = Order(sku: "tea", amount: 2)
    XCTAssertEqual(order.summary, SummaryFormatter().summary(of: order))  //! mirrored none 1 sut-computed
    XCTAssertEqual(order.totalCents, order.totalCents)  //! vacuous none 0 self-comparison
  }

  // MARK: Command line

  func testClient_printsTheVersion() throws {
    let result = try runClient("--version")
    XCTAssertEqual(result.exitCode, 0)  //! status-only shape 1 supporting
    XCTAssertTrue(result.output.hasPrefix("orders 2."))  //! value-partial business 2
    XCTAssertTrue(result.errors.isEmpty)  //! size business 2 absent
  }

  func testClient_failsForAnUnknownCommand() throws {
    let result = try runClient("frobnicate")
    XCTAssertNotEqual(result.exitCode, 0)  //! status-only shape 1 ? relational
    XCTAssertTrue(result.errors.contains { $0.contains("unknown command") })  //! value-partial business 2
  }

  private func runClient(_ arguments: String...) throws -> (exitCode: Int32, output: String, errors: [String]) {
    let process = Process()
    let pipe = Pipe(), errorPipe = Pipe()
    process.executableURL = URL(fileURLWithPath: ".build/debug/orders")
    process.arguments = arguments
    process.standardOutput = pipe
    process.standardError = errorPipe
    try process.run()
    process.waitUntilExit()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errors = String(decoding: errorPipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    return (process.terminationStatus, output, errors.split(separator: "\n").map(String.init))
  }

  private func assertThrowsAsync<T>(_ body: @autoclosure () async throws -> T, file: StaticString = #filePath, line: UInt = #line) async {
    do {
      _ = try await body()
      XCTFail("no error", file: file, line: line)
    } catch {}
  }
}

private final class QueueSpy: JobQueue {
  private(set) var jobs: [QueuedJob] = []
  var wasCalled: Bool { !jobs.isEmpty }
  func push(_ job: QueuedJob) { jobs.append(job) }
}
