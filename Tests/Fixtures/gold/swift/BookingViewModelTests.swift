// swift-format-ignore-file
import Combine
import XCTest

@testable import Roomy

final class BookingViewModelTests: XCTestCase {
  var sut: BookingViewModel!
  var api: BookingAPISpy!
  var analytics: AnalyticsSpy!
  var cancellables: Set<AnyCancellable> = []

  override func setUp() {
    super.setUp()
    api = BookingAPISpy()
    analytics = AnalyticsSpy()
    sut = BookingViewModel(api: api, analytics: analytics)
  }

  func testInit_shouldNotBeNil() {
    XCTAssertNotNil(sut)  //! vacuous none 0 no-sut
    XCTAssertNotNil(BookingViewModel(api: api, analytics: analytics))  //! vacuous none 0 no-sut
  }

  func testInit_shouldBeIdle() {
    XCTAssertEqual(sut.state, .idle)  //! value business 3
    XCTAssertEqual(sut.rooms.count, 0)  //! size business 2 absent
    XCTAssertFalse(api.loadCalled)  //! call business 2 absent
  }

  func testLoad_shouldCallTheAPI() async {
    await sut.load()
    XCTAssertTrue(api.loadCalled)  //! call shape 1
    XCTAssertEqual(api.loadCallCount, 1)  //! call shape 1
  }

  func testLoad_shouldShowRooms() async throws {
    api.stubbedRooms = [Room(id: 1, name: "Blue", beds: 2), Room(id: 2, name: "Red", beds: 1)]
    await sut.load()
    guard case .loaded(let rooms) = sut.state else {  //! shape shape 1 supporting
      return XCTFail("expected rooms, got \(sut.state)")
    }
    XCTAssertEqual(rooms.count, 2)  //! size shape 2 supporting
    XCTAssertEqual(rooms.map(\.title), ["Blue · 2 beds", "Red · 1 bed"])  //! value business 3
    XCTAssertEqual(sut.rooms, api.stubbedRooms)  //! value business 2 pass-through
  }

  func testLoad_whenOffline_shouldShowTheError() async {
    api.stubbedError = URLError(.notConnectedToInternet)
    await sut.load()
    XCTAssertNotNil(sut.errorMessage)  //! existence shape 1 supporting
    XCTAssertEqual(sut.errorMessage, "You are offline.")  //! value business 3
    XCTAssertTrue(sut.canRetry)  //! value business 3
  }

  func testLoad_whenForbidden_shouldNotRetry() async {
    api.stubbedError = APIError.forbidden
    await sut.load()
    XCTAssertFalse(sut.canRetry)  //! value business 3
    XCTAssertTrue(sut.errorMessage?.isEmpty == false)  //! size shape 1
  }

  func testBook_shouldSendTheDates() async throws {
    try await sut.book(roomID: 2, from: "2030-05-01", nights: 3)
    XCTAssertEqual(api.bookings.count, 1)  //! call shape 1 supporting
    XCTAssertEqual(api.bookings.first?.roomID, 2)  //! call-args business 2
    XCTAssertEqual(api.bookings.first?.until, "2030-05-04")  //! call-args business 2
    XCTAssertTrue(analytics.events.contains("booking_sent"))  //! call-args business 2
  }

  func testBook_withoutNights_shouldThrow() async {
    do {
      try await sut.book(roomID: 2, from: "2030-05-01", nights: 0)
      XCTFail("should throw")
    } catch {
      XCTAssertEqual(error as? BookingError, .noNights)  //! throws-specific business 3
    }
    XCTAssertTrue(api.bookings.isEmpty)  //! call business 2 absent
  }

  func testBook_shouldTellTheDelegate() {
    let told = expectation(description: "delegate told")
    let delegate = DelegateSpy { told.fulfill() }
    sut.delegate = delegate
    sut.bookLater(roomID: 1)
    wait(for: [told], timeout: 1)  //! call shape 1
    XCTAssertIdentical(delegate.lastSender, sut)  //! call-args business 2
  }

  func testCancel_shouldNotTellTheDelegate() async {
    let told = expectation(description: "delegate told")
    told.isInverted = true
    sut.delegate = DelegateSpy { told.fulfill() }
    sut.cancel()
    await fulfillment(of: [told], timeout: 0.1)  //! call business 2 absent
  }

  func testPublisher_shouldSendStates() {
    var states: [BookingViewModel.State] = []
    let finished = expectation(description: "finished")
    sut.$state
      .dropFirst()
      .sink { state in
        states.append(state)
        if case .loaded = state { finished.fulfill() }
      }
      .store(in: &cancellables)
    sut.loadInBackground()
    waitForExpectations(timeout: 1)  //! call shape 1
    XCTAssertEqual(states.first, .loading)  //! value business 3
    XCTAssertGreaterThan(states.count, 1)  //! size shape 1 supporting
  }

  func testCompletion_shouldPassTheRoom() {
    sut.find(id: 1) { room in
      XCTAssertEqual(room?.name, "Blue")  //! value business 1 callback
    }
    let done = expectation(description: "done")
    sut.find(id: 9) { room in
      XCTAssertNil(room)  //! existence business 2 absent
      done.fulfill()
    }
    wait(for: [done], timeout: 1)  //! call shape 1
  }

  func testTask_isForgotten() {
    Task {
      await sut.load()
      XCTAssertEqual(sut.rooms.count, 2)  //! size shape 0 unawaited
    }
  }

  func testFilter_shouldKeepBigRooms() async {
    await sut.load()
    sut.minimumBeds = 2
    XCTAssertTrue(sut.visibleRooms.allSatisfy { $0.beds >= 2 })  //! relational business 1 loop-unknown
    if let first = sut.visibleRooms.first {
      XCTAssertEqual(first.name, "Blue")  //! value business 1 conditional
    }
    XCTAssertNotEqual(sut.visibleRooms, sut.rooms)  //! relational business 1 negative
  }

  func testSort_shouldBeStable() async {
    await sut.load()
    XCTAssertEqual(sut.sorted(by: .price), sut.sorted(by: .price))  //! relational business 2
    XCTAssertEqual(sut.sorted(by: .name).map(\.name), ["Blue", "Green", "Red"])  //! value business 3
  }

  func testCancel_shouldReleaseTheModel() {
    sut.cancel()
    verifyNoRetainCycle(of: sut)  //! unknown ambiguous 0
  }

  func testTitle_shouldBeFormatted() {
    XCTAssertEqual(sut.title, DateFormatting.title(for: sut.period))  //! mirrored none 1 sut-computed
    XCTAssertEqual(sut.price(for: 3), sut.price(for: 3))  //! mirrored none 0 self-call
  }
}

final class BookingAPISpy: BookingAPI {
  var stubbedRooms: [Room] = []
  var stubbedError: Error?
  private(set) var loadCallCount = 0
  private(set) var bookings: [BookingRequest] = []
  var loadCalled: Bool { loadCallCount > 0 }

  func rooms() async throws -> [Room] {
    loadCallCount += 1
    if let stubbedError { throw stubbedError }
    return stubbedRooms
  }

  func book(_ request: BookingRequest) async throws { bookings.append(request) }
}

final class AnalyticsSpy: Analytics {
  private(set) var events: [String] = []
  func track(_ event: String) { events.append(event) }
}

final class DelegateSpy: BookingDelegate {
  let onTold: () -> Void
  private(set) weak var lastSender: BookingViewModel?

  init(onTold: @escaping () -> Void) { self.onTold = onTold }

  func didBook(_ sender: BookingViewModel) {
    lastSender = sender
    onTold()
  }
}
