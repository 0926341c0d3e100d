// Imitates a mature query parser: unit tests, insta snapshots, proptest, tables of errors.

use std::fmt::Write as _;

use indoc::indoc;
use insta::{assert_debug_snapshot, assert_json_snapshot, assert_snapshot, with_settings};
use pretty_assertions::{assert_eq, assert_ne};
use proptest::prelude::*;
use query::ast::{Kind, Node, Span};
use query::{lex, parse, simplify, ErrorKind, ParseError, Token};
use query_reference as reference;

fn words(source: &str) -> Vec<String> {
    parse(source).expect("valid in these tests").words().map(str::to_owned).collect()
}

fn check(source: &str, expected: &str) {
    let node = parse(source).unwrap();
    assert_eq!(node.to_string(), expected, "source: {source}");
}

fn check_error(source: &str, kind: ErrorKind, at: usize) {
    match parse(source) {
        Ok(node) => panic!("{source} parsed as {node}"),
        Err(error) => {
            assert_eq!(error.kind, kind);
            assert_eq!(error.span.start, at);
        }
    }
}

#[test]
fn tokens() {
    assert_eq!(lex("a:1"), vec![Token::Word("a"), Token::Colon, Token::Number(1)]); //! value business 3
    assert_eq!(lex(""), vec![]); //! size business 2 absent
    assert_eq!(lex("a b").len(), 3); //! size shape 2
    assert!(matches!(lex("17")[0], Token::Number(17))); //! value-partial business 2
    assert!(matches!(lex("\"x\"")[..], [Token::Text(_)])); //! shape shape 1
    assert!(lex("a b").contains(&Token::Space)); //! value-partial business 2
}

#[test]
fn precedence() {
    check("a b OR c", "((a AND b) OR c)"); //! value business 3
    check("a (b OR c)", "(a AND (b OR c))"); //! value business 3
    check("NOT a b", "((NOT a) AND b)"); //! value business 3
}

#[test]
fn errors() {
    check_error("(a", ErrorKind::Unclosed, 0); //! throws-any shape 1 supporting; throws-specific business 3; throws-specific business 3
    check_error("a)", ErrorKind::Unexpected, 1); //! throws-any shape 1 supporting; throws-specific business 3; throws-specific business 3
}

#[test]
fn error_text() {
    let error = parse("name:").unwrap_err(); //! throws-any shape 1 supporting
    assert_eq!(error.to_string(), "expected a value after `name:` at 5"); //! throws-specific business 3
    assert!(error.to_string().contains("expected")); //! throws-specific business 3
}

#[test]
fn fails_in_some_way() {
    for source in ["(", ")", "\"", "a:"] {
        assert!(parse(source).is_err(), "{source}"); //! throws-any shape 1
    }
}

#[test]
fn accepts() {
    for source in ["a", "a b", "a:1", "\"x y\""] {
        assert!(parse(source).is_ok(), "{source}"); //! no-throw shape 1
    }
    parse("a OR b").unwrap(); //! no-throw shape 1 implicit
    parse(&"(".repeat(3)).map(drop).unwrap_or_default();
}

#[test]
fn spans() -> Result<(), ParseError> {
    let node = parse("ab (c)")?;
    assert_eq!(node.span, Span { start: 0, end: 6 }); //! value business 3
    let Kind::And(left, right) = &node.kind else { panic!("no conjunction: {node:?}") }; //! shape shape 1 supporting
    assert_eq!((left.span.end, right.span.start), (2, 4)); //! value business 3
    assert!(left.span.end <= right.span.start); //! relational business 2
    Ok(())
}

#[test]
fn words_in_order() {
    assert_eq!(words("b (a OR c)"), ["b", "a", "c"]); //! value business 3
    assert_ne!(words("a b"), words("b a")); //! relational business 1 negative
    assert_eq!(words("a  b"), words("a b")); //! relational business 2
}

#[test]
fn simplifies() {
    let once = simplify(parse("((a)) ((a))").unwrap());
    assert_eq!(once.to_string(), "a"); //! value business 3
    assert_eq!(simplify(once.clone()), once); //! relational business 2
}

#[test]
fn agrees_with_the_reference() {
    for source in ["a", "a b", "a OR b c"] {
        assert_eq!(parse(source).unwrap().count(), reference::count(source)); //! mirrored none 1 sut-computed ? relational
    }
}

#[test]
fn tree_snapshot() {
    assert_debug_snapshot!(parse("a (b OR c)").unwrap()); //! snapshot ambiguous 2
    assert_snapshot!("printed", parse("a (b OR c)").unwrap()); //! snapshot ambiguous 2
    assert_json_snapshot!(parse("name:ada").unwrap(), { ".span" => "[span]" }); //! snapshot ambiguous 2
}

#[test]
fn inline_snapshot() {
    assert_snapshot!(parse("a b").unwrap(), @"(a AND b)"); //! snapshot ambiguous 2 ? value
    insta::assert_compact_debug_snapshot!(lex("a:"), @r#"[Word("a"), Colon]"#); //! snapshot ambiguous 2 ? value
}

#[test]
fn error_listing() {
    let mut listing = String::new();
    for source in ["(", "a:", "\""] {
        writeln!(listing, "{source} -> {}", parse(source).unwrap_err()).unwrap();
    }
    with_settings!({ description => "all errors" }, {
        assert_snapshot!(listing); //! snapshot ambiguous 2
    });
}

#[test]
fn report() {
    let report = query::report("(a", &parse("(a").unwrap_err());
    let expected = indoc! {"
        error: unclosed parenthesis
         1 | (a
           | ^
    "};
    assert_eq!(report, expected); //! value business 3
}

#[test]
fn golden_files() {
    insta::glob!("inputs/*.q", |path| {
        let source = std::fs::read_to_string(path).unwrap();
        insta::assert_yaml_snapshot!(parse(&source).unwrap()); //! snapshot ambiguous 2
    });
}

#[test]
#[should_panic(expected = "nesting deeper than 128")] //! throws-specific business 3
fn too_deep() {
    let _ = parse(&"(".repeat(129));
}

proptest! {
    #[test]
    fn never_panics(source in ".*") {
        let _ = parse(&source);
    }

    #[test]
    fn printing_round_trips(node in arbitrary_node()) {
        let printed = node.to_string();
        prop_assert_eq!(parse(&printed).unwrap(), node); //! relational business 3 property
    }

    #[test]
    fn words_are_words(source in "[a-z]{1,8}( [a-z]{1,8}){0,5}") {
        let node = parse(&source);
        prop_assert!(node.is_ok()); //! no-throw shape 1 property supporting
        let count = source.split(' ').count();
        prop_assert_eq!(node.unwrap().words().count(), count); //! size shape 2 property ? relational
    }

    #[test]
    fn spans_nest(node in arbitrary_node()) {
        prop_assume!(!node.kids().is_empty());
        for kid in node.kids() {
            prop_assert!(kid.span.start >= node.span.start && kid.span.end <= node.span.end); //! relational business 2 property
        }
        prop_assert_ne!(node.span.start, node.span.end); //! relational business 1 property negative
    }

    #[test]
    fn lexing_keeps_every_byte(source in "\\PC*") {
        let total: usize = lex(&source).iter().map(Token::width).sum();
        prop_assert_eq!(total, source.len()); //! relational business 3 property
    }
}

fn arbitrary_node() -> impl Strategy<Value = Node> {
    "[a-z]{1,4}".prop_map(Node::word).prop_recursive(3, 16, 2, |inner| (inner.clone(), inner).prop_map(|(a, b)| Node::and(a, b)))
}
