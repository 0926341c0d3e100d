// Sorted, disjoint, inclusive ranges of `u32`, with a compact text form ("1-3,7,9-12").
//
// Spans that touch are merged on insertion, so two equal sets always have the same spans.

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

const DENSE_LIMIT: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub lo: u32,
    pub hi: u32,
}

impl Span {
    pub fn new(lo: u32, hi: u32) -> Self {
        assert!(lo <= hi, "span bounds out of order: {lo} > {hi}");
        Span { lo, hi }
    }

    pub fn width(&self) -> u64 {
        u64::from(self.hi) - u64::from(self.lo) + 1
    }

    pub fn midpoint(&self) -> u32 {
        self.lo + (self.hi - self.lo) / 2
    }

    fn touches(&self, other: &Span) -> bool {
        self.lo <= other.hi.saturating_add(1) && other.lo <= self.hi.saturating_add(1)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParseSpanError {
    Empty,
    BadNumber { text: String, column: usize },
    Reversed { lo: u32, hi: u32 },
}

impl fmt::Display for ParseSpanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ParseSpanError::Empty => write!(f, "no ranges given"),
            ParseSpanError::BadNumber { text, column } => {
                write!(f, "`{text}` at column {column} is not a number")
            }
            ParseSpanError::Reversed { lo, hi } => write!(f, "range {lo}-{hi} runs backwards"),
        }
    }
}

impl std::error::Error for ParseSpanError {}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    Inserted(Span),
    Merged { into: Span, absorbed: usize },
    Unchanged,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SinkError {
    Full,
}

pub trait Sink {
    fn emit(&mut self, span: Span) -> Result<(), SinkError>;
    fn finish(&mut self);
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RangeSet {
    spans: Vec<Span>,
}

impl RangeSet {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    pub fn len(&self) -> u64 {
        self.spans.iter().map(Span::width).sum()
    }

    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.spans.iter().flat_map(|s| s.lo..=s.hi)
    }

    pub fn first(&self) -> Option<u32> {
        self.spans.first().map(|s| s.lo)
    }

    pub fn find(&self, n: u32) -> Option<&Span> {
        self.spans.iter().find(|s| s.lo <= n && n <= s.hi)
    }

    pub fn contains(&self, n: u32) -> bool {
        self.find(n).is_some()
    }

    pub fn density(&self, universe: u32) -> f64 {
        self.len() as f64 / f64::from(universe)
    }

    pub fn insert(&mut self, span: Span) -> Edit {
        if self.spans.iter().any(|s| s.lo <= span.lo && span.hi <= s.hi) {
            return Edit::Unchanged;
        }
        let (near, mut far): (Vec<Span>, Vec<Span>) =
            self.spans.iter().copied().partition(|s| s.touches(&span));
        let into = near.iter().fold(span, |acc, s| Span {
            lo: acc.lo.min(s.lo),
            hi: acc.hi.max(s.hi),
        });
        far.push(into);
        far.sort();
        self.spans = far;
        debug_assert!(self.spans.windows(2).all(|w| w[0].hi < w[1].lo));
        if near.is_empty() {
            Edit::Inserted(span)
        } else {
            Edit::Merged { into, absorbed: near.len() }
        }
    }

    pub fn gaps(&self) -> Vec<Span> {
        self.spans
            .windows(2)
            .map(|w| Span::new(w[0].hi + 1, w[1].lo - 1))
            .collect()
    }

    pub fn union(&self, other: &RangeSet) -> RangeSet {
        let mut out = self.clone();
        for span in &other.spans {
            out.insert(*span);
        }
        out
    }

    pub fn write_to(&self, sink: &mut dyn Sink) -> Result<(), SinkError> {
        for span in &self.spans {
            sink.emit(*span)?;
        }
        sink.finish();
        Ok(())
    }
}

impl fmt::Display for RangeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, s) in self.spans.iter().enumerate() {
            if i > 0 {
                f.write_str(",")?;
            }
            if s.lo == s.hi {
                write!(f, "{}", s.lo)?;
            } else {
                write!(f, "{}-{}", s.lo, s.hi)?;
            }
        }
        Ok(())
    }
}

impl FromStr for RangeSet {
    type Err = ParseSpanError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.trim().is_empty() {
            return Err(ParseSpanError::Empty);
        }
        let mut out = RangeSet::new();
        let mut column = 1;
        for part in text.split(',') {
            let number = |raw: &str, at: usize| {
                raw.trim().parse::<u32>().map_err(|_| ParseSpanError::BadNumber {
                    text: raw.trim().to_owned(),
                    column: at,
                })
            };
            let (lo, hi) = match part.split_once('-') {
                Some((a, b)) => (number(a, column)?, number(b, column + a.len() + 1)?),
                None => {
                    let n = number(part, column)?;
                    (n, n)
                }
            };
            if lo > hi {
                return Err(ParseSpanError::Reversed { lo, hi });
            }
            out.insert(Span { lo, hi });
            column += part.len() + 1;
        }
        Ok(out)
    }
}

pub trait Backend {
    fn as_any(&self) -> &dyn Any;
}

pub struct SparseBackend(pub RangeSet);
pub struct DenseBackend(pub Vec<u64>);

impl Backend for SparseBackend {
    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Backend for DenseBackend {
    fn as_any(&self) -> &dyn Any {
        self
    }
}

pub fn backend_for(set: &RangeSet) -> Box<dyn Backend> {
    if set.spans.len() > DENSE_LIMIT {
        let top = set.spans.last().map_or(0, |s| s.hi as usize / 64);
        let mut words = vec![0_u64; top + 1];
        for n in set.iter() {
            words[n as usize / 64] |= 1 << (n % 64);
        }
        Box::new(DenseBackend(words))
    } else {
        Box::new(SparseBackend(set.clone()))
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    pub inserts: usize,
    pub merges: usize,
}

#[derive(Default)]
pub struct TrackedSet {
    set: RangeSet,
    stats: Rc<RefCell<Stats>>,
}

impl TrackedSet {
    pub fn stats(&self) -> Rc<RefCell<Stats>> {
        Rc::clone(&self.stats)
    }

    pub fn insert(&mut self, span: Span) {
        let edit = self.set.insert(span);
        let mut stats = self.stats.borrow_mut();
        match edit {
            Edit::Inserted(_) => stats.inserts += 1,
            Edit::Merged { .. } => stats.merges += 1,
            Edit::Unchanged => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rangekit_testing::check_invariants;
    use std::collections::BTreeSet;

    #[derive(Default)]
    struct SpySink {
        emitted: Vec<Span>,
        finished: usize,
    }

    impl Sink for SpySink {
        fn emit(&mut self, span: Span) -> Result<(), SinkError> {
            assert_eq!(self.finished, 0, "emit after finish");
            self.emitted.push(span);
            Ok(())
        }

        fn finish(&mut self) {
            self.finished += 1;
        }
    }

    fn set(text: &str) -> RangeSet {
        text.parse().expect("ranges in a test should parse")
    }

    fn assert_spans(set: &RangeSet, expected: &[(u32, u32)]) {
        let got: Vec<(u32, u32)> = set.spans().iter().map(|s| (s.lo, s.hi)).collect();
        assert_eq!(got, expected, "in {set}");
    }

    prop_compose! {
        fn arb_span()(lo in 0_u32..500, width in 0_u32..20) -> Span {
            Span { lo, hi: lo + width }
        }
    }

    fn arb_set() -> impl Strategy<Value = RangeSet> {
        prop::collection::vec(arb_span(), 1..12).prop_map(|spans| {
            let mut out = RangeSet::new();
            for span in spans {
                out.insert(span);
            }
            out
        })
    }

    #[test]
    fn distant_spans_stay_apart() {
        let mut s = RangeSet::new();
        assert!(matches!(s.insert(Span::new(7, 9)), Edit::Inserted(_))); //! shape type/shape 1
        s.insert(Span::new(1, 3));
        assert_spans(&s, &[(1, 3), (7, 9)]); //! value business 3
        assert_eq!(s.len(), 6); //! size type/shape 2 supporting ? value
    }

    #[test]
    fn touching_spans_are_merged() {
        let mut s = set("1-3");
        let edit = s.insert(Span::new(4, 6));
        assert!(matches!(edit, Edit::Merged { .. }), "got {edit:?}"); //! shape type/shape 1
        assert_spans(&s, &[(1, 6)]); //! value business 3

        let mut wide = set("10-12,20-22,40");
        matches!(wide.insert(Span::new(11, 30)), Edit::Merged { absorbed: 2, .. }); //! vacuous none 0 incomplete
        assert!(wide.spans().contains(&Span::new(10, 30))); //! value-partial business 2
    }

    #[test]
    fn bridging_span_reports_what_it_swallowed() {
        let mut s = set("10-12,20-22,40");
        let edit = s.insert(Span::new(13, 19));
        assert!(matches!(edit, Edit::Merged { absorbed: 2, .. })); //! value-partial business 2
        check_invariants(&s); //! unknown ambiguous -
    }

    #[test]
    fn covered_span_changes_nothing() {
        let mut s = set("5-50");
        assert_eq!(s.insert(Span::new(6, 6)), Edit::Unchanged); //! value business 3
        assert!(!s.is_empty()); //! size type/shape 1
    }

    #[test]
    fn rejected_insert_leaves_the_stats_alone() {
        let mut tracked = TrackedSet::default();
        tracked.insert(Span::new(1, 9));
        let before = tracked.stats();
        tracked.insert(Span::new(2, 3));
        assert_eq!(*tracked.stats().borrow(), *before.borrow()); //! mirrored none 0 aliasing ? vacuous
    }

    #[test]
    fn gaps_lie_between_spans() {
        let s = set("1-3,7-9,20");
        assert_eq!(s.gaps(), [Span::new(4, 6), Span::new(10, 19)]); //! value business 3
        assert!(set("5-8").gaps().is_empty()); //! size business 2 absent
    }

    #[test]
    fn gaps_may_be_listed_twice() {
        let s = set("1-3,7-9,20,31-40");
        let first = s.gaps();
        let second = s.gaps();
        assert_eq!(second, first); //! mirrored none 0 self-call
    }

    #[test]
    fn membership() {
        let s = set("10-19");
        assert!(s.contains(10)); //! value business 3 ? value-partial
        assert!(!s.contains(20)); //! value business 3 ? relational
        assert!(s.find(15).is_some()); //! existence type/shape 1
        assert!(s.find(42).is_none()); //! existence business 2 absent
        assert_eq!(RangeSet::new().first(), None); //! existence business 2 absent
    }

    #[test]
    fn parsing_sorts_and_separates() {
        let s = set("30-35,1-4,9,11-12");
        assert_eq!(s.spans().len(), 4); //! size type/shape 2 supporting
        for pair in s.spans().windows(2) {
            assert!(pair[0].hi + 1 < pair[1].lo, "{:?} runs into {:?}", pair[0], pair[1]); //! relational business 2
        }
    }

    #[test]
    fn span_measures() {
        let span = Span::new(17, 80);
        let expected = u64::from(span.hi) - u64::from(span.lo) + 1;
        assert_eq!(span.width(), expected); //! mirrored none 1 copied

        for (lo, hi, mid) in [(0, 0, 0), (2, 9, 5), (u32::MAX - 1, u32::MAX, u32::MAX - 1)] {
            assert_eq!(Span::new(lo, hi).midpoint(), mid, "{lo}..={hi}"); //! value business 3 table
        }
    }

    #[test]
    fn span_is_plain_data() {
        let span = Span { lo: 2, hi: 5 };
        let moved = span;
        assert_eq!(moved.hi, 5); //! vacuous none 0 no-sut
    }

    #[test]
    fn length_is_the_sum_of_the_widths() {
        let s = set("1-3,7,100-149");
        let total: u64 = s.spans().iter().map(Span::width).sum();
        assert_eq!(s.len(), total); //! mirrored none 1 sut-computed ? relational
    }

    #[test]
    fn whole_universe_does_not_overflow() {
        let all = set("0-4294967295");
        assert!(all.len() <= u64::MAX); //! vacuous none 0 impossible
        assert!((set("0-4").density(10) - 0.5).abs() < 1e-9); //! value business 3 ? relational
    }

    #[test]
    fn text_form() -> Result<(), ParseSpanError> {
        let s: RangeSet = "8 - 10, 3".parse()?;
        assert_spans(&s, &[(3, 3), (8, 10)]); //! value business 3
        assert_eq!(s.to_string(), "3,8-10"); //! value business 3
        assert!(format!("{s:?}").contains("hi: 10")); //! value-partial business 2
        "  7 ".parse::<RangeSet>()?; //! no-throw type/shape 1 implicit
        Ok(())
    }

    #[test]
    fn malformed_text_is_refused() {
        for junk in ["-", "1--2", "one", "4294967296", "3,,4"] {
            assert!(junk.parse::<RangeSet>().is_err(), "{junk:?} was accepted"); //! throws-any type/shape 1 table
        }
    }

    #[test]
    fn errors_say_where() {
        assert_eq!(" ".parse::<RangeSet>(), Err(ParseSpanError::Empty)); //! throws-specific business 2

        match "4-x".parse::<RangeSet>() {
            Err(ParseSpanError::BadNumber { column, .. }) => assert_eq!(column, 3), //! throws-specific business 3
            other => panic!("expected a bad number, got {other:?}"), //! throws-specific business 2
        }

        let err = "9-2".parse::<RangeSet>().unwrap_err(); //! throws-any type/shape 1 supporting
        assert_eq!(err.to_string(), "range 9-2 runs backwards"); //! throws-specific business 3
    }

    #[test]
    fn empty_error_is_a_unit_variant() {
        let err = ParseSpanError::Empty;
        let boxed: Box<dyn std::error::Error> = Box::new(err);
        assert!(boxed.downcast_ref::<ParseSpanError>().is_some()); //! vacuous none 0 no-sut
    }

    #[test]
    #[should_panic(expected = "span bounds out of order")] //! throws-specific business 3
    fn reversed_bounds_panic() {
        Span::new(3, 2);
    }

    #[test]
    fn sink_gets_every_span_and_one_finish() {
        let mut sink = SpySink::default();
        assert_eq!(set("9,1-3").write_to(&mut sink), Ok(())); //! no-throw type/shape 1
        assert_eq!(sink.emitted, [Span::new(1, 3), Span::new(9, 9)]); //! call-args business 2 ? value
        assert_eq!(sink.finished, 1); //! call type/shape 1
    }

    #[test]
    fn empty_set_emits_nothing() {
        let mut sink = SpySink::default();
        RangeSet::new().write_to(&mut sink).ok();
        assert!(sink.emitted.is_empty()); //! call business 2 absent ? size
    }

    #[test]
    fn backend_follows_fragmentation() {
        let few = backend_for(&set("1-1000"));
        assert!(few.as_any().is::<SparseBackend>()); //! type-only type/shape 1

        let many = backend_for(&set("1,3,5,7,9,11,13,15,17,19"));
        let dense = many.as_any().downcast_ref::<DenseBackend>();
        assert!(dense.is_some(), "ten fragments should be stored densely"); //! type-only type/shape 1
    }

    #[test]
    fn equality() {
        let s = set("1-9,12");
        let same = &s;
        assert_eq!(*same, s); //! vacuous none 0 self-comparison
        assert_ne!(s, set("1-9,13")); //! relational business 1 negative
        assert_eq!(s.union(&s), s); //! relational business 2
    }

    #[test]
    fn debug_of_gaps() {
        insta::assert_debug_snapshot!(set("1-3,7,40-41").gaps()); //! snapshot ambiguous 2
    }

    proptest! {
        #[test]
        fn printing_and_parsing_agree(s in arb_set()) {
            let printed = s.to_string();
            prop_assert_eq!(printed.parse::<RangeSet>().unwrap(), s); //! relational business 3 property
        }

        #[test]
        fn union_behaves_like_a_btreeset(a in arb_set(), b in arb_set()) {
            let model: BTreeSet<u32> = a.iter().chain(b.iter()).collect();
            let joined = a.union(&b);
            prop_assert_eq!(joined.iter().collect::<BTreeSet<_>>(), model); //! relational business 3 property
            prop_assert_eq!(b.union(&a), joined); //! relational business 2 property
        }

        #[test]
        fn inserting_never_loses_numbers(s in arb_set(), extra in arb_span()) {
            let mut grown = s.clone();
            grown.insert(extra);
            prop_assert!(grown.len() >= s.len()); //! relational business 2 property
        }

        #[test]
        fn arbitrary_text_does_not_panic(text in "\\PC{0,40}") {
            let _ = text.parse::<RangeSet>();
        }
    }
}
