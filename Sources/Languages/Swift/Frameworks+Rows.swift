import Suites

extension SwiftSuites {
  static let rows: [[CallRow]] = [xctest, testing, quick, nimble, predicates, snapshots, macros]

  /// - Source: https://developer.apple.com/documentation/xctest
  static let xctest: [CallRow] = [
    CallRow(.assertion, .any, ["XCTAssert", "XCTAssertTrue"], .truth),
    CallRow(.assertion, .any, ["XCTAssertFalse"], .truth, not: true),
    CallRow(.assertion, .any, ["XCTAssertEqual"], .equal, expected: [.argument(1)]),
    CallRow(
      .assertion, .any, ["XCTAssertEqualWithAccuracy"], .approximate, expected: [.argument(1)]),
    CallRow(
      .assertion, .any, ["XCTAssertNotEqual", "XCTAssertNotEqualWithAccuracy"], .equal, not: true,
      expected: [.argument(1)]),
    CallRow(.assertion, .any, ["XCTAssertIdentical"], .identical, expected: [.argument(1)]),
    CallRow(
      .assertion, .any, ["XCTAssertNotIdentical"], .identical, not: true, expected: [.argument(1)]),
    CallRow(.assertion, .any, ["XCTAssertGreaterThan"], .greater, expected: [.argument(1)]),
    CallRow(
      .assertion, .any, ["XCTAssertGreaterThanOrEqual"], .greaterEqual, expected: [.argument(1)]),
    CallRow(.assertion, .any, ["XCTAssertLessThan"], .less, expected: [.argument(1)]),
    CallRow(.assertion, .any, ["XCTAssertLessThanOrEqual"], .lessEqual, expected: [.argument(1)]),
    CallRow(.assertion, .any, ["XCTAssertNil"], .null),
    CallRow(.assertion, .any, ["XCTAssertNotNil", "XCTUnwrap"], .null, not: true),
    CallRow(.assertion, .any, ["XCTAssertThrowsError"], .raises),
    CallRow(.assertion, .any, ["XCTAssertNoThrow"], .noThrow),
    CallRow(
      .assertion, .any, ["wait", "fulfillment"], .called, modules: ["XCTest", "self", "wait"]),
    CallRow(.assertion, .any, ["waitForExpectations"], .called, subject: .none),
    CallRow(.failure, .any, ["XCTFail", "fatalError", "preconditionFailure", "assertionFailure"]),
    CallRow(
      .meta, .any,
      [
        "XCTSkipIf", "XCTSkipUnless", "addTeardownBlock", "XCTSkip",
        "precondition", "assert", "expectation", "XCTWaiter",
      ]),
  ]

  /// - Source: https://developer.apple.com/documentation/testing
  static let testing: [CallRow] = [
    CallRow(.assertion, .any, ["#expect", "#require"], .truth),
    CallRow(.assertion, .free, ["confirmation"], .called, subject: .none),
    CallRow(.failure, .any, ["record"], modules: ["Issue", "Testing.Issue"]),
    CallRow(.skip, .any, ["cancel"], modules: ["Test"]),
  ]

  /// - Source: https://github.com/Quick/Quick
  static let quick: [CallRow] = [
    CallRow(
      .meta, .free,
      ["beforeEach", "afterEach", "beforeSuite", "afterSuite", "justBeforeEach", "aroundEach"],
      modules: ["Quick"]),
    CallRow(.failure, .free, ["fail"], modules: ["Nimble"]),
  ]

  /// - Source: https://github.com/pointfreeco/swift-snapshot-testing
  static let snapshots: [CallRow] = [
    CallRow(
      .assertion, .free,
      [
        "assertSnapshot", "assertSnapshots", "verifySnapshot", "assertInlineSnapshot",
        "FBSnapshotVerifyView", "FBSnapshotVerifyViewController", "assertMacro",
        "haveValidSnapshot",
      ], .snapshot)
  ]

  /// - Source: https://swiftpackageindex.com/swiftlang/swift-syntax
  static let macros: [CallRow] = [
    CallRow(.assertion, .free, ["assertMacroExpansion"], .catalogue(.value))
  ]

  static let predicates: [CallRow] = [
    CallRow(
      .predicate, .method, ["hasPrefix", "hasSuffix", "starts"], .startsWith, subject: .receiver,
      expected: [.argument(0)]),
    CallRow(
      .predicate, .method, ["elementsEqual"], .equal, subject: .receiver, expected: [.argument(0)]),
    CallRow(
      .predicate, .method, ["isSubset"], .subset, subject: .argument(0), expected: [.receiver]),
    CallRow(
      .predicate, .method, ["isSuperset"], .subset, subject: .receiver, expected: [.argument(0)]),
    CallRow(.predicate, .method, ["allSatisfy"], .every),
    CallRow(
      .predicate, .method, ["fileExists"], .exists, subject: .argument(0)),
    CallRow(.predicate, .method, ["waitForExistence"], .exists, subject: .receiver),
    CallRow(
      .predicate, .method, ["waitForNonExistence"], .exists, not: true, subject: .receiver),
    CallRow(
      .predicate, .free, ["isKnownUniquelyReferenced"], .type),
    CallRow(.facet(.length), .method, ["size"], subject: .receiver, arity: 0),
    CallRow(.facet(.type), .free, ["type"]),
    CallRow(.facet(.copy), .free, ["Array", "Set", "String", "ContiguousArray"]),
    CallRow(.facet(.copy), .method, ["sorted", "reversed"], subject: .receiver, arity: 0),
  ]

  /// What stands in the brackets of `expect(x).to(…)`.
  /// - Source: https://github.com/Quick/Nimble
  static let nimble: [CallRow] = [
    matcher(["equal", "elementsEqual"], .equal), matcher(["be", "beIdenticalTo"], .identical),
    matcher(["beCloseTo"], .approximate), matcher(["beGreaterThan"], .greater),
    matcher(["beGreaterThanOrEqualTo"], .greaterEqual), matcher(["beLessThan"], .less),
    matcher(["beLessThanOrEqualTo"], .lessEqual), matcher(["beWithin"], .isIn),
    matcher(["beNil", "beVoid"], .null), matcher(["beEmpty"], .empty),
    matcher(["haveCount"], .length), matcher(["beAKindOf", "beAnInstanceOf"], .type),
    matcher(["contain"], .contains), matcher(["beginWith", "endWith"], .startsWith),
    matcher(["match"], .matches), matcher(["containElementSatisfying"], .some),
    matcher(["allPass"], .every), matcher(["haveDescription"], .matches),
    matcher(["satisfyAllOf"], .all), matcher(["satisfyAnyOf"], .any),
    matcher(["beSuccess", "beFailure"], .exists), matcher(["postNotifications"], .called),
    matcher(["raiseException", "throwAssertion", "catchBadInstruction"], .raises),
  ]

  private static func matcher(_ names: [String], _ form: Form) -> CallRow {
    CallRow(.matcher, .free, names, form, expected: [.argument(0)], modules: ["Nimble"])
  }
}
