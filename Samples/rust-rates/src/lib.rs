//! Exchange rates, conversions and interest.

pub mod exchange;
pub mod interest;
pub mod money;

pub use exchange::{RateError, Table};
pub use money::Money;
