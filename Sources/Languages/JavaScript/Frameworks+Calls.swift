import Suites
import Syntax

/// The functions of `assert` and of the test objects that are called `t`.
///
/// - Source: https://nodejs.org/api/assert.html, https://www.chaijs.com/api/assert/,
///   https://github.com/avajs/ava, https://node-tap.org/api/, https://github.com/ljharb/tape
enum Assertions {
  static let rows: [String: CallRow] = {
    var result: [String: CallRow] = [:]
    for row in all { for name in row.names { result[name] = row } }
    return result
  }()

  /// Names whose error is a promise's: the call must be awaited.
  static let asynchronous: WordSet = [
    "rejects", "doesNotReject", "throwsAsync", "notThrowsAsync", "resolves", "resolveMatch",
    "isRejected", "isFulfilled", "becomes", "resolveMatchSnapshot", "throwsExceptionAsync",
  ]

  /// Words of a test object that assert nothing.
  static let meta: WordSet = [
    "plan", "end", "comment", "test", "teardown", "before", "after", "beforeEach", "afterEach",
    "log", "timeout", "context", "skip", "todo", "diagnostic", "mock", "bailout", "pipe",
    "try", "done", "async", "expect", "step", "verifySteps", "timeoutAfter", "waitFor",
    "setTimeout", "signal", "name", "testdir", "fixture", "intercept", "capture", "autoend",
    "register", "passing", "metadata", "runOnly",
  ]

  private static func equal(_ names: [String], not isNegated: Bool = false) -> CallRow {
    CallRow(.assertion, .any, names, .equal, not: isNegated, expected: [.argument(1)])
  }

  private static func pair(
    _ names: [String], _ form: Form, not isNegated: Bool = false
  ) -> CallRow {
    CallRow(.assertion, .any, names, form, not: isNegated, expected: [.argument(1)])
  }

  private static let all: [CallRow] = [
    CallRow(
      .assertion, .any, ["ok", "isOk", "truthy", "assert", "okay", "isTruthy"], .truth),
    CallRow(
      .assertion, .any, ["notOk", "isNotOk", "falsy", "notok", "nok"], .truth, not: true),
    CallRow(.assertion, .any, ["isTrue", "true"], .exactTruth),
    CallRow(.assertion, .any, ["isFalse", "false"], .exactTruth, not: true),
    CallRow(.assertion, .any, ["isNotTrue"], .exactTruth, not: true),
    CallRow(.assertion, .any, ["isNotFalse"], .exactTruth),
    equal([
      "equal", "equals", "strictEqual", "deepEqual", "deepStrictEqual", "isEqual", "is", "same",
      "strictSame", "eq", "eql", "deepEquals", "looseEqual", "deepLooseEqual", "propEqual",
      "becomes", "isEquivalent", "strictEquals", "equalDeep", "isDeepEqual", "equalsDeep",
      "snapshotEqual",
    ]),
    equal(
      [
        "notEqual", "notStrictEqual", "notDeepEqual", "notDeepStrictEqual", "not", "isNot",
        "notSame", "strictNotSame", "notEquals", "notDeepEquals", "notDeepLooseEqual",
        "notPropEqual", "isNotEqual", "isInequal", "isNotDeepEqual", "notSameMembers",
        "notSameDeepMembers",
        "notStrictSame", "doesNotEqual", "isUnequal",
      ], not: true),
    pair(
      ["sameMembers", "sameDeepMembers", "sameOrderedMembers", "sameDeepOrderedMembers"],
      .sameElements),
    pair(["closeTo", "approximately"], .approximate),
    pair(["isAbove", "greaterThan"], .greater),
    pair(["isAtLeast"], .greaterEqual),
    pair(["isBelow", "lessThan"], .less),
    pair(["isAtMost"], .lessEqual),
    pair(["match", "regex", "matches"], .matches),
    pair(["doesNotMatch", "notMatch", "notRegex"], .matches, not: true),
    pair(
      [
        "include", "deepInclude", "nestedInclude", "deepNestedInclude", "ownInclude",
        "deepOwnInclude", "includeMembers", "includeDeepMembers", "includeOrderedMembers",
        "includeDeepOrderedMembers", "includes", "contains", "contain",
      ], .contains),
    pair(
      [
        "notInclude", "notDeepInclude", "notNestedInclude", "notDeepNestedInclude",
        "notOwnInclude", "notDeepOwnInclude", "notIncludeMembers", "notIncludeDeepMembers",
        "notIncludeOrderedMembers", "notIncludeDeepOrderedMembers", "doesNotContainSubset",
        "notHas", "notHasStrict", "doesNotInclude",
      ], .contains, not: true),
    pair(
      [
        "containsSubset", "containSubset", "like", "partialDeepStrictEqual", "has", "hasStrict",
        "matchOnly", "matchOnlyStrict", "matchStrict", "resolveMatch", "propContains",
      ], .subset),
    pair(["oneOf"], .isIn),
    CallRow(.assertion, .any, ["isNull"], .null),
    CallRow(.assertion, .any, ["isNotNull"], .null, not: true),
    CallRow(.assertion, .any, ["isUndefined"], .undefined),
    CallRow(.assertion, .any, ["isDefined", "exists", "isNotUndefined"], .exists),
    CallRow(.assertion, .any, ["notExists"], .exists, not: true),
    CallRow(
      .assertion, .any,
      [
        "isCallable", "isNotCallable", "isFunction", "isNotFunction", "isObject", "isNotObject",
        "isArray", "isNotArray", "isString", "isNotString", "isNumber", "isNotNumber",
        "isNumeric", "isNotNumeric", "isFinite", "isBoolean", "isNotBoolean", "isIterable",
        "isNaN", "isNotNaN",
      ], .catalogue(.typeOnly)),
    pair(["typeOf", "instanceOf", "instance", "type", "isInstanceOf"], .type),
    pair(["notTypeOf", "notInstanceOf"], .type, not: true),
    CallRow(
      .assertion, .any,
      [
        "propertyVal", "deepPropertyVal", "ownPropertyVal", "deepOwnPropertyVal",
        "nestedPropertyVal", "deepNestedPropertyVal",
      ],
      .member, expected: [.argument(1), .argument(2)]),
    CallRow(
      .assertion, .any,
      [
        "notPropertyVal", "notDeepPropertyVal", "notOwnPropertyVal", "notDeepOwnPropertyVal",
        "notNestedPropertyVal", "notDeepNestedPropertyVal",
      ],
      .member, not: true, expected: [.argument(1), .argument(2)]),
    pair(["property", "ownProperty", "nestedProperty", "hasProp", "hasOwnProp"], .hasKey),
    pair(["notProperty", "notOwnProperty", "notNestedProperty"], .hasKey, not: true),
    pair(
      [
        "hasAnyKeys", "hasAllKeys", "containsAllKeys", "hasAnyDeepKeys", "hasAllDeepKeys",
        "containsAllDeepKeys", "hasProps", "hasOwnProps", "hasOwnPropsOnly",
      ], .hasKeys),
    pair(
      [
        "doesNotHaveAnyKeys", "doesNotHaveAllKeys", "doesNotHaveAnyDeepKeys",
        "doesNotHaveAllDeepKeys",
      ],
      .hasKeys, not: true),
    CallRow(
      .assertion, .any,
      [
        "isExtensible", "isNotExtensible", "isSealed", "isNotSealed", "isFrozen", "isNotFrozen",
        "extensible", "notExtensible", "sealed", "notSealed", "frozen", "notFrozen",
      ], .catalogue(.shape)),
    pair(["lengthOf"], .length),
    CallRow(.assertion, .any, ["isEmpty", "empty"], .empty),
    CallRow(.assertion, .any, ["isNotEmpty", "notEmpty"], .empty, not: true),
    CallRow(
      .assertion, .any, ["changesBy", "increasesBy", "decreasesBy"], .catalogue(.value)),
    CallRow(
      .assertion, .any,
      [
        "changes", "doesNotChange", "increases", "doesNotIncrease", "decreases",
        "doesNotDecrease", "operator", "changesButNotBy", "increasesButNotBy",
        "decreasesButNotBy", "doesNotDecreaseBy",
      ], .catalogue(.relational)),
    CallRow(
      .assertion, .any,
      ["throws", "throw", "Throw", "rejects", "throwsAsync", "raises", "isRejected"],
      .raises, expected: [.rest(1)]),
    CallRow(
      .assertion, .any,
      [
        "doesNotThrow", "doesNotReject", "notThrows", "notThrowsAsync", "ifError", "error",
        "resolves", "ifErr", "iferror", "notRejects", "isFulfilled",
      ], .noThrow),
    CallRow(
      .assertion, .any,
      ["snapshot", "fileSnapshot", "matchSnapshot", "resolveMatchSnapshot", "fixture"],
      .snapshot),
    CallRow(.assertion, .any, ["pass", "passed"], .never),
    CallRow(.assertion, .any, ["called"], .called),
    CallRow(.assertion, .any, ["callCount"], .callCount, expected: [.argument(1)]),
    CallRow(.assertion, .any, ["lastCalledWith"], .calledWith, expected: [.rest(1)]),
    CallRow(.assertion, .any, ["nthCalledWith"], .calledWith, expected: [.rest(2)]),
    CallRow(.assertion, .any, ["emits"], .called),
  ]

  /// The functions of `sinon.assert`.
  /// - Source: https://sinonjs.org/releases/latest/assertions/
  static let spies: [String: CallRow] = {
    let rows = [
      CallRow(
        .assertion, .any,
        [
          "called", "calledOnce", "calledTwice", "calledThrice", "callOrder", "calledOn",
          "alwaysCalledOn", "calledWithNew", "alwaysCalledWithNew",
        ], .called),
      CallRow(.assertion, .any, ["notCalled"], .called, not: true),
      CallRow(.assertion, .any, ["callCount"], .callCount, expected: [.argument(1)]),
      CallRow(
        .assertion, .any,
        [
          "calledWith", "calledWithMatch", "alwaysCalledWith", "alwaysCalledWithMatch",
          "calledWithExactly", "calledOnceWith", "calledOnceWithExactly", "calledOnceWithMatch",
          "alwaysCalledWithExactly",
        ], .calledWith, expected: [.rest(1)]),
      CallRow(
        .assertion, .any, ["neverCalledWith", "neverCalledWithMatch"], .calledWith, not: true,
        expected: [.rest(1)]),
      CallRow(.assertion, .any, ["threw", "alwaysThrew"], .raises, expected: [.rest(1)]),
      CallRow(.assertion, .any, ["match"], .subset, expected: [.argument(1)]),
    ]
    var result: [String: CallRow] = [:]
    for row in rows { for name in row.names { result[name] = row } }
    return result
  }()

  /// Modules whose members are assertions.
  static let modules: WordSet = [
    "assert", "node:assert", "assert/strict", "node:assert/strict", "power-assert", "uvu/assert",
    "better-assert", "assert-plus", "hard-rejection", "@japa/assert", "should-assert",
  ]
}
