//! Amounts in the smallest unit of a currency.

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Currency {
    Eur,
    Usd,
    Jpy,
}

impl Currency {
    /// How many digits stand after the point.
    pub fn digits(self) -> u32 {
        match self {
            Currency::Jpy => 0,
            _ => 2,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Currency::Eur => "EUR",
            Currency::Usd => "USD",
            Currency::Jpy => "JPY",
        }
    }

    pub fn parse(code: &str) -> Option<Currency> {
        match code.trim().to_uppercase().as_str() {
            "EUR" => Some(Currency::Eur),
            "USD" => Some(Currency::Usd),
            "JPY" => Some(Currency::Jpy),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

impl Money {
    pub fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// Splits an amount into parts that differ by at most one unit and add up to it.
    ///
    /// ```
    /// use rates::money::{Currency, Money};
    /// let parts = Money::new(100, Currency::Eur).split(3);
    /// assert_eq!(parts, vec![34, 33, 33]);
    /// ```
    pub fn split(self, parts: i64) -> Vec<i64> {
        let base = self.minor / parts;
        let rest = self.minor % parts;
        (0..parts).map(|part| if part < rest { base + 1 } else { base }).collect()
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10_i64.pow(self.currency.digits());
        if scale == 1 {
            return write!(f, "{} {}", self.minor, self.currency.code());
        }
        let sign = if self.minor < 0 { "-" } else { "" };
        let minor = self.minor.abs();
        write!(f, "{}{}.{:02} {}", sign, minor / scale, minor % scale, self.currency.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_split_adds_up() {
        assert_eq!(Money::new(1000, Currency::Usd).split(3), [334, 333, 333]);
        assert_eq!(Money::new(9, Currency::Jpy).split(3), [3, 3, 3]);
    }

    #[test]
    #[should_panic(expected = "divide by zero")]
    fn nobody_gets_a_part() {
        Money::new(9, Currency::Eur).split(0);
    }

    #[test]
    fn codes_are_read_in_any_case() {
        assert_eq!(Currency::parse(" eur "), Some(Currency::Eur));
        assert_eq!(Currency::parse("JPY"), Some(Currency::Jpy));
        assert_eq!(Currency::parse("usd").map(Currency::code), Some("USD"));
        assert_eq!(Currency::parse("XXX"), None);
    }
}
