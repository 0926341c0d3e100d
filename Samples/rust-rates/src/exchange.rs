//! Tables of exchange rates.

use std::collections::HashMap;

use crate::money::{Currency, Money};

/// A rate is old after so many days.
pub const LONGEST_AGE_DAYS: u32 = 7;
/// Above this amount in cents the better rate is given.
const LARGE_AMOUNT: i64 = 1_000_00;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RateError {
    Unknown(&'static str),
    Stale { days: u32 },
    NotPositive,
}

#[derive(Debug, Clone, Copy)]
struct Rate {
    /// Millionths of the target's unit for one unit of the source.
    micros: i64,
    day: u32,
}

#[derive(Debug, Default)]
pub struct Table {
    rates: HashMap<(&'static str, &'static str), Rate>,
    /// Hundredths of a per cent that are kept of every conversion.
    pub margin_bps: i64,
}

impl Table {
    pub fn new(margin_bps: i64) -> Table {
        Table { rates: HashMap::new(), margin_bps }
    }

    pub fn set(
        &mut self,
        from: Currency,
        to: Currency,
        micros: i64,
        day: u32,
    ) -> Result<(), RateError> {
        if micros <= 0 {
            return Err(RateError::NotPositive);
        }
        self.rates.insert((from.code(), to.code()), Rate { micros, day });
        Ok(())
    }

    /// The rate in millionths, turned around when only the opposite is known.
    pub fn rate(&self, from: Currency, to: Currency, today: u32) -> Result<i64, RateError> {
        if from == to {
            return Ok(1_000_000);
        }
        let key = (from.code(), to.code());
        let rate = match self.rates.get(&key) {
            Some(rate) => *rate,
            None => {
                let back = self.rates.get(&(key.1, key.0)).ok_or(RateError::Unknown(key.1))?;
                Rate { micros: 1_000_000_000_000 / back.micros, day: back.day }
            }
        };
        let days = today.saturating_sub(rate.day);
        if days > LONGEST_AGE_DAYS {
            return Err(RateError::Stale { days });
        }
        Ok(rate.micros)
    }

    /// Converts at today's rate less the margin; large amounts pay half of it.
    pub fn convert(&self, amount: Money, to: Currency, today: u32) -> Result<Money, RateError> {
        let micros = self.rate(amount.currency, to, today)?;
        if amount.currency == to {
            return Ok(amount);
        }
        let margin =
            if amount.minor >= LARGE_AMOUNT { self.margin_bps / 2 } else { self.margin_bps };
        let scale = 10_i64.pow(to.digits()) as i128;
        let from_scale = 10_i64.pow(amount.currency.digits()) as i128;
        let gross = amount.minor as i128 * micros as i128 * scale / from_scale;
        let net = gross * (10_000 - margin as i128) / 10_000;
        Ok(Money::new(round_half_up(net, 1_000_000), to))
    }

    pub fn len(&self) -> usize {
        self.rates.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rates.is_empty()
    }
}

fn round_half_up(value: i128, unit: i128) -> i64 {
    let half = unit / 2;
    let whole = if value < 0 { (value - half) / unit } else { (value + half) / unit };
    whole as i64
}
