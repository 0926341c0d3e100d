//! The honest suite: what the code exists for, at its limits.

use rates::exchange::{RateError, Table, LONGEST_AGE_DAYS};
use rates::interest::{compound, simple, tier, years_to_double, Convention};
use rates::money::{Currency, Money};

const DAY: u32 = 100;

fn table(margin_bps: i64) -> Table {
    let mut table = Table::new(margin_bps);
    table.set(Currency::Eur, Currency::Usd, 1_250_000, DAY).unwrap();
    table.set(Currency::Usd, Currency::Jpy, 150_000_000, DAY).unwrap();
    table
}

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

#[test]
fn converts_at_the_rate() {
    let dollars = table(0).convert(eur(10_000), Currency::Usd, DAY).unwrap();
    assert_eq!(dollars, Money::new(12_500, Currency::Usd));
}

#[test]
fn converts_back_by_the_opposite_rate() -> Result<(), RateError> {
    let euros = table(0).convert(Money::new(12_500, Currency::Usd), Currency::Eur, DAY)?;
    assert_eq!(euros, eur(10_000));
    Ok(())
}

#[test]
fn scales_between_currencies_of_different_digits() {
    let yen = table(0).convert(Money::new(1_000, Currency::Usd), Currency::Jpy, DAY).unwrap();
    assert_eq!(yen, Money::new(1_500, Currency::Jpy));
    let dollars = table(0).convert(Money::new(1_500, Currency::Jpy), Currency::Usd, DAY).unwrap();
    assert_eq!(dollars.minor, 1_000);
}

#[test]
fn keeps_the_margin_and_halves_it_for_large_amounts() {
    let small = table(100).convert(eur(99_999), Currency::Usd, DAY).unwrap();
    assert_eq!(small.minor, 123_749);
    let large = table(100).convert(eur(100_000), Currency::Usd, DAY).unwrap();
    assert_eq!(large.minor, 124_375);
}

#[test]
fn rounds_halves_away_from_zero() {
    assert_eq!(table(0).convert(eur(2), Currency::Usd, DAY).unwrap().minor, 3);
    assert_eq!(table(0).convert(eur(-2), Currency::Usd, DAY).unwrap().minor, -3);
    assert_eq!(table(0).convert(eur(1), Currency::Usd, DAY).unwrap().minor, 1);
}

#[test]
fn the_same_currency_costs_nothing() {
    let table = table(100);
    assert_eq!(table.rate(Currency::Eur, Currency::Eur, 9_999), Ok(1_000_000));
    assert_eq!(table.convert(eur(123), Currency::Eur, 9_999), Ok(eur(123)));
}

#[test]
fn old_rates_are_refused() {
    let table = table(0);
    let last = DAY + LONGEST_AGE_DAYS;
    assert_eq!(table.rate(Currency::Eur, Currency::Usd, last), Ok(1_250_000));
    assert_eq!(
        table.rate(Currency::Eur, Currency::Usd, last + 1),
        Err(RateError::Stale { days: 8 })
    );
}

#[test]
fn unknown_and_senseless_rates_are_refused() {
    let mut table = table(0);
    let error = table.rate(Currency::Eur, Currency::Jpy, DAY).unwrap_err();
    assert_eq!(error, RateError::Unknown("JPY"));
    let zero = table.set(Currency::Eur, Currency::Jpy, 0, DAY);
    assert!(matches!(zero, Err(RateError::NotPositive)));
    assert_eq!(table.len(), 2);
}

#[test]
fn simple_interest_counts_days_by_convention() {
    assert_eq!(simple(eur(100_000), 360, 10, Convention::Banker), 100);
    assert_eq!(simple(eur(100_000), 365, 10, Convention::Actual), 100);
    assert_eq!(simple(eur(100_000), 360, 0, Convention::Banker), 0);
    assert_eq!(simple(eur(-100_000), 360, 10, Convention::Banker), 0);
}

#[test]
fn compound_interest_bears_interest() {
    assert_eq!(compound(eur(100_000), 1_000, 0), 100_000);
    assert_eq!(compound(eur(100_000), 1_000, 2), 121_000);
}

#[test]
fn tiers_begin_at_their_amounts() {
    for (balance, bps) in [(-1, 0), (0, 50), (999_999, 50), (1_000_000, 100), (5_000_000, 150)] {
        assert_eq!(tier(balance), bps, "{balance}");
    }
}

#[test]
fn doubling_takes_years() {
    assert_eq!(years_to_double(700), Some(11));
    assert_eq!(years_to_double(10_000), Some(1));
    assert_eq!(years_to_double(0), None);
}

#[test]
fn amounts_are_written_with_their_digits() {
    assert_eq!(eur(123_405).to_string(), "1234.05 EUR");
    assert_eq!(eur(-5).to_string(), "-0.05 EUR");
    assert_eq!(Money::new(-7, Currency::Jpy).to_string(), "-7 JPY");
}
