import Suites

extension RustSuites {
  static let rows: [[CallRow]] = [
    standard, snapshots, properties, crates, words, facets, endings,
  ]

  /// The macros of the standard library and those of crates that stand in for them.
  static let standard: [CallRow] = [
    CallRow(
      .assertion, .any, ["assert", "debug_assert", "prop_assert", "verify_that"], .truth, arity: 1),
    CallRow(
      .assertion, .any,
      ["assert_eq", "debug_assert_eq", "assert_str_eq", "assert_equal", "assert_same"], .equal,
      expected: [.argument(1)]),
    CallRow(
      .assertion, .any, ["assert_ne", "debug_assert_ne"], .equal, not: true,
      expected: [.argument(1)]),
  ]

  /// - Source: https://docs.rs/insta
  static let snapshots: [CallRow] = [
    CallRow(
      .assertion, .any,
      [
        "assert_snapshot", "assert_debug_snapshot", "assert_compact_debug_snapshot",
        "assert_display_snapshot", "assert_json_snapshot", "assert_compact_json_snapshot",
        "assert_yaml_snapshot", "assert_ron_snapshot", "assert_toml_snapshot",
        "assert_csv_snapshot", "assert_binary_snapshot", "assert_inline_snapshot",
        "assert_cmd_snapshot",
      ], .snapshot)
  ]

  /// - Source: https://docs.rs/proptest
  static let properties: [CallRow] = [
    CallRow(.assertion, .any, ["prop_assert_eq"], .equal, expected: [.argument(1)]),
    CallRow(.assertion, .any, ["prop_assert_ne"], .equal, not: true, expected: [.argument(1)]),
    CallRow(.meta, .any, ["prop_assume", "prop_compose", "prop_oneof"]),
  ]

  /// The crates assert_matches, claims, approx, more-asserts, tokio-test, assert_cmd.
  static let crates: [CallRow] = [
    CallRow(.assertion, .any, ["assert_ok", "assert_ready_ok"], .raises, not: true),
    CallRow(
      .assertion, .any, ["assert_ok_eq", "assert_some_eq"], .equal, expected: [.argument(1)]),
    CallRow(.assertion, .any, ["assert_err", "assert_ready_err"], .raises),
    CallRow(.assertion, .any, ["assert_some"], .exists),
    CallRow(.assertion, .any, ["assert_none"], .null),
    CallRow(
      .assertion, .any,
      ["assert_relative_eq", "assert_abs_diff_eq", "assert_ulps_eq", "assert_approx_eq"],
      .approximate, expected: [.argument(1)]),
    CallRow(
      .assertion, .any, ["assert_relative_ne", "assert_abs_diff_ne"], .equal, not: true,
      expected: [.argument(1)]),
    CallRow(.assertion, .any, ["assert_lt"], .less, expected: [.argument(1)]),
    CallRow(.assertion, .any, ["assert_le"], .lessEqual, expected: [.argument(1)]),
    CallRow(.assertion, .any, ["assert_gt"], .greater, expected: [.argument(1)]),
    CallRow(.assertion, .any, ["assert_ge"], .greaterEqual, expected: [.argument(1)]),
    CallRow(
      .assertion, .any, ["assert_contains", "assert_starts_with"], .contains,
      expected: [.argument(1)]),
    CallRow(.assertion, .any, ["assert_ready", "assert_pending"], .catalogue(.shape)),
    CallRow(
      .assertion, .method, ["stdout", "stderr"], .contains, subject: .receiver,
      expected: [.argument(0)], modules: ["assert_cmd"]),
    CallRow(.mock, .method, ["expect_call"]),
  ]

  static let words: [CallRow] = [
    CallRow(
      .predicate, .method, ["is_match"], .matches, subject: .argument(0), expected: [.receiver])
  ]

  static let facets: [CallRow] = [
    CallRow(.facet(.length), .method, ["len", "count"], subject: .receiver, arity: 0),
    CallRow(.facet(.keys), .method, ["keys"], subject: .receiver, arity: 0),
    CallRow(.facet(.status), .method, ["status", "status_code"], subject: .receiver, arity: 0),
    CallRow(.facet(.time), .method, ["elapsed"], subject: .receiver, arity: 0),
    CallRow(.facet(.type), .method, ["type_id"], subject: .receiver, arity: 0),
  ]

  static let endings: [CallRow] = [
    CallRow(.failure, .any, ["panic", "unreachable", "todo", "unimplemented", "fail"]),
    CallRow(
      .meta, .any,
      [
        "println", "eprintln", "print", "eprint", "dbg", "expect", "expect_err", "assume",
        "debug", "info", "warn", "trace", "write", "writeln",
      ]),
  ]
}
