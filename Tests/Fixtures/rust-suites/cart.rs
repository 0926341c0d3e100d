use shop::{Cart, CartError, ErrorKind, LIMIT, Status, parse, total};
use pretty_assertions::assert_eq;

#[test]
fn adds_up() {
    let cart = Cart::with(2);
    assert_eq!(total(&cart), 900); //! value business 3
    assert_eq!(900, total(&cart), "of {}", 2); //! value business 3
    assert_ne!(total(&cart), 901); //! relational business 1 negative
    assert!(total(&cart) > 0); //! relational business 1
    assert!(total(&cart) <= 2000); //! relational business 2
    assert!(cart.has_items()); //! value business 2
    assert!(!glob(&cart, "*")); //! value business 2
    debug_assert_eq!(cart.lines.len(), 2); //! size shape 2
    assert!(cart.lines.len() > 0); //! size shape 1
    assert!(cart.empty().lines.is_empty()); //! size business 2 absent
    assert_eq!(cart.empty().lines, vec![]); //! size business 2 absent
    assert!(cart.name().starts_with("A")); //! value-partial business 2
    assert!(cart.name().contains("")); //! vacuous none 0 impossible
}

#[test]
fn tells_success_from_failure() {
    let r = parse("3");
    assert!(r.is_ok()); //! no-throw shape 1
    assert!(parse("x").is_err()); //! throws-any shape 1
    assert_eq!(r, Ok(3)); //! value business 3
    assert_eq!(parse("()"), Ok(())); //! no-throw shape 1
    assert_eq!(parse("x"), Err(CartError::Empty)); //! throws-specific business 3
    assert!(matches!(parse("x"), Err(_))); //! throws-any shape 1
    assert!(matches!(parse("x"), Err(CartError::Parse { .. }))); //! throws-specific business 2
    assert!(matches!(parse("x"), Err(CartError::At(3)))); //! throws-specific business 3
    assert!(matches!(r, Ok(_))); //! no-throw shape 1
    assert!(parse("x").is_err_and(|e| e.kind() == ErrorKind::Empty)); //! throws-specific business 3
    let error = parse("x").unwrap_err(); //! throws-any shape 1
    assert_eq!(error.kind(), ErrorKind::Empty); //! throws-specific business 3
    assert!(error.to_string().contains("empty")); //! throws-specific business 3
}

#[test]
fn looks_at_options_and_variants() {
    let found = Cart::find("a");
    assert!(found.is_some()); //! existence shape 1
    assert!(Cart::find("b").is_none()); //! existence business 2 absent
    assert_eq!(Cart::find("b"), None); //! existence business 2 absent
    assert_eq!(found, Some(7)); //! value business 3
    assert!(matches!(found, Some(_))); //! existence shape 1
    assert!(matches!(found, Some(7))); //! value business 3
    assert!(matches!(state(), Status::Open)); //! value business 3
    assert!(matches!(state(), Status::Paid(_))); //! shape shape 1
    assert!(matches!(state(), Status::Paid(x) if x == 3)); //! value business 3
    assert!(matches!(state(), Status::Line { n: 1, .. })); //! value-partial business 2
    assert!(matches!(state(), _)); //! vacuous none 0
    assert_matches!(state(), Status::Paid(1..=9)); //! value-partial business 2
    assert!(found.is_some_and(|n| n == 7)); //! value business 3
}

#[test]
fn checks_nothing() {
    assert!(true); //! vacuous none 0 constant
    assert_eq!(1 + 1, 2); //! vacuous none 0 constant
    assert_eq!(total(&cart()), total(&cart())); //! mirrored none 0
    let n = 3;
    assert_eq!(n, 3); //! vacuous none 0
    total(&cart()) == 4; //! vacuous none 0 incomplete
}

#[test]
#[should_panic] //! throws-any shape 1
fn panics() {
    total(&Cart::broken());
}

#[test]
#[should_panic(expected = "overflow")] //! throws-specific business 3
fn panics_for_a_reason() {
    total(&Cart::huge());
}

#[test]
fn runs_through() -> Result<(), CartError> {
    parse("1")?; //! no-throw shape 1 implicit
    parse("2").unwrap(); //! no-throw shape 1 implicit
    let cart = Cart::open("a")?;
    assert_eq!(cart.limit, LIMIT); //! value business 2 shared-constant
    Ok(())
}

#[test]
fn walks_tables() {
    for (text, n) in [("1", 1), ("2", 2)] {
        assert_eq!(parse(text), Ok(n)); //! value business 3
    }
    for i in 0..3 {
        assert_eq!(total(&Cart::with(i)), i * 450); //! value business 3
    }
    for line in cart().lines {
        assert_eq!(line.tax, 19); //! value business 1 loop-unknown
    }
    assert!(cart().lines.iter().all(|l| l.tax == 19)); //! relational business 1
    if let Err(e) = parse("1") { //! no-throw shape 1
        panic!("{e}");
    }
    match parse("5") {
        Ok(n) => assert_eq!(n, 5), //! value business 3
        Err(e) => panic!("{e}"), //! no-throw shape 1
    }
    let Some(n) = Cart::find("a") else { panic!("none") }; //! existence shape 1
    check(n, 7); //! value business 3
    assert_same!(total(&cart()), 900); //! value business 3
    assert_snapshot!(render(&cart()), @"900"); //! snapshot ambiguous 2
    assert_weird!(n); //! unknown ambiguous 0
}

fn check(got: u32, want: u32) {
    assert_eq!(got + total(&cart()), want); //! value business 3
}

macro_rules! assert_same {
    ($a:expr, $b:expr) => {
        assert_eq!($a, $b); //! value business 3
    };
}
