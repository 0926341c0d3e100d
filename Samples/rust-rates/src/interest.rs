//! Interest by days and by years.

use crate::money::Money;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Convention {
    /// Every year has 360 days.
    Banker,
    /// Every year has 365 days.
    Actual,
}

impl Convention {
    fn year(self) -> i64 {
        match self {
            Convention::Banker => 360,
            Convention::Actual => 365,
        }
    }
}

/// Simple interest on `amount` for `days` at `bps` hundredths of a per cent a year.
pub fn simple(amount: Money, bps: i64, days: i64, convention: Convention) -> i64 {
    if amount.minor <= 0 || days <= 0 {
        return 0;
    }
    amount.minor * bps * days / (10_000 * convention.year())
}

/// The balance after whole years of compound interest.
pub fn compound(amount: Money, bps: i64, years: u32) -> i64 {
    let mut balance = amount.minor;
    for _ in 0..years {
        balance += balance * bps / 10_000;
    }
    balance
}

/// The tiers of a savings account: the first amount of each and its rate.
const TIERS: [(i64, i64); 3] = [(0, 50), (10_000_00, 100), (50_000_00, 150)];

/// The rate that the highest tier below the balance gives.
pub fn tier(balance: i64) -> i64 {
    TIERS.iter().rev().find(|(from, _)| balance >= *from).map(|(_, bps)| *bps).unwrap_or(0)
}

/// How many years an amount needs to double; none when it never does.
pub fn years_to_double(bps: i64) -> Option<u32> {
    if bps <= 0 {
        return None;
    }
    let start = 1_000_000_000_i64;
    let mut balance = start;
    let mut years = 0;
    while balance < 2 * start {
        balance += balance * bps / 10_000;
        years += 1;
    }
    Some(years)
}
