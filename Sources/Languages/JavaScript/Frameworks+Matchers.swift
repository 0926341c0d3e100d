import Suites

/// The words that may follow `expect(x)`, `x.should` and `cy.get(x).should('…')`.
///
/// - Source: https://jestjs.io/docs/expect, https://www.chaijs.com/api/bdd/,
///   https://playwright.dev/docs/test-assertions, https://jasmine.github.io/api/edge/matchers.html
enum Matchers {
  /// Words by name; where a name has rows of both roles, the brackets after it decide.
  static let terminals = table(.terminal)
  static let properties = table(.property)

  /// Words that only read well.
  static let words: WordSet = [
    "to", "be", "been", "is", "that", "which", "and", "has", "have", "with", "at", "of", "same",
    "but", "does", "still", "also", "a", "an", "it", "should", "been", "was", "all", "any",
    "itself", "own", "ordered", "deep", "nested", "resolves", "rejects", "not", "never",
    "eventually", "length", "lengthOf", "include", "contain", "includes", "contains", "only",
    "always", "already", "the", "soft", "configure", "notify", "size", "change", "increase",
    "decrease", "strictly", "looseEqual", "withContext", "element", "nthCall", "first", "second",
  ]

  /// Matchers of a state that is either so or not so: the opposite says as much.
  static let states: WordSet = [
    "toBeChecked", "toBeDisabled", "toBeEditable", "toBeEnabled", "toBeFocused", "toBeRequired",
    "toBeValid", "toBeInvalid", "toBePartiallyChecked", "toBePressed", "toBePartiallyPressed",
    "toHaveFocus", "be.checked", "be.selected", "be.focused", "have.focus", "be.enabled",
    "be.disabled", "checked", "selected", "focused", "enabled", "disabled", "focus", "readonly",
  ]

  /// Matchers that exclude one outcome or one sign.
  static let inequalities: WordSet = [
    "change", "changes", "increase", "increases", "decrease", "decreases", "toChange",
    "toBePositive", "toBeNegative",
  ]

  /// Matchers of a browser page: they answer a promise.
  static let pageMatchers: WordSet = [
    "toBeAttached", "toBeInViewport", "toBeEditable", "toBeFocused", "toHaveCount",
    "toContainText", "toContainClass", "toHaveText", "toHaveValues", "toHaveCSS", "toHaveId",
    "toHaveJSProperty", "toHaveTitle", "toHaveURL", "toHaveScreenshot", "toMatchAriaSnapshot",
    "toBeOK", "toPass", "toBeHidden",
  ]

  private static func table(_ role: ChainRow.Role) -> [String: ChainRow] {
    var result: [String: ChainRow] = [:]
    for row in rows where row.role == role {
      for name in row.names { result[name] = row }
    }
    return result
  }

  private static let rows: [ChainRow] =
    equality + numbers + presence + containers + calls + errors
    + documents + pages + types

  private static let equality: [ChainRow] = [
    ChainRow(
      .terminal,
      [
        "toEqual", "toStrictEqual", "toBe", "equal", "equals", "eq", "eql", "eqls", "exactly",
        "toBeResolvedTo", "become", "be", "deepEqual", "toEqualCaseInsensitive",
        "toEqualIgnoringWhitespace", "toHaveText", "toHaveValue", "toHaveValues", "toHaveId",
        "toHaveTitle", "toHaveURL", "text", "html", "value", "id", "same", "toHaveDisplayValue",
      ], .equal),
    ChainRow(
      .terminal,
      [
        "members", "toIncludeSameMembers", "toContainAllEntries", "toContainAllValues",
        "sameMembers",
      ], .sameElements),
    ChainRow(
      .terminal, ["toBeCloseTo", "closeTo", "approximately", "close"], .approximate,
      expected: [.argument(0)]),
    ChainRow(.terminal, ["toBeTruthy", "ok", "beTruthy"], .truth, expected: []),
    ChainRow(.terminal, ["toBeFalsy"], .truth, not: true, expected: []),
    ChainRow(.terminal, ["toBeTrue", "true", "True"], .exactTruth, expected: []),
    ChainRow(.terminal, ["toBeFalse", "false", "False"], .exactTruth, not: true, expected: []),
    ChainRow(.property, ["ok"], .truth, expected: []),
    ChainRow(.property, ["true"], .exactTruth, expected: []),
    ChainRow(.property, ["false"], .exactTruth, not: true, expected: []),
    ChainRow(.terminal, ["by", "toChangeBy", "toChangeTo"], .catalogue(.value)),
    ChainRow(.terminal, ["equalIgnoreCase", "equalIgnoreSpaces"], .equal),
  ]

  private static let numbers: [ChainRow] = [
    ChainRow(.terminal, ["toBeGreaterThan", "above", "gt", "greaterThan", "toBeAfter"], .greater),
    ChainRow(
      .terminal,
      [
        "toBeGreaterThanOrEqual", "least", "gte", "greaterThanOrEqual", "toBeAfterOrEqualTo",
        "aboveOrEqual",
      ],
      .greaterEqual),
    ChainRow(.terminal, ["toBeLessThan", "below", "lt", "lessThan", "toBeBefore"], .less),
    ChainRow(
      .terminal,
      [
        "toBeLessThanOrEqual", "most", "lte", "lessThanOrEqual", "toBeBeforeOrEqualTo",
        "belowOrEqual",
      ],
      .lessEqual),
    ChainRow(
      .terminal, ["within", "toBeWithin", "toBeBetween", "toBeInRange"], .between,
      expected: [.argument(0), .argument(1)]),
    ChainRow(
      .terminal,
      [
        "change", "changes", "increase", "increases", "decrease", "decreases", "toChange",
        "toBeEven", "toBeOdd", "toBePositive", "toBeNegative", "toAppearBefore", "toAppearAfter",
      ], .catalogue(.relational)),
  ]

  private static let presence: [ChainRow] = [
    ChainRow(
      .terminal,
      [
        "toBeDefined", "toBeInTheDocument", "toBeInTheDOM", "toBeVisible", "toBeAttached",
        "toBeInViewport", "exist", "exists", "toBePending", "visible", "descendants",
        "toContainElement",
      ], .exists, expected: []),
    ChainRow(.terminal, ["toBeHidden", "hidden"], .exists, not: true, expected: []),
    ChainRow(.terminal, ["toBeNull", "null"], .null, expected: []),
    ChainRow(.terminal, ["toBeUndefined", "undefined"], .undefined, expected: []),
    ChainRow(.terminal, ["toBeNullable", "toBeNil", "toBeNullish"], .null, expected: []),
    ChainRow(.property, ["exist", "exists", "visible"], .exists, expected: []),
    ChainRow(.property, ["hidden"], .exists, not: true, expected: []),
    ChainRow(.property, ["null"], .null, expected: []),
    ChainRow(.property, ["undefined"], .undefined, expected: []),
  ]

  private static let containers: [ChainRow] = [
    ChainRow(
      .terminal,
      [
        "toContain", "toContainEqual", "include", "includes", "contain", "contains", "string",
        "toInclude", "toIncludeAllMembers", "toIncludeAnyMembers", "toIncludeAllPartialMembers",
        "toIncludeSamePartialMembers", "toIncludeMultiple", "toIncludeRepeated",
        "toPartiallyContain", "toContainEntries", "toContainEntry", "toContainAnyEntries",
        "toContainValue", "toContainValues", "toContainAnyValues", "containEql", "containDeep",
        "containDeepOrdered", "toHaveTextContent", "toContainHTML", "toContainText",
        "toMatchTextContent", "toHaveClass", "toHaveClasses", "toContainClass", "class",
      ], .contains),
    ChainRow(
      .terminal,
      ["toStartWith", "startWith", "startsWith", "toEndWith", "endWith", "endsWith"],
      .startsWith),
    ChainRow(.terminal, ["toMatch", "match", "matches"], .matches),
    ChainRow(
      .terminal, ["toMatchObject", "containSubset", "toHaveFormValues", "properties"], .subset),
    ChainRow(.terminal, ["toBeOneOf", "oneOf", "equalOneOf"], .isIn),
    ChainRow(
      .terminal,
      [
        "toHaveLength", "lengthOf", "length", "size", "toHaveSize", "toHaveCount",
        "toBeArrayOfSize", "count",
      ], .length),
    ChainRow(
      .terminal, ["toBeEmpty", "toBeEmptyObject", "toBeEmptyDOMElement", "empty"], .empty,
      expected: []),
    ChainRow(.property, ["empty"], .empty, expected: []),
    ChainRow(
      .terminal,
      [
        "toHaveProperty", "property", "ownProperty", "haveOwnProperty", "nestedProperty",
        "propertyByPath",
      ],
      .member, expected: [.argument(0), .argument(1)]),
    ChainRow(
      .terminal,
      [
        "toHaveAttribute", "attr", "prop", "data", "header", "css", "toHaveCSS",
        "toHaveJSProperty",
      ],
      .member, expected: [.argument(0), .argument(1)]),
    ChainRow(
      .terminal,
      ["keys", "key", "toContainAllKeys", "toContainKey", "toContainKeys", "toContainAnyKeys"],
      .hasKeys, expected: [.rest(0)]),
    ChainRow(
      .terminal,
      [
        "ownPropertyDescriptor", "haveOwnPropertyDescriptor", "respondTo", "respondsTo",
        "toBeExtensible", "toBeFrozen", "toBeSealed", "toHaveRole",
      ], .catalogue(.shape)),
    ChainRow(
      .property, ["extensible", "sealed", "frozen"], .catalogue(.shape), expected: []),
  ]

  private static let calls: [ChainRow] = [
    ChainRow(
      .terminal,
      [
        "toHaveBeenCalled", "toBeCalled", "toHaveBeenCalledOnce", "toHaveReturned", "toReturn",
        "toHaveResolved", "toHaveSpyInteractions", "toHaveBeenCalledBefore",
        "toHaveBeenCalledAfter", "calledBefore", "calledAfter", "calledWithNew", "calledOn",
        "calledImmediatelyBefore", "calledImmediatelyAfter", "toHaveNoOtherSpyInteractions",
        "toHaveBeenExhausted",
      ], .called, expected: []),
    ChainRow(
      .terminal,
      [
        "toHaveBeenCalledTimes", "toBeCalledTimes", "toHaveReturnedTimes", "toReturnTimes",
        "callCount", "toHaveResolvedTimes",
      ], .callCount),
    ChainRow(
      .terminal,
      [
        "toHaveBeenCalledWith", "toBeCalledWith", "toHaveBeenLastCalledWith", "lastCalledWith",
        "toHaveBeenCalledExactlyOnceWith", "toHaveBeenCalledOnceWith", "calledWith",
        "calledOnceWith", "calledWithExactly", "calledOnceWithExactly", "calledWithMatch",
      ], .calledWith, expected: [.rest(0)]),
    ChainRow(
      .terminal, ["toHaveBeenNthCalledWith", "nthCalledWith"], .calledWith, expected: [.rest(1)]),
    ChainRow(
      .terminal,
      [
        "toHaveReturnedWith", "toReturnWith", "toHaveLastReturnedWith", "lastReturnedWith",
        "toHaveNthReturnedWith", "nthReturnedWith", "toHaveResolvedWith", "returned",
        "returnedWith", "toHaveLastResolvedWith", "toHaveNthResolvedWith",
      ], .calledWith, expected: [.rest(0)]),
    ChainRow(
      .property,
      ["called", "calledOnce", "calledTwice", "calledThrice", "calledWithNew"], .called,
      expected: []),
    ChainRow(.property, ["notCalled"], .called, not: true, expected: []),
  ]

  private static let errors: [ChainRow] = [
    ChainRow(
      .terminal,
      [
        "toThrow", "toThrowError", "throw", "throws", "Throw", "throwError", "throwException",
        "toThrowMatching", "toThrowWithMessage", "toBeRejected", "toBeRejectedWith",
        "toBeRejectedWithError", "toBeRejectedWithMatching", "toReject", "rejected",
        "rejectedWith", "thrown",
      ], .raises, expected: [.rest(0)]),
    ChainRow(.terminal, ["toBeResolved", "toResolve", "fulfilled"], .noThrow, expected: []),
    ChainRow(.property, ["rejected"], .raises, expected: []),
    ChainRow(.property, ["fulfilled"], .noThrow, expected: []),
    ChainRow(.property, ["throw"], .incomplete, expected: []),
    ChainRow(
      .terminal,
      ["toThrowErrorMatchingSnapshot", "toThrowErrorMatchingInlineSnapshot"], .snapshot,
      expected: []),
  ]

  private static let documents: [ChainRow] = [
    ChainRow(
      .terminal,
      [
        "toMatchSnapshot", "toMatchInlineSnapshot", "toMatchFileSnapshot", "toMatchAriaSnapshot",
        "toMatchAriaInlineSnapshot", "toMatchScreenshot", "toHaveScreenshot", "matchSnapshot",
        "toMatchImageSnapshot", "toMatchSpecificSnapshot", "matchImageSnapshot",
      ], .snapshot, expected: []),
    ChainRow(
      .terminal,
      [
        "toHaveAccessibleDescription", "toHaveAccessibleErrorMessage", "toHaveAccessibleName",
        "toHaveDescription", "toHaveErrorMessage",
      ], .equal),
    ChainRow(.terminal, ["toHaveStyle", "toHaveSelection"], .catalogue(.value)),
    ChainRow(.terminal, ["toHaveNoViolations"], .empty, expected: []),
  ]

  private static let pages: [ChainRow] = [
    ChainRow(.terminal, Array(states.filter { $0.hasPrefix("to") }), .catalogue(.value)),
    ChainRow(
      .property, Array(states.filter { !$0.contains(".") && !$0.hasPrefix("to") }),
      .catalogue(.value)),
    ChainRow(.terminal, ["toBeOK"], .ok, expected: []),
    ChainRow(.terminal, ["status"], .status),
    ChainRow(.terminal, ["redirectTo"], .equal),
    ChainRow(.terminal, ["cookie", "param"], .member, expected: [.argument(0), .argument(1)]),
    ChainRow(.terminal, ["charset"], .catalogue(.shape)),
    ChainRow(.property, ["redirect", "headers", "ip", "html", "text"], .catalogue(.shape)),
  ]

  private static let types: [ChainRow] = [
    ChainRow(
      .terminal,
      [
        "toBeInstanceOf", "instanceof", "instanceOf", "a", "an", "toBeTypeOf", "type", "toBeA",
        "toBeAn",
      ], .type),
    ChainRow(
      .terminal,
      [
        "toBeNaN", "toBeArray", "toBeBigInt", "toBeBoolean", "toBeDate", "toBeFunction",
        "toBeNumber", "toBeObject", "toBeString", "toBeSymbol", "toBeInteger", "toBeDateString",
        "toBeValidDate", "toBeHexadecimal", "toBeFinite", "toBePositiveInfinity",
        "toBeNegativeInfinity", "Number", "String", "Boolean", "Object", "Function", "Array",
        "Error", "Date", "NaN", "Infinity", "arguments", "Arguments",
      ], .catalogue(.typeOnly), expected: []),
    ChainRow(
      .property,
      [
        "NaN", "arguments", "Arguments", "finite", "callable", "numeric", "iterable", "Number",
        "String", "Boolean", "Object", "Function", "Array", "Error", "Date", "json",
      ], .catalogue(.typeOnly), expected: []),
    ChainRow(.terminal, ["nothing"], .never, expected: []),
    ChainRow(.terminal, ["toSatisfyApiSpec", "toSatisfySchemaInApiSpec"], .schema, expected: []),
  ]
}
