import Suites

extension PythonSuites {
  static let rows: [[CallRow]] = [
    unittest, snake, mock, pytest, django, arrays, predicates, facets, matchers,
  ]

  /// Methods of `unittest.TestCase`.
  /// - Source: https://docs.python.org/3/library/unittest.html#assert-methods
  static let unittest: [CallRow] = [
    CallRow(
      .assertion,
      names: [
        "assertEqual", "assertEquals", "failUnlessEqual", "assertSequenceEqual",
        "assertListEqual", "assertTupleEqual", "assertSetEqual", "assertDictEqual",
        "assertMultiLineEqual",
      ], .equal),
    CallRow(
      .assertion, names: ["assertNotEqual", "assertNotEquals", "failIfEqual"], .equal, not: true),
    CallRow(
      .assertion,
      names: ["assertAlmostEqual", "assertAlmostEquals", "failUnlessAlmostEqual"], .approximate),
    CallRow(
      .assertion,
      names: ["assertNotAlmostEqual", "assertNotAlmostEquals", "failIfAlmostEqual"], .equal,
      not: true),
    CallRow(.assertion, names: ["assertCountEqual", "assertItemsEqual"], .sameElements),
    CallRow(.assertion, names: ["assertIs"], .identical),
    CallRow(.assertion, names: ["assertIsNot"], .identical, not: true),
    CallRow(.assertion, .any, ["assertTrue", "assert_", "failUnless"], .truth, arity: 1),
    CallRow(.assertion, .any, ["assertFalse", "failIf"], .truth, not: true, arity: 1),
    CallRow(.assertion, .any, ["assertIsNone"], .null),
    CallRow(.assertion, .any, ["assertIsNotNone"], .null, not: true),
    CallRow(.assertion, names: ["assertIsInstance"], .type),
    CallRow(.assertion, names: ["assertNotIsInstance"], .type, not: true),
    CallRow(.assertion, names: ["assertIsSubclass"], .subtype),
    CallRow(.assertion, names: ["assertNotIsSubclass"], .subtype, not: true),
    CallRow(
      .assertion, .any, ["assertIn"], .contains, subject: .argument(1), expected: [.argument(0)]),
    CallRow(
      .assertion, .any, ["assertNotIn"], .contains, not: true, subject: .argument(1),
      expected: [.argument(0)]),
    CallRow(.assertion, names: ["assertRegex", "assertRegexpMatches"], .matches),
    CallRow(.assertion, names: ["assertNotRegex", "assertNotRegexpMatches"], .matches, not: true),
    CallRow(.assertion, names: ["assertStartsWith", "assertEndsWith"], .startsWith),
    CallRow(
      .assertion, names: ["assertNotStartsWith", "assertNotEndsWith"], .startsWith, not: true),
    CallRow(
      .assertion, .any, ["assertDictContainsSubset"], .subset, subject: .argument(1),
      expected: [.argument(0)]),
    CallRow(.assertion, names: ["assertHasAttr"], .hasKey),
    CallRow(.assertion, names: ["assertNotHasAttr"], .hasKey, not: true),
    CallRow(.assertion, names: ["assertGreater"], .greater),
    CallRow(.assertion, names: ["assertGreaterEqual"], .greaterEqual),
    CallRow(.assertion, names: ["assertLess"], .less),
    CallRow(.assertion, names: ["assertLessEqual"], .lessEqual),
    CallRow(
      .assertion, .any, ["assertRaises", "failUnlessRaises"], .raises, subject: .argument(1),
      expected: [.argument(0)]),
    CallRow(
      .assertion, .any, ["assertRaisesRegex", "assertRaisesRegexp"], .raises, subject: .argument(2),
      expected: [.argument(0)], detail: .argument(1)),
    CallRow(
      .assertion, .any, ["assertWarns"], .warns, subject: .argument(1), expected: [.argument(0)]),
    CallRow(
      .assertion, .any, ["assertWarnsRegex"], .warns, subject: .argument(1),
      expected: [.argument(0)],
      detail: .argument(1)),
    CallRow(.assertion, .any, ["assertLogs"], .catalogue(.existence), subject: .none),
    CallRow(
      .assertion, .any, ["assertNoLogs"], .catalogue(.existence), not: true, subject: .none),
    CallRow(.failure, .own, ["fail"]),
    CallRow(.skip, .own, ["skipTest"]),
    CallRow(.meta, .own, ["subTest", "addCleanup", "addTypeEqualityFunc", "enterContext"]),
  ]

  /// The functions of nose, and NumPy's of the same names.
  static let snake: [CallRow] = [
    CallRow(
      .assertion, .free,
      [
        "assert_equal", "assert_equals", "eq_", "assert_list_equal", "assert_dict_equal",
        "assert_set_equal", "assert_tuple_equal", "assert_sequence_equal",
        "assert_multi_line_equal",
      ], .equal, expected: [.argument(1)]),
    CallRow(
      .assertion, .free, ["assert_not_equal", "assert_not_equals"], .equal, not: true,
      expected: [.argument(1)]),
    CallRow(.assertion, .free, ["assert_true", "ok_", "assert_"], .truth, arity: 1),
    CallRow(.assertion, .free, ["assert_false"], .truth, not: true, arity: 1),
    CallRow(.assertion, .free, ["assert_is_none"], .null),
    CallRow(.assertion, .free, ["assert_is_not_none"], .null, not: true),
    CallRow(.assertion, .free, ["assert_is"], .identical, expected: [.argument(1)]),
    CallRow(.assertion, .free, ["assert_is_not"], .identical, not: true, expected: [.argument(1)]),
    CallRow(
      .assertion, .free, ["assert_in"], .contains, subject: .argument(1),
      expected: [.argument(0)]),
    CallRow(
      .assertion, .free, ["assert_not_in"], .contains, not: true, subject: .argument(1),
      expected: [.argument(0)]),
    CallRow(
      .assertion, .free, ["assert_is_instance", "assert_isinstance"], .type,
      expected: [.argument(1)]),
    CallRow(.assertion, .free, ["assert_greater"], .greater, expected: [.argument(1)]),
    CallRow(.assertion, .free, ["assert_greater_equal"], .greaterEqual, expected: [.argument(1)]),
    CallRow(.assertion, .free, ["assert_less"], .less, expected: [.argument(1)]),
    CallRow(.assertion, .free, ["assert_less_equal"], .lessEqual, expected: [.argument(1)]),
    CallRow(.assertion, .free, ["assert_regex"], .matches, expected: [.argument(1)]),
    CallRow(.assertion, .free, ["assert_count_equal"], .sameElements, expected: [.argument(1)]),
    CallRow(
      .assertion, .free, ["assert_raises"], .raises, subject: .argument(1), expected: [.argument(0)]
    ),
    CallRow(
      .assertion, .free, ["assert_raises_regex", "assert_raises_regexp"], .raises,
      subject: .argument(2), expected: [.argument(0)], detail: .argument(1)),
    CallRow(
      .assertion, .free, ["assert_warns"], .warns, subject: .argument(1), expected: [.argument(0)]),
    CallRow(
      .assertion, .free, ["assert_that"], .equal, expected: [.argument(1)],
      modules: ["hamcrest"]),
  ]

  /// - Source: https://docs.python.org/3/library/unittest.mock.html
  static let mock: [CallRow] = [
    CallRow(
      .assertion, .method,
      ["assert_called", "assert_called_once", "assert_awaited", "assert_awaited_once"], .called,
      subject: .receiver),
    CallRow(
      .assertion, .method, ["assert_not_called", "assert_not_awaited"], .called, not: true,
      subject: .receiver),
    CallRow(
      .assertion, .method,
      [
        "assert_called_with", "assert_called_once_with", "assert_any_call", "assert_has_calls",
        "assert_awaited_with", "assert_awaited_once_with", "assert_any_await",
        "assert_has_awaits",
      ], .calledWith, subject: .receiver, expected: [.rest(0)]),
    CallRow(
      .assertion, .method,
      [
        "called_with", "called_once_with", "has_calls", "not_called", "called_once", "any_call",
        "asert_called_with", "assert_called_once_wtih", "assert_not_called_with",
      ], .incomplete, subject: .receiver),
    CallRow(
      .mock, .any,
      [
        "Mock", "MagicMock", "AsyncMock", "NonCallableMock", "NonCallableMagicMock",
        "PropertyMock", "create_autospec", "mock_open",
      ]),
  ]

  /// - Source: https://docs.pytest.org/en/stable/reference/reference.html#functions
  static let pytest: [CallRow] = [
    CallRow(
      .assertion, .free, ["raises", "RaisesExc", "RaisesGroup"], .raises, subject: .argument(1),
      expected: [.argument(0)], modules: ["pytest", "_pytest", "py.test", "nose.tools"]),
    CallRow(
      .assertion, .free, ["warns"], .warns, subject: .argument(1), expected: [.argument(0)],
      modules: ["pytest"]),
    CallRow(
      .assertion, .free, ["deprecated_call"], .warns, subject: .argument(1), modules: ["pytest"]),
    CallRow(.failure, .free, ["fail"], modules: ["pytest"]),
    CallRow(
      .skip, .free, ["skip", "xfail", "exit", "importorskip"], modules: ["pytest"]),
    CallRow(
      .assertion, .free, ["validate"], .schema, expected: [.argument(1)],
      modules: ["jsonschema"]),
    CallRow(
      .assertion, .method,
      ["model_validate", "model_validate_json", "parse_obj", "validate_python", "validate_json"],
      .schema),
    CallRow(.assertion, .method, ["assert_match", "assert_match_dir"], .snapshot),
    CallRow(
      .assertion, .free,
      [
        "verify", "verify_as_json", "verify_all", "verify_html", "verify_xml", "verify_file",
        "verify_all_combinations",
      ], .snapshot, modules: ["approvaltests"]),
  ]

  /// - Source: https://docs.djangoproject.com/en/stable/topics/testing/tools/#assertions
  static let django: [CallRow] = [
    CallRow(
      .assertion,
      names: ["assertHTMLEqual", "assertJSONEqual", "assertXMLEqual", "assertURLEqual"],
      .equal),
    CallRow(
      .assertion, names: ["assertHTMLNotEqual", "assertJSONNotEqual", "assertXMLNotEqual"],
      .equal, not: true),
    CallRow(.assertion, names: ["assertQuerySetEqual", "assertQuerysetEqual"], .sameElements),
    CallRow(.assertion, names: ["assertContains"], .matches),
    CallRow(.assertion, names: ["assertNotContains"], .matches, not: true),
    CallRow(
      .assertion, .any, ["assertInHTML"], .matches, subject: .argument(1),
      expected: [.argument(0)]),
    CallRow(
      .assertion, .any, ["assertNotInHTML"], .matches, not: true, subject: .argument(1),
      expected: [.argument(0)]),
    CallRow(
      .assertion, .any, ["assertRedirects", "assertMessages", "assertFieldOutput"],
      .catalogue(.value)),
    CallRow(
      .assertion, .any, ["assertFormError", "assertFormSetError", "assertFormsetError"],
      .catalogue(.throwsSpecific)),
    CallRow(
      .assertion, .any, ["assertRaisesMessage"], .raises, subject: .argument(2),
      expected: [.argument(0)], detail: .argument(1)),
    CallRow(
      .assertion, .any, ["assertWarnsMessage"], .warns, subject: .argument(2),
      expected: [.argument(0)], detail: .argument(1)),
    CallRow(.assertion, .any, ["assertTemplateUsed"], .catalogue(.shape)),
    CallRow(.assertion, .any, ["assertTemplateNotUsed"], .catalogue(.shape), not: true),
    CallRow(.assertion, .any, ["assertNumQueries"], .catalogue(.size), subject: .none),
  ]

  /// - Source: https://numpy.org/doc/stable/reference/routines.testing.html and
  ///   https://pandas.pydata.org/docs/reference/testing.html
  static let arrays: [CallRow] = [
    CallRow(
      .assertion, .free,
      [
        "assert_array_equal", "assert_string_equal", "print_assert_equal", "assert_frame_equal",
        "assert_series_equal", "assert_index_equal", "assert_extension_array_equal",
        "assert_numpy_array_equal", "assert_almost_equal_items",
      ], .equal, expected: [.argument(1)]),
    CallRow(
      .assertion, .free,
      [
        "assert_allclose", "assert_almost_equal", "assert_approx_equal",
        "assert_array_almost_equal", "assert_array_almost_equal_nulp", "assert_array_max_ulp",
        "assert_close",
      ], .approximate, expected: [.argument(1)]),
    CallRow(.assertion, .free, ["assert_array_less"], .less, expected: [.argument(1)]),
    CallRow(
      .assertion, .free, ["assert_no_warnings", "assert_no_gc_cycles"], .noThrow, subject: .none),
  ]

  static let predicates: [CallRow] = [
    CallRow(.predicate, .free, ["isinstance"], .type, expected: [.argument(1)]),
    CallRow(.predicate, .free, ["isnan", "isfinite", "isinf"], .type),
    CallRow(.predicate, .free, ["issubclass"], .subtype, expected: [.argument(1)]),
    CallRow(
      .predicate, .free,
      [
        "callable", "isclass", "isfunction", "ismethod", "iscoroutinefunction", "isgenerator",
        "iscoroutine", "isawaitable", "isgeneratorfunction", "is_dataclass",
      ], .type),
    CallRow(.predicate, .free, ["hasattr"], .hasKey, expected: [.argument(1)]),
    CallRow(.predicate, .free, ["all"], .every),
    CallRow(.predicate, .free, ["any"], .some),
    CallRow(
      .predicate, .method, ["startswith", "endswith"], .startsWith, subject: .receiver,
      expected: [.argument(0)]),
    CallRow(
      .predicate, .free, ["match", "search", "fullmatch"], .matches, subject: .argument(1),
      expected: [.argument(0)], modules: ["re", "regex"]),
    CallRow(
      .predicate, .method, ["issubset"], .subset, subject: .argument(0), expected: [.receiver]),
    CallRow(
      .predicate, .method, ["issuperset"], .subset, subject: .receiver, expected: [.argument(0)]),
    CallRow(
      .predicate, .free, ["exists", "isfile", "isdir", "lexists", "islink"], .exists,
      modules: ["os"]),
    CallRow(
      .predicate, .method, ["exists", "is_file", "is_dir", "isfile", "isdir", "check"], .exists,
      subject: .receiver),
    CallRow(.predicate, .method, ["equals"], .equal, subject: .receiver, expected: [.argument(0)]),
    CallRow(
      .predicate, .free, ["array_equal", "array_equiv"], .equal, expected: [.argument(1)],
      modules: ["numpy", "torch"]),
    CallRow(
      .predicate, .free, ["isclose", "allclose"], .approximate, expected: [.argument(1)],
      modules: ["math", "cmath", "numpy", "torch"]),
  ]

  static let facets: [CallRow] = [
    CallRow(.facet(.length), .free, ["len"]),
    CallRow(.facet(.type), .free, ["type"]),
    CallRow(.facet(.keys), .method, ["keys"], subject: .receiver),
    CallRow(.facet(.length), .method, ["count"], subject: .receiver, arity: 0),
    CallRow(.facet(.keys), .free, ["vars", "dir"]),
    CallRow(.facet(.length), .free, ["getsize"], modules: ["os"]),
    CallRow(.facet(.copy), .free, ["list", "sorted", "set", "tuple", "frozenset"]),
    CallRow(
      .facet(.time), .free,
      ["time", "perf_counter", "monotonic", "process_time", "time_ns", "perf_counter_ns"],
      subject: .none, modules: ["time"]),
  ]

  /// - Source: https://github.com/hamcrest/PyHamcrest
  static let matchers: [CallRow] = [
    CallRow(.matcher, .free, ["approx"], .approximate, expected: [.argument(0)]),
    CallRow(
      .matcher, .free,
      [
        "equal_to", "same_instance", "equal_to_ignoring_case", "equal_to_ignoring_whitespace",
        "has_string",
      ], .equal, expected: [.argument(0)], modules: ["hamcrest"]),
    CallRow(
      .matcher, .free, ["contains_exactly", "contains_inanyorder", "contains"], .sameElements,
      expected: [.argument(0)], modules: ["hamcrest"]),
    CallRow(
      .matcher, .free, ["close_to"], .approximate, expected: [.argument(0)],
      modules: ["hamcrest"]),
    CallRow(
      .matcher, .free, ["instance_of"], .type, expected: [.argument(0)], modules: ["hamcrest"]),
    CallRow(.matcher, .free, ["none"], .null, modules: ["hamcrest"]),
    CallRow(.matcher, .free, ["not_none", "anything"], .exists, modules: ["hamcrest"]),
    CallRow(
      .matcher, .free, ["has_length"], .length, expected: [.argument(0)], modules: ["hamcrest"]),
    CallRow(.matcher, .free, ["empty"], .empty, modules: ["hamcrest"]),
    CallRow(
      .matcher, .free, ["greater_than"], .greater, expected: [.argument(0)],
      modules: ["hamcrest"]),
    CallRow(
      .matcher, .free, ["greater_than_or_equal_to"], .greaterEqual, expected: [.argument(0)],
      modules: ["hamcrest"]),
    CallRow(
      .matcher, .free, ["less_than"], .less, expected: [.argument(0)], modules: ["hamcrest"]),
    CallRow(
      .matcher, .free, ["less_than_or_equal_to"], .lessEqual, expected: [.argument(0)],
      modules: ["hamcrest"]),
    CallRow(
      .matcher, .free,
      [
        "contains_string", "starts_with", "ends_with", "matches_regexp",
        "string_contains_in_order",
      ], .matches, expected: [.argument(0)], modules: ["hamcrest"]),
    CallRow(
      .matcher, .free, ["has_item", "has_items", "has_value"], .contains,
      expected: [.argument(0)], modules: ["hamcrest"]),
    CallRow(
      .matcher, .free, ["has_entries", "has_properties"], .subset, expected: [.argument(0)],
      modules: ["hamcrest"]),
    CallRow(.matcher, .free, ["has_entry"], .catalogue(.valuePartial), modules: ["hamcrest"]),
    CallRow(.matcher, .free, ["has_key"], .hasKey, expected: [.argument(0)], modules: ["hamcrest"]),
    CallRow(
      .matcher, .free, ["has_property"], .member, expected: [.argument(0), .argument(1)],
      modules: ["hamcrest"]),
    CallRow(.matcher, .free, ["is_in"], .isIn, expected: [.argument(0)], modules: ["hamcrest"]),
    CallRow(.matcher, .free, ["only_contains"], .every, modules: ["hamcrest"]),
    CallRow(
      .matcher, .free, ["raises"], .raises, expected: [.argument(0)], detail: .argument(1),
      modules: ["hamcrest"]),
    CallRow(.matcher, .free, ["is_", "all_of"], .all, modules: ["hamcrest"]),
    CallRow(.matcher, .free, ["not_", "is_not"], .all, not: true, modules: ["hamcrest"]),
    CallRow(.matcher, .free, ["any_of"], .any, modules: ["hamcrest"]),
    CallRow(
      .matcher, .free,
      [
        "IsInt", "IsStr", "IsFloat", "IsUUID", "IsDatetime", "IsNow", "IsList", "IsDict",
        "IsInstance", "IsAnyStr", "IsPositiveInt",
      ], .type, modules: ["dirty_equals"]),
  ]

  /// - Source: https://github.com/assertpy/assertpy
  static let assertpy = ChainRules(
    roots: ["assert_that", "assert_warn"], modules: ["assertpy"],
    rows: [
      ChainRow(.terminal, ["is_true"], .truth),
      ChainRow(.terminal, ["is_false"], .truth, not: true),
      ChainRow(
        .terminal,
        [
          "is_equal_to", "is_same_as", "is_equal_to_ignoring_case",
          "is_equal_to_ignoring_milliseconds", "is_equal_to_ignoring_seconds",
          "is_equal_to_ignoring_time", "is_named", "is_child_of",
        ], .equal),
      ChainRow(.terminal, ["is_not_equal_to", "is_not_same_as"], .equal, not: true),
      ChainRow(.terminal, ["contains_only", "contains_sequence"], .sameElements),
      ChainRow(.terminal, ["is_close_to"], .approximate),
      ChainRow(.terminal, ["is_none"], .null),
      ChainRow(.terminal, ["is_not_none"], .null, not: true),
      ChainRow(.terminal, ["exists", "is_file", "is_directory"], .exists),
      ChainRow(.terminal, ["does_not_exist"], .exists, not: true),
      ChainRow(.terminal, ["is_type_of", "is_instance_of"], .type),
      ChainRow(.terminal, ["is_length"], .length),
      ChainRow(.terminal, ["is_empty"], .empty),
      ChainRow(.terminal, ["is_not_empty"], .empty, not: true),
      ChainRow(.terminal, ["contains", "contains_value", "contains_ignoring_case"], .matches),
      ChainRow(.terminal, ["does_not_contain", "does_not_contain_value"], .matches, not: true),
      ChainRow(.terminal, ["contains_key"], .hasKey),
      ChainRow(.terminal, ["does_not_contain_key"], .hasKey, not: true),
      ChainRow(.terminal, ["starts_with", "ends_with"], .startsWith),
      ChainRow(.terminal, ["matches"], .matches),
      ChainRow(.terminal, ["does_not_match"], .matches, not: true),
      ChainRow(.terminal, ["is_in"], .isIn, expected: [.rest(0)]),
      ChainRow(.terminal, ["is_not_in"], .isIn, not: true, expected: [.rest(0)]),
      ChainRow(.terminal, ["is_greater_than"], .greater),
      ChainRow(.terminal, ["is_greater_than_or_equal_to"], .greaterEqual),
      ChainRow(.terminal, ["is_less_than"], .less),
      ChainRow(.terminal, ["is_less_than_or_equal_to"], .lessEqual),
      ChainRow(.terminal, ["is_between"], .between, expected: [.argument(0), .argument(1)]),
      ChainRow(.terminal, ["raises"], .raises),
      ChainRow(.word, ["when_called_with", "described_as"]),
      ChainRow(.descends, ["extracting"]),
    ] + catalogued)

  /// The rest of assertpy, by the classes of the catalog.
  private static let catalogued: [ChainRow] = Catalog.rows("python").compactMap { row in
    guard row.framework == "assertpy", row.kind == "assertion", let found = row.defaultClass,
      !named.contains(row.name)
    else { return nil }
    return ChainRow(.terminal, [row.name], .catalogue(found))
  }

  private static let named: WordSet = [
    "is_equal_to", "is_same_as", "is_equal_to_ignoring_case", "is_equal_to_ignoring_milliseconds",
    "is_equal_to_ignoring_seconds", "is_equal_to_ignoring_time", "is_named", "is_child_of",
    "is_not_equal_to", "is_not_same_as", "contains_only", "contains_sequence", "is_close_to",
    "is_none", "is_not_none", "exists", "is_file", "is_directory", "does_not_exist", "is_type_of",
    "is_instance_of", "is_length", "is_empty", "is_not_empty", "contains", "contains_value",
    "contains_ignoring_case", "does_not_contain", "does_not_contain_value", "contains_key",
    "does_not_contain_key", "starts_with", "ends_with", "matches", "does_not_match", "is_in",
    "is_not_in", "is_greater_than", "is_greater_than_or_equal_to", "is_less_than",
    "is_less_than_or_equal_to", "is_between", "raises", "when_called_with",
  ]
}

extension CallRow {
  /// A row whose subject and expected value are the first two arguments, on any receiver.
  fileprivate init(_ role: Role, names: [String], _ form: Form, not isNegated: Bool = false) {
    self.init(role, .any, names, form, not: isNegated, expected: [.argument(1)])
  }
}
