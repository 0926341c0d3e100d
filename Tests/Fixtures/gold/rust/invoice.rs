// Imitates a mature invoicing crate: production code with its unit tests below, standard library only.

use std::collections::BTreeMap;
use std::fmt;

pub const DEFAULT_RATE: u32 = 19;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Cents(pub i64);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvoiceError {
    Empty,
    Quantity { index: usize },
    UnknownCountry(String),
}

impl fmt::Display for InvoiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "invoice is empty"),
            Self::Quantity { index } => write!(f, "line {index}: quantity must be positive"),
            Self::UnknownCountry(code) => write!(f, "unknown country {code}"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    pub quantity: i64,
    pub price: Cents,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    lines: Vec<Line>,
    paid: Cents,
    rate: u32,
}

impl Invoice {
    pub fn new(lines: Vec<Line>) -> Result<Self, InvoiceError> {
        if lines.is_empty() {
            return Err(InvoiceError::Empty);
        }
        if let Some(index) = lines.iter().position(|line| line.quantity <= 0) {
            return Err(InvoiceError::Quantity { index });
        }
        Ok(Self { lines, paid: Cents(0), rate: DEFAULT_RATE })
    }

    pub fn net(&self) -> Cents {
        Cents(self.lines.iter().map(|line| line.quantity * line.price.0).sum())
    }

    pub fn tax(&self) -> Cents {
        Cents((self.net().0 * i64::from(self.rate) + 50) / 100)
    }

    pub fn gross(&self) -> Cents {
        Cents(self.net().0 + self.tax().0)
    }

    pub fn pay(&mut self, amount: Cents) {
        assert!(amount.0 > 0, "payment must be positive");
        debug_assert!(amount <= self.gross());
        self.paid = Cents(self.paid.0 + amount.0);
    }

    pub fn is_paid(&self) -> bool {
        self.paid >= self.gross()
    }

    pub fn largest(&self) -> Option<&Line> {
        self.lines.iter().max_by_key(|line| line.price)
    }
}

pub fn late_fee(amount: i64, days: i64) -> i64 {
    amount * days * 5 / 36500 + 40
}

pub fn split(total: Cents, parts: usize) -> Vec<Cents> {
    assert_ne!(parts, 0, "cannot split between nobody");
    let parts = parts as i64;
    (0..parts).map(|i| Cents(total.0 / parts + i64::from(i < total.0 % parts))).collect()
}

pub fn rate_for(country: &str) -> Result<u32, InvoiceError> {
    match country {
        "DE" => Ok(19),
        "FR" => Ok(20),
        "LU" => Ok(17),
        other => Err(InvoiceError::UnknownCountry(other.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, quantity: i64, price: i64) -> Line {
        Line { name: name.to_owned(), quantity, price: Cents(price) }
    }

    fn sample() -> Invoice {
        Invoice::new(vec![line("hosting", 3, 1990), line("domain", 1, 1200)]).unwrap()
    }

    fn assert_totals(invoice: &Invoice, net: i64, gross: i64) {
        assert_eq!(invoice.net(), Cents(net));
        assert_eq!(invoice.gross(), Cents(gross));
    }

    macro_rules! assert_cents {
        ($amount:expr, $expected:expr) => {
            assert_eq!($amount.0, $expected, "cents")
        };
    }

    #[test]
    fn adds_quantities() {
        assert_eq!(sample().net(), Cents(7170)); //! value business 3
        assert_cents!(sample().tax(), 1362); //! value business 3
        assert_totals(&sample(), 7170, 8532); //! value business 3; value business 3
    }

    #[test]
    fn gross_exceeds_net() {
        let invoice = sample();
        assert!(invoice.gross() > invoice.net()); //! relational business 2
        assert_ne!(invoice.tax(), Cents(0)); //! relational business 1 negative
    }

    #[test]
    fn tax_formula() {
        let invoice = sample();
        assert_eq!(invoice.tax(), Cents((invoice.net().0 * i64::from(invoice.rate) + 50) / 100)); //! mirrored none 1 copied
    }

    #[test]
    fn late_fee_formula() {
        assert_eq!(late_fee(10_000, 30), 10_000 * 30 * 5 / 36500 + 40); //! mirrored none 1 copied
    }

    #[test]
    fn late_fee_number() {
        assert_eq!(late_fee(10_000, 30), 81); //! value business 3
        assert_eq!(late_fee(0, 30), 40); //! value business 3
    }

    #[test]
    fn default_rate() {
        assert_eq!(sample().rate, DEFAULT_RATE); //! value business 2 shared-constant
        assert_eq!(DEFAULT_RATE, 19); //! value business 3 constant-subject
    }

    #[test]
    fn refuses_empty() {
        assert_eq!(Invoice::new(vec![]), Err(InvoiceError::Empty)); //! throws-specific business 2
        assert!(Invoice::new(vec![]).is_err()); //! throws-any shape 1 supporting
    }

    #[test]
    fn refuses_quantities() {
        let error = Invoice::new(vec![line("a", 1, 1), line("b", 0, 1)]).unwrap_err(); //! throws-any shape 1 supporting
        assert_eq!(error, InvoiceError::Quantity { index: 1 }); //! throws-specific business 3
        assert_eq!(error.to_string(), "line 1: quantity must be positive"); //! throws-specific business 3
        assert!(matches!(error, InvoiceError::Quantity { .. })); //! throws-specific business 2
    }

    #[test]
    fn rates() {
        for (country, rate) in [("DE", 19), ("FR", 20), ("LU", 17)] {
            assert_eq!(rate_for(country), Ok(rate), "{country}"); //! value business 3 table
        }
        assert_eq!(rate_for("XX"), Err(InvoiceError::UnknownCountry("XX".into()))); //! throws-specific business 3
    }

    #[test]
    fn pays() {
        let mut invoice = sample();
        assert!(!invoice.is_paid()); //! value business 3
        invoice.pay(Cents(8532));
        assert!(invoice.is_paid()); //! value business 3
    }

    #[test]
    #[should_panic(expected = "payment must be positive")] //! throws-specific business 3
    fn negative_payment() {
        sample().pay(Cents(-1));
    }

    #[test]
    #[should_panic] //! throws-any shape 1
    fn split_between_nobody() {
        split(Cents(100), 0);
    }

    #[test]
    fn splits_fairly() {
        let parts = split(Cents(100), 3);
        assert_eq!(parts, [Cents(34), Cents(33), Cents(33)]); //! value business 3
        assert_eq!(parts.len(), 3); //! size shape 2 supporting
        assert_eq!(parts.iter().map(|part| part.0).sum::<i64>(), 100); //! value business 3 ? relational
        assert!(parts.windows(2).all(|pair| pair[0] >= pair[1])); //! relational business 2
    }

    #[test]
    fn largest_line() {
        assert!(sample().largest().is_some()); //! existence shape 1 supporting
        assert_eq!(sample().largest().map(|line| line.name.as_str()), Some("hosting")); //! value business 3
    }

    #[test]
    fn cents_are_ordered() {
        let mut amounts = BTreeMap::new();
        amounts.insert(Cents(5), "five");
        amounts.insert(Cents(-5), "minus five");
        assert_eq!(amounts.values().next(), Some(&"minus five")); //! value business 3
        assert_eq!(Cents::default(), Cents(0)); //! value business 3
        assert_eq!(sample(), sample().clone()); //! relational business 2 ? mirrored
    }
}
