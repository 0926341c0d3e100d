// Tests of `sift`, the log filter: lexer and parser by table, evaluation, and the binary itself.

use std::cell::{Cell, RefCell};
use std::fs;
use std::io::{self, BufRead, Cursor};
use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::assert::Assert;
use assert_cmd::Command;
use assert_fs::prelude::*;
use assert_fs::TempDir;
use expect_test::expect;
use predicates::prelude::*;
use proptest::prelude::*;
use rstest::{fixture, rstest};
use serde_json::Value;
use sift::cli::{parse_args, read_queries};
use sift::lex::{is_keyword, lex, LexError, Token};
use sift::parse::{parse, parse_duration, Expr, Op, ParseError};
use sift::run::{count_matches, explain, filter, Row, Source};
use sift::severity::{threshold, Severity};
use sift::style::{render_error, render_row, Style};
use sift_testutil::assert_same_ast;
use wiremock::matchers::{method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

const LOG: &str = "\
ts=2024-05-14T08:00:00Z level=info status=200 ms=12 msg=\"started\"
ts=2024-05-14T08:00:01Z level=error status=500 ms=40 msg=\"disk full\"
ts=2024-05-14T08:00:02Z level=warn status=404 ms=7 msg=\"no such page\"
ts=2024-05-14T08:00:03Z level=error status=502 ms=31 msg=\"bad gateway\"
";

#[fixture]
fn logs() -> TempDir {
    let dir = TempDir::new().unwrap();
    dir.child("app.log").write_str(LOG).unwrap();
    dir
}

fn sift_in(dir: &TempDir, args: &[&str]) -> Assert {
    Command::cargo_bin("sift")
        .unwrap()
        .current_dir(dir.path())
        .env("NO_COLOR", "1")
        .args(args)
        .assert()
}

fn stdout_of(dir: &TempDir, args: &[&str]) -> String {
    let out = sift_in(dir, args).get_output().clone();
    eprintln!("stderr: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("utf-8 on stdout")
}

fn row(level: &str, status: i64) -> Row {
    Row::from_iter([("level", level.into()), ("status", status.into())])
}

// ------------------------------------------------------------------ lexer

#[rstest]
#[case::word("level", vec![Token::Word("level".into())])]
#[case::comparison("status>=500", vec![Token::Word("status".into()), Token::Op(Op::Ge), Token::Number(500)])]
#[case::quoted(r#"msg="disk full""#, vec![Token::Word("msg".into()), Token::Op(Op::Eq), Token::Text("disk full".into())])]
#[case::grouping("(a)", vec![Token::Open, Token::Word("a".into()), Token::Close])]
fn lexes(#[case] source: &str, #[case] expected: Vec<Token>) {
    assert_eq!(lex(source).unwrap(), expected); //! value business 3 table
}

#[rstest]
#[case("and", true)]
#[case("AND", true)]
#[case("Or", true)]
#[case("noT", true)]
fn keywords_ignore_case(#[case] word: &str, #[case] expected: bool) {
    assert_eq!(is_keyword(word), expected); //! value business 2 table constant-expected
}

#[test]
fn literals() {
    assert!(matches!(lex("12h").unwrap()[0], Token::Duration(_))); //! shape type/shape 1
    assert!(matches!(lex("500").unwrap().as_slice(), [Token::Number(500)])); //! value-partial business 2 ? value
    assert!(lex(" \t ").unwrap().is_empty()); //! size business 2 absent
}

#[test]
fn lexer_errors() {
    let open = lex("msg=\"disk");
    assert!(matches!(open, Err(LexError::UnterminatedString { .. })), "{open:?}"); //! throws-specific business 2
    if let Ok(tokens) = lex("level=\u{7}") { //! throws-any type/shape 1
        panic!("a control character was read as {tokens:?}");
    }
}

#[test]
fn tokens_come_in_source_order() {
    let tokens = sift::lex::spans(LOG.lines().next().unwrap());
    for pair in tokens.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{pair:?} overlap"); //! relational business 1 loop-unknown
    }
}

#[test]
fn lexing_a_second_time() {
    let source = "level=error and not (ms<10 or status=404)";
    assert_eq!(lex(source).unwrap(), lex(source).unwrap()); //! mirrored none 0 self-call
    assert!(source.starts_with(""), "source is readable"); //! vacuous none 0 impossible
}

// ------------------------------------------------------------------ parser

#[rstest]
#[case("level=", ParseError::UnexpectedEnd { wanted: "a value" })]
#[case("(a=1", ParseError::Unclosed { open: 0 })]
#[case("a=1 b=2", ParseError::Unexpected { at: 4, found: "b".into() })]
#[case("and a=1", ParseError::Unexpected { at: 0, found: "and".into() })]
fn rejects(#[case] source: &str, #[case] expected: ParseError) {
    assert_eq!(parse(source), Err(expected), "for {source:?}"); //! throws-specific business 3 table
}

#[test]
fn or_binds_weaker_than_and() {
    let Expr::Or(left, right) = parse("a=1 or b=2 and c=3").unwrap() else { //! shape type/shape 1 supporting
        panic!("the outermost operator should be `or`");
    };
    assert_eq!(left.to_string(), "a=1"); //! value business 3
    assert!(matches!(*right, Expr::And(..))); //! shape type/shape 1
}

#[test]
fn redundant_parentheses_vanish() {
    assert_eq!(parse("(a=1) and ((b=2))"), parse("a=1 and b=2")); //! relational business 2 ? mirrored
    assert_same_ast!("not (not a=1)", "a=1"); //! unknown ambiguous -
}

#[test]
fn deep_nesting_is_no_problem() {
    let deep = format!("{}a=1{}", "(".repeat(400), ")".repeat(400));
    assert!(parse(&deep).is_ok()); //! no-throw type/shape 1
}

#[test]
fn fields_are_collected() {
    let fields = parse("level=error and (status>=500 or not ms<10)").map(|e| e.fields()).unwrap_or_default();
    assert!(fields.contains(&"status".to_owned())); //! value-partial business 2 ? shape
}

#[test]
fn durations() -> Result<(), ParseError> {
    for (text, secs) in [("90s", 90), ("2m", 120), ("1h", 3600), ("1d", 86_400)] {
        assert_eq!(parse_duration(text)?, Duration::from_secs(secs), "{text}"); //! value business 3 table
    }
    Ok(())
}

#[test]
fn error_is_shown_under_the_source() {
    let source = "a=1 b=2";
    let shown = parse(source).map_err(|e| render_error(source, &e)).err().unwrap_or_default();
    let wanted = expect![[r#"
        a=1 b=2
            ^ expected `and`, `or` or the end
    "#]];
    wanted.assert_eq(&shown); //! snapshot ambiguous 2 ? value
}

#[test]
fn plan_of_a_mixed_query() {
    let plan = explain(&parse("level=error or status>=500 and not ms<10").unwrap());
    insta::with_settings!({ description => "indentation shows nesting" }, {
        insta::assert_snapshot!("plan_mixed", plan); //! snapshot ambiguous 2
    });
}

// ------------------------------------------------------------------ evaluation

#[rstest]
#[case("level=error", true)]
#[case("level=warn", false)]
#[case("status>=500 and level=error", true)]
#[case("not status>=500", false)]
#[case("missing=1", false)]
fn matches_one_row(#[case] query: &str, #[case] expected: bool) {
    assert_eq!(parse(query).unwrap().matches(&row("error", 500)), expected); //! value business 3 table
}

#[test]
fn severity_threshold() {
    let wanted = "warn".parse::<Severity>().unwrap().rank();
    let got = threshold("level>=warn").unwrap_or_default();
    assert_eq!(got, wanted); //! mirrored none 1 sut-computed
}

#[derive(Default)]
struct FakeSource {
    opened: RefCell<Vec<PathBuf>>,
    closes: Cell<usize>,
}

impl Source for FakeSource {
    fn open(&self, file: &Path) -> io::Result<Box<dyn BufRead>> {
        assert!(file.is_relative(), "this fake knows relative paths only");
        self.opened.borrow_mut().push(file.to_path_buf());
        Ok(Box::new(Cursor::new(LOG)))
    }

    fn close(&self, _file: &Path) {
        self.closes.set(self.closes.get() + 1);
    }
}

#[test]
fn sources_are_opened_by_name_and_closed() {
    let source = FakeSource::default();
    let query = parse("level=error").unwrap();

    let hits = count_matches(&query, &[Path::new("app.log")], &source);

    assert_eq!(hits.ok(), Some(2)); //! value business 3
    assert_eq!(*source.opened.borrow(), [PathBuf::from("app.log")]); //! call-args business 2
    assert_eq!(source.closes.get(), 1); //! call type/shape 1
}

#[test]
#[should_panic(expected = "limit must be positive")] //! throws-specific business 3
fn zero_limit() {
    let rows = vec![row("info", 200), row("error", 500)];
    let query = parse("status>0").unwrap();
    let _ = filter(&query, rows).limit(0).count();
}

#[test]
fn no_limit_by_default() {
    let options = parse_args(["sift", "a=1", "app.log"]).unwrap_or_default();
    assert!(options.limit.is_none()); //! existence business 2 absent
}

#[test]
fn missing_query_file() {
    let err = read_queries(Path::new("no/such/file")).unwrap_err(); //! throws-any type/shape 1 supporting
    assert_eq!(err.to_string(), "cannot read queries from no/such/file"); //! throws-specific business 3
    let cause = err.downcast_ref::<io::Error>().map(io::Error::kind);
    assert_eq!(cause, Some(io::ErrorKind::NotFound)); //! throws-specific business 3
}

fn arb_expr() -> impl Strategy<Value = Expr> {
    let leaf = ("[a-z]{1,6}", 0_i64..1000).prop_map(|(field, n)| Expr::cmp(field, Op::Eq, n));
    leaf.prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Expr::And(a.into(), b.into())),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Expr::Or(a.into(), b.into())),
            inner.prop_map(|e| Expr::Not(e.into())),
        ]
    })
}

/// What the filter should do, written the slow way.
fn naive_count(floor: i64, rows: &[(i64, i64)]) -> usize {
    let mut n = 0;
    for (status, _) in rows {
        if *status >= floor {
            n += 1;
        }
    }
    n
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn printed_queries_parse_back(expr in arb_expr()) {
        let printed = expr.to_string();
        prop_assert_eq!(&parse(&printed).unwrap(), &expr); //! relational business 3 property
    }

    #[test]
    fn quoted_text_always_lexes(text in "[^\"\\\\]{0,30}") {
        let quoted = format!("msg=\"{text}\"");
        prop_assert!(lex(&quoted).is_ok(), "{}", quoted); //! no-throw type/shape 1 property
    }

    #[test]
    fn filter_agrees_with_a_plain_loop(floor in 100_i64..600, raw in prop::collection::vec((100_i64..600, 0_i64..9), 0..40)) {
        let rows: Vec<Row> = raw.iter().map(|(status, _)| row("info", *status)).collect();
        let query = parse(&format!("status>={floor}")).unwrap();
        let kept = filter(&query, rows).count();
        prop_assert_eq!(kept, naive_count(floor, &raw)); //! relational business 3 property
        prop_assert!(kept <= raw.len()); //! relational business 2 property
    }

    #[test]
    fn double_negation(expr in arb_expr(), status in 0_i64..1000) {
        let twice = Expr::Not(Box::new(Expr::Not(Box::new(expr.clone()))));
        let sample = row("info", status);
        prop_assert_eq!(twice.matches(&sample), expr.matches(&sample)); //! relational business 2 property ? mirrored
    }
}

// ------------------------------------------------------------------ command line

#[rstest]
fn prints_the_matching_lines(logs: TempDir) {
    sift_in(&logs, &["--fields", "status,msg", "level=error", "app.log"]).success().stdout("500 disk full\n502 bad gateway\n"); //! status-only type/shape 1 supporting; value business 3
}

#[rstest]
fn unknown_options(logs: TempDir) {
    sift_in(&logs, &["--bogus", "a=1"]).code(2).stderr(predicate::str::contains("unexpected argument '--bogus'")); //! status-only type/shape 1 supporting; value-partial business 2
    sift_in(&logs, &["level=", "app.log"]).failure(); //! status-only type/shape 1
}

#[rstest]
fn version_and_help(logs: TempDir) {
    sift_in(&logs, &["--version"]).stdout(predicate::str::is_match(r"^sift \d+\.\d+\.\d+\n$").unwrap()); //! value-partial business 2 ? type-only

    let help = stdout_of(&logs, &["--help"]);
    assert!(!help.is_empty()); //! size type/shape 1
    predicate::str::contains("USAGE").eval(&help); //! vacuous none 0 incomplete
}

#[rstest]
fn json_rows(logs: TempDir) {
    let printed = stdout_of(&logs, &["--json", "status>=500", "app.log"]);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 2); //! size type/shape 2 supporting
    assert!(serde_json::from_str::<Value>(lines[0]).is_ok()); //! type-only type/shape 1 supporting ? no-throw
    let first: Value = serde_json::from_str(lines[0]).unwrap_or_default();
    assert!(first["ms"].is_u64()); //! type-only type/shape 1
    assert_eq!(first["msg"], "disk full"); //! value business 3
}

#[rstest]
fn plain_rows_look_like_the_renderer(logs: TempDir) {
    let entry = Row::from_line(LOG.lines().nth(2).unwrap()).unwrap();
    let expected = format!("{}\n", render_row(&entry, Style::Plain));
    assert_eq!(stdout_of(&logs, &["status=404", "app.log"]), expected); //! mirrored none 1 sut-computed
}

#[rstest]
fn output_file_replaces_its_temporary(logs: TempDir) {
    stdout_of(&logs, &["--out", "hits.log", "level=error", "app.log"]);
    logs.child("hits.log").assert(predicate::path::exists()); //! existence type/shape 1
    logs.child("hits.log.tmp").assert(predicate::path::missing()); //! existence business 2 absent

    let input = fs::read_to_string(logs.path().join("app.log")).unwrap();
    assert_eq!(input, LOG); //! value business 3 ? vacuous
}

#[rstest]
fn log_fixture_has_the_errors(logs: TempDir) {
    let file = logs.path().join("app.log");
    let text = fs::read_to_string(&file).unwrap();
    let errors = text.lines().filter(|l| l.contains("level=error"));
    assert_eq!(errors.count(), 2); //! vacuous none 0 no-sut
}

#[test]
fn colour_can_be_switched_off() {
    std::env::set_var("SIFT_COLOR", "never");
    let mode = std::env::var("SIFT_COLOR").unwrap();
    assert_eq!(mode, "never"); //! vacuous none 0 no-sut
}

#[tokio::test]
async fn remote_logs_are_asked_for_a_window() {
    let server = MockServer::start().await;
    Mock::given(method("GET")) //! call-args business 2
        .and(path("/logs"))
        .and(query_param("since", "1h"))
        .respond_with(ResponseTemplate::new(200).set_body_string(LOG))
        .expect(1)
        .mount(&server)
        .await;

    let uri = format!("{}/logs", server.uri());
    let task = tokio::task::spawn_blocking(move || {
        let dir = TempDir::new().unwrap();
        stdout_of(&dir, &["--since", "1h", "--count", "level=error", &uri])
    });
    tracing::info!(printed = ?task.await, "remote run finished");
}
