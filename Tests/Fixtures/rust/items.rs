#![no_std]
use std::{fmt::{self, Display}, io::Read as _};
pub(crate) const LIMIT: [u8; 2] = [0; 2];
#[derive(Debug, Clone)]
pub struct Pair<T: Copy, const N: usize>(pub T, [T; N]) where T: Default;
enum Shape { Dot, Line(u8) , Box { w: u8 } = 3 }
impl<T> fmt::Display for Pair<T, 2> where T: Copy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}", 1) }
}
pub trait Area: Sized { const K: u8 = 1; fn area(&self) -> f64; }
mod inner { pub(super) async unsafe fn f<'a>(x: impl Fn(u8) -> u8 + 'a) {} }
extern "C" { fn abs(x: i32) -> i32; }
macro_rules! twice { ($a:expr) => { $a + $a }; }
macro_rules! many { ($($a:expr),*) => { [$($a),*] }; () => {}; }
