import Suites

extension GoSuites {
  static let rows: [[CallRow]] = [
    testing, testify(.free, 1), testify(.method, 0), mocks, predicates, facets, matchers,
  ]

  /// - Source: https://pkg.go.dev/testing#T
  private static let testing: [CallRow] = [
    CallRow(.failure, .method, ["Error", "Errorf", "Fatal", "Fatalf", "Fail", "FailNow"]),
    CallRow(.failure, .free, ["Fatal", "Fatalf", "Fatalln", "Panic", "Panicf"], modules: ["log"]),
    CallRow(.failure, .free, ["panic"]),
    CallRow(.failure, .free, ["Fail", "FailNow"]),
    CallRow(
      .assertion, .free, ["EqualSkip"], .equal, subject: .argument(2), expected: [.argument(3)]),
    CallRow(
      .assertion, .free, ["NotEqualSkip"], .equal, not: true, subject: .argument(2),
      expected: [.argument(3)]),
    CallRow(.skip, .method, ["Skip", "Skipf", "SkipNow"]),
    CallRow(
      .meta, .method,
      [
        "Log", "Logf", "Helper", "Parallel", "Setenv", "TempDir", "Name", "Add", "Context",
        "Deadline", "ReportAllocs", "ResetTimer", "Chdir",
      ]),
  ]

  /// testify and what copies its names; `first` is the place of the first argument that is compared.
  /// - Source: https://pkg.go.dev/github.com/stretchr/testify/assert
  private static func testify(_ receiver: CallRow.Receiver, _ first: Int) -> [CallRow] {
    let (a, b, c) = (Slot.argument(first), Slot.argument(first + 1), Slot.argument(first + 2))
    func row(
      _ names: [String], _ form: Form, not isNegated: Bool = false, subject: Slot,
      _ expected: [Slot] = [], detail: Slot = .none
    ) -> CallRow {
      CallRow(
        .assertion, receiver, names + names.map { $0 + "f" }, form, not: isNegated,
        subject: subject, expected: expected, detail: detail)
    }
    return [
      row(
        [
          "Equal", "EqualValues", "Exactly", "EqualExportedValues", "JSONEq", "YAMLEq",
          "DeepEqual", "Equals",
        ], .equal, subject: b, [a]),
      row(["NotEqual", "NotEqualValues"], .equal, not: true, subject: b, [a]),
      row(["Same"], .identical, subject: b, [a]),
      row(["NotSame"], .identical, not: true, subject: b, [a]),
      row(["ElementsMatch"], .sameElements, subject: b, [a]),
      row(["NotElementsMatch"], .sameElements, not: true, subject: b, [a]),
      row(
        ["InDelta", "InDeltaSlice", "InDeltaMapValues", "InEpsilon", "InEpsilonSlice"],
        .approximate, subject: b, [a], detail: c),
      row(["WithinDuration"], .approximate, subject: b, [a], detail: c),
      row(["WithinRange"], .between, subject: a, [b, c]),
      row(["True"], .truth, subject: a),
      row(["False"], .truth, not: true, subject: a),
      row(["Nil", "Zero"], .null, subject: a),
      row(["NotNil", "NotZero"], .null, not: true, subject: a),
      row(["Empty"], .empty, subject: a),
      row(["NotEmpty"], .empty, not: true, subject: a),
      row(["Len"], .length, subject: a, [b]),
      row(["Contains"], .contains, subject: a, [b]),
      row(["NotContains"], .contains, not: true, subject: a, [b]),
      row(["Subset"], .subset, subject: a, [b]),
      row(["NotSubset"], .subset, not: true, subject: a, [b]),
      row(["Regexp"], .matches, subject: b, [a]),
      row(["NotRegexp"], .matches, not: true, subject: b, [a]),
      row(["IsType", "Implements"], .type, subject: b, [a]),
      row(["IsNotType", "NotImplements"], .type, not: true, subject: b, [a]),
      row(["Greater"], .greater, subject: a, [b]),
      row(["GreaterOrEqual"], .greaterEqual, subject: a, [b]),
      row(["Less"], .less, subject: a, [b]),
      row(["LessOrEqual"], .lessEqual, subject: a, [b]),
      row(
        [
          "Positive", "Negative", "IsIncreasing", "IsNonIncreasing", "IsDecreasing",
          "IsNonDecreasing",
        ],
        .catalogue(.relational), subject: a),
      row(["NoError", "NoErr", "NilError"], .noThrow, subject: a),
      row(["NotPanics"], .noThrow, subject: a),
      row(["Error", "Panics"], .raises, subject: a),
      row(["ErrorIs", "ErrorAs", "ErrorType"], .raises, subject: a, [b]),
      row(["NotErrorIs", "NotErrorAs"], .catalogue(.throwsSpecific), not: true, subject: a),
      row(
        ["EqualError", "ErrorContains", "PanicsWithValue", "PanicsWithError", "PanicMatches"],
        .raises, subject: a,
        detail: b),
      row(["FileExists", "DirExists"], .exists, subject: a),
      row(["NoFileExists", "NoDirExists"], .exists, not: true, subject: a),
      row(
        ["HTTPSuccess", "HTTPRedirect", "HTTPError", "HTTPStatusCode"], .catalogue(.statusOnly),
        subject: a),
      row(["HTTPBodyContains", "HTTPBodyNotContains"], .catalogue(.valuePartial), subject: a),
    ]
  }

  /// - Source: https://pkg.go.dev/github.com/stretchr/testify/mock
  private static let mocks: [CallRow] = [
    CallRow(
      .assertion, .method, ["AssertExpectations"], .catalogue(.callArgs), subject: .receiver),
    CallRow(.assertion, .method, ["AssertNotCalled"], .called, not: true, subject: .receiver),
    CallRow(
      .assertion, .method, ["AssertNumberOfCalls"], .callCount, subject: .receiver,
      expected: [.argument(2)]),
    CallRow(
      .assertion, .method, ["AssertCalled"], .calledWith, subject: .receiver, expected: [.rest(2)]),
    CallRow(.matcher, .free, ["AnythingOfType", "IsType"], .type, modules: mockModules),
    CallRow(.matcher, .free, ["Any"], .exists, modules: mockModules),
  ]

  private static let mockModules = [
    "github.com/stretchr/testify/mock", "github.com/golang/mock/gomock", "go.uber.org/mock/gomock",
  ]

  private static let predicates: [CallRow] = [
    CallRow(
      .predicate, .free, ["DeepEqual"], .equal, expected: [.argument(1)], modules: ["reflect"]),
    CallRow(
      .predicate, .free, ["Equal", "EqualFunc", "Compare", "EqualFold", "ConstantTimeCompare"],
      .equal, expected: [.argument(1)]),
    CallRow(
      .predicate, .free, ["Contains", "ContainsRune", "ContainsAny", "ContainsFunc"], .contains,
      expected: [.argument(1)], modules: ["strings", "bytes", "slices"]),
    CallRow(
      .predicate, .free, ["HasPrefix", "HasSuffix"], .startsWith, expected: [.argument(1)],
      modules: ["strings", "bytes"]),
    CallRow(
      .predicate, .free, ["MatchString", "Match"], .matches, subject: .argument(1),
      expected: [.argument(0)], modules: ["regexp", "path"]),
    CallRow(
      .predicate, .method, ["MatchString"], .matches, subject: .argument(0), expected: [.receiver]),
    CallRow(
      .predicate, .free, ["Is", "As"], .raises, expected: [.argument(1)],
      modules: ["errors", "github.com/pkg/errors", "golang.org/x/xerrors"]),
    CallRow(
      .predicate, .free, ["IsNotExist", "IsExist", "IsPermission", "IsTimeout"],
      .catalogue(.throwsSpecific), modules: ["os"]),
    CallRow(
      .predicate, .free,
      ["IsNotFound", "IsAlreadyExists", "IsConflict", "IsInvalid", "IsForbidden"],
      .catalogue(.throwsSpecific), modules: ["k8s.io/apimachinery/pkg/api/errors"]),
    CallRow(
      .predicate, .method, ["After", "Before"], .less, subject: .receiver,
      expected: [.argument(0)]),
    CallRow(
      .predicate, .free,
      [
        "SliceIsSorted", "IsSorted", "IsSortedFunc", "StringsAreSorted", "IntsAreSorted",
        "Float64sAreSorted",
      ], .catalogue(.relational), modules: ["sort", "slices"]),
    CallRow(.predicate, .free, ["IsNaN", "IsInf"], .type, modules: ["math"]),
    CallRow(.predicate, .method, ["Equal"], .equal, subject: .receiver, expected: [.argument(0)]),
    CallRow(
      .predicate, .free, ["ObjectsAreEqual", "ObjectsAreEqualValues"], .equal,
      expected: [.argument(1)]),
  ]

  private static let facets: [CallRow] = [
    CallRow(.facet(.length), .free, ["len", "cap"]),
    CallRow(.facet(.length), .method, ["Len"], subject: .receiver, arity: 0),
    CallRow(.facet(.status), .method, ["ExitCode", "StatusCode"], subject: .receiver, arity: 0),
    CallRow(.facet(.type), .free, ["TypeOf"], modules: ["reflect"]),
    CallRow(.facet(.time), .free, ["Now", "Since", "Until"], modules: ["time"]),
    CallRow(.facet(.keys), .free, ["Keys"], modules: ["maps", "golang.org/x/exp/maps"]),
  ]

  /// - Source: https://onsi.github.io/gomega/#provided-matchers
  private static let matchers: [CallRow] = [
    matcher(
      ["Equal", "BeEquivalentTo", "BeComparableTo", "MatchJSON", "MatchXML", "MatchYAML"], .equal),
    matcher(["HaveExactElements", "HaveHTTPBody", "BeSent"], .catalogue(.value)),
    matcher(["PanicWith"], .catalogue(.throwsSpecific)),
    matcher(["BeIdenticalTo"], .identical),
    matcher(["ConsistOf"], .catalogue(.value)),
    matcher(["BeTrue", "BeTrueBecause"], .truth),
    CallRow(
      .matcher, .free, ["BeFalse", "BeFalseBecause"], .truth, not: true, subject: .none,
      modules: gomega),
    matcher(["BeNil", "BeZero", "BeClosed"], .null),
    matcher(["BeAnExistingFile", "BeARegularFile", "BeADirectory", "Receive"], .exists),
    matcher(["BeAssignableToTypeOf"], .type),
    matcher(["BeEmpty"], .empty),
    matcher(["HaveLen", "HaveCap"], .length),
    matcher(["ContainSubstring", "ContainElement"], .contains),
    matcher(["ContainElements"], .subset),
    matcher(["HavePrefix", "HaveSuffix"], .startsWith),
    matcher(["MatchRegexp", "Say"], .matches),
    matcher(["BeElementOf", "BeKeyOf"], .catalogue(.valuePartial)),
    matcher(["HaveKey", "HaveExistingField"], .hasKey),
    CallRow(
      .matcher, .free, ["HaveKeyWithValue", "HaveField", "HaveHTTPHeaderWithValue"], .member,
      subject: .none, expected: [.argument(0), .argument(1)], modules: gomega),
    matcher(["HaveOccurred", "Panic"], .raises),
    matcher(["Succeed"], .noThrow),
    CallRow(
      .matcher, .free, ["MatchError", "MatchErrorStrictly"], .raises, subject: .none,
      detail: .argument(0), modules: gomega),
    matcher(["HaveHTTPStatus", "Exit"], .catalogue(.statusOnly)),
    matcher(["BeNumerically", "BeTemporally"], .catalogue(.relational)),
    matcher(["HaveEach"], .every),
    matcher(["Satisfy", "WithTransform", "HaveValue"], .catalogue(.value)),
    CallRow(
      .matcher, .free, ["And", "SatisfyAll"], .all, subject: .none, expected: [.rest(0)],
      modules: gomega),
    CallRow(
      .matcher, .free, ["Or", "SatisfyAny"], .any, subject: .none, expected: [.rest(0)],
      modules: gomega),
    CallRow(
      .matcher, .free, ["Not"], .all, not: true, subject: .none, expected: [.argument(0)],
      modules: gomega),
  ]

  private static let gomega = [
    "github.com/onsi/gomega", "github.com/onsi/gomega/gbytes", "github.com/onsi/gomega/gexec",
    "github.com/onsi/gomega/ghttp", "github.com/onsi/gomega/gstruct",
  ]

  private static func matcher(_ names: [String], _ form: Form) -> CallRow {
    CallRow(.matcher, .free, names, form, subject: .none, expected: [.rest(0)], modules: gomega)
  }

  /// The checkers of quicktest and gocheck, which stand between what they compare.
  /// - Source: https://pkg.go.dev/github.com/frankban/quicktest and https://pkg.go.dev/gopkg.in/check.v1
  static let checkers: [String: Form] = [
    "Equals": .equal, "CmpEquals": .equal, "DeepEquals": .equal, "ContentEquals": .sameElements,
    "JSONEquals": .equal, "CodecEquals": .equal, "Matches": .matches, "Contains": .contains,
    "ErrorMatches": .raises, "ErrorIs": .raises, "ErrorAs": .raises, "PanicMatches": .raises,
    "Panics": .raises, "IsNil": .null, "IsNotNil": .exists, "NotNil": .exists, "HasLen": .length,
    "Implements": .type, "FitsTypeOf": .type, "IsTrue": .truth, "IsFalse": .truth,
    "Satisfies": .catalogue(.value), "Any": .some, "All": .every, "Equal": .equal,
    "DeepEqual": .equal, "Len": .length, "Nil": .null, "Error": .raises,
    "ErrorContains": .raises, "Regexp": .matches,
  ]
}
