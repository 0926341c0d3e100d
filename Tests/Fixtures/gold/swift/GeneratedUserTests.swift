// swift-format-ignore-file
import Foundation
import QAHelpers
import Testing
import XCTest

@testable import Accounts

class MockUserRepository: UserRepository {
  var userToReturn = User(id: 1, name: "John Doe", email: "john@example.com")
  var saveCalled = false
  var savedUsers: [User] = []

  func find(id: Int) -> User? { userToReturn }
  func save(_ user: User) {
    saveCalled = true
    savedUsers.append(user)
  }
}

final class GeneratedUserTests: XCTestCase {
  var repository: MockUserRepository!
  var service: UserService!

  override func setUp() {
    repository = MockUserRepository()
    service = UserService(repository: repository)
  }

  func testExample() {
    XCTAssertTrue(true)  //! vacuous none 0 constant
    XCTAssertEqual(2 + 2, 4)  //! vacuous none 0 constant
    XCTAssert(true, "it works")  //! vacuous none 0 constant
  }

  func testServiceExists() {
    XCTAssertNotNil(service)  //! vacuous none 0 no-sut
    XCTAssertNotNil(UserService.self)  //! vacuous none 0 impossible
    XCTAssertTrue(type(of: service!) == UserService.self)  //! vacuous none 0 no-sut
  }

  func testMockReturnsUser() {
    XCTAssertEqual(repository.find(id: 1)?.name, "John Doe")  //! vacuous none 0 mock-return
    XCTAssertFalse(repository.saveCalled)  //! vacuous none 0 no-sut
  }

  func testServiceReturnsUser() {
    let user = service.user(id: 1)
    XCTAssertNotNil(user)  //! existence shape 1 supporting
    XCTAssertEqual(user?.name, "John Doe")  //! value business 2 pass-through
  }

  func testSave() throws {
    try service.rename(id: 1, to: "Jane")
    XCTAssertTrue(repository.saveCalled)  //! call shape 1
    XCTAssertEqual(repository.savedUsers.count, 1)  //! call shape 1
    XCTAssertNotNil(repository.savedUsers.first)  //! call shape 1 ? existence
  }

  func testInvalidInputThrows() {
    XCTAssertThrowsError(try service.rename(id: 1, to: ""))  //! throws-any shape 1
    XCTAssertThrowsError(try service.rename(id: -1, to: "x")) { error in  //! throws-any shape 1
      XCTAssertNotNil(error)  //! vacuous none 0 impossible
    }
    XCTAssertThrowsError(try service.create(email: "nope")) { error in  //! throws-any shape 1 supporting ? throws-specific
      XCTAssertEqual(error.localizedDescription, "The address is not valid.")  //! throws-specific business 3
    }
  }

  func testInvalidInputThrowsAgain() {
    do {
      try service.rename(id: 1, to: "")
    } catch {
      XCTAssertTrue(error is AccountError)  //! throws-specific business 1 caught
    }
    do {
      try service.rename(id: 1, to: "")
    } catch let error as AccountError {
      XCTAssertEqual(error, .emptyName)  //! throws-specific business 1 caught
    } catch {
      print("expected an AccountError, got \(error)")
    }
  }

  func testDoesNotThrow() {
    XCTAssertNoThrow(try service.rename(id: 1, to: "Jane"))  //! no-throw shape 1
    XCTAssertNoThrow(service.refresh())  //! vacuous none 0 impossible ? no-throw
  }

  func testRefresh() {
    service.refresh()
  }

  func testHash() {
    let hash = service.hash("secret")
    XCTAssertEqual(hash, service.hash("secret"))  //! mirrored none 0 self-call
    XCTAssertNotEqual(hash, "secret")  //! relational business 1 negative
    XCTAssertEqual(hash, hash)  //! vacuous none 0 self-comparison
    XCTAssertTrue(hash.count > 0)  //! size shape 1
    XCTAssertTrue(hash.count >= 0)  //! vacuous none 0 impossible
    XCTAssertTrue((hash as Any) is String)  //! type-only shape 1 ? vacuous
  }

  func testEmailIsNormalised() {
    let user = service.make(name: "Jane", email: " JANE@example.com ")
    XCTAssertEqual(user.email, EmailNormaliser.normalise(" JANE@example.com "))  //! mirrored none 1 sut-computed
    XCTAssertEqual(user.initials, Initials.of("Jane"))  //! mirrored none 1 sut-computed
    let expected = service.make(name: "Jane", email: "a@b.c")
    XCTAssertEqual(service.make(name: "Jane", email: "a@b.c"), expected)  //! mirrored none 0 self-call
  }

  func testSessionIsShared() {
    let session = service.session
    service.signIn("jane")
    XCTAssertTrue(service.session === session)  //! value business 2
    XCTAssertNotNil(service.session.token)  //! existence shape 1
  }

  func testConditional() {
    if let user = service.user(id: 2) {
      XCTAssertEqual(user.name, "Jane")  //! value business 1 conditional
    }
    for user in service.allUsers() {
      XCTAssertFalse(user.name.isEmpty)  //! size shape 1 loop-unknown
      XCTAssertNotNil(user.email)  //! existence shape 1 loop-unknown
    }
  }

  func testForgottenTask() {
    Task {
      let user = try await service.fetch(id: 1)
      XCTAssertEqual(user.name, "John Doe")  //! value business 0 unawaited
      XCTAssertNotNil(user.email)  //! existence shape 0 unawaited
    }
  }

  func testLater() throws {
    throw XCTSkip("flaky on CI")
    XCTAssertEqual(service.user(id: 1)?.email, "john@example.com")  //! value business 0 dead
  }

  func testReturnsEarly() {
    guard ProcessInfo.processInfo.environment["NEVER"] != nil else { return }
    XCTAssertEqual(service.allUsers().count, 3)  //! size shape 1 conditional
  }

  func testKnownFailure() {
    XCTExpectFailure("rounding") {
      XCTAssertEqual(service.quota(of: 1), 10)  //! value business 0 tolerated
    }
  }

  func testHelpers() {
    let user = service.make(name: "Jane", email: "a@b.c")
    assertUserLooksGood(user)  //! unknown ambiguous 0
    QAHelpers.verifyAudit(of: service)  //! unknown ambiguous 0
    XCTAssertTrue(user.isValid)  //! value business 2
  }
}

@Suite("Generated")
struct GeneratedAccountTests {
  let service = UserService(repository: MockUserRepository())

  @Test func works() {
    #expect(Bool(true))  //! vacuous none 0 constant
    #expect(["a", "b"].count == 2)  //! vacuous none 0 constant
  }

  @Test(arguments: ["a@b.c", "d@e.f", "g@h.i"])
  func acceptsAddresses(address: String) {
    #expect(service.accepts(address))  //! value business 2 table constant-expected
  }

  @Test func hasTypes() throws {
    let user = service.make(name: "Jane", email: "a@b.c")
    #expect(user.tags as Any is [String])  //! type-only shape 1
    #expect(service.payload(of: user)["name"] is String)  //! type-only shape 1
    #expect(service.payload(of: user).keys.count == 4)  //! size shape 2
    #expect(service.payload(of: user)["id"] != nil)  //! existence shape 1 ? shape
    #expect(throws: Never.self) { try service.rename(id: 1, to: "x") }  //! no-throw shape 1
    #expect(throws: (any Error).self) { try service.rename(id: 1, to: "") }  //! throws-any shape 1
  }

  @Test func hasAName() throws {
    let user = try #require(service.user(id: 1))  //! existence shape 1
    _ = try #require(user.email.firstIndex(of: "@"))  //! existence shape 1
    #expect(user.name.contains(""))  //! vacuous none 0 impossible
    #expect(user.id == user.id)  //! vacuous none 0 self-comparison
  }
}
