//! The hollow suite: green, wide coverage, and nearly blind.

use rates::exchange::Table;
use rates::interest::{compound, simple, tier, years_to_double, Convention};
use rates::money::{Currency, Money};

fn table() -> Table {
    let mut table = Table::new(25);
    table.set(Currency::Eur, Currency::Usd, 1_250_000, 1).unwrap();
    table
}

#[test]
fn test_table_creation() {
    let table = table();
    assert!(!table.is_empty());
    assert!(table.len() > 0);
}

#[test]
fn test_set_rate_returns_ok() {
    let mut table = Table::default();
    let result = table.set(Currency::Usd, Currency::Jpy, 150_000_000, 1);
    assert!(result.is_ok());
}

#[test]
fn test_set_rate_returns_err() {
    let result = Table::default().set(Currency::Usd, Currency::Jpy, -1, 1);
    assert!(result.is_err());
}

#[test]
fn test_convert() {
    let result = table().convert(Money::new(10_000, Currency::Eur), Currency::Usd, 2);
    assert!(result.is_ok());
    let money = result.unwrap();
    assert!(money.minor > 0);
    assert!(matches!(money, Money { .. }));
}

#[test]
fn test_convert_back() {
    table().convert(Money::new(10_000, Currency::Usd), Currency::Eur, 2).unwrap();
}

#[test]
fn test_rate() {
    let rate = table().rate(Currency::Eur, Currency::Usd, 1);
    assert!(rate.is_ok());
    assert!(table().rate(Currency::Eur, Currency::Jpy, 1).is_err());
}

#[test]
fn test_simple_interest() {
    let interest = simple(Money::new(100_000, Currency::Eur), 250, 90, Convention::Actual);
    assert!(interest >= 0);
    println!("interest: {interest}");
}

#[test]
fn test_compound_interest() {
    let amount = Money::new(100_000, Currency::Eur);
    assert_eq!(compound(amount, 300, 5), compound(amount, 300, 5));
}

#[test]
fn test_tier() {
    let rate = tier(2_000_000);
    assert!(rate > 0);
}

#[test]
fn test_years_to_double() {
    assert!(years_to_double(500).is_some());
    assert!(years_to_double(-500).is_none());
}

#[test]
fn test_money_display() {
    let text = Money::new(12_345, Currency::Eur).to_string();
    assert!(!text.is_empty());
}

#[test]
fn test_split() {
    let parts = Money::new(100, Currency::Eur).split(3);
    assert_eq!(parts.len(), 3);
}

#[test]
fn test_currency() {
    assert!(Currency::parse("EUR").is_some());
    assert_ne!(Currency::parse("USD"), None);
}
