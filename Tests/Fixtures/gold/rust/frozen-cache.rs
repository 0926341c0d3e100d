// Imitates a mature concurrent cache crate: threads, panics, Result tests, counting loaders, proptest models.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::error::Error;
use std::panic;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, TryRecvError};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use stash::policy::{Lru, Policy, Unbounded};
use stash::testing::{assert_no_leak, FakeClock};
use stash::{Cache, CacheError, Entry, Stats, DEFAULT_TTL};

type Outcome = Result<(), Box<dyn Error>>;

fn cache(limit: usize) -> (Cache<&'static str, u32>, FakeClock) {
    let clock = FakeClock::new();
    (Cache::builder().limit(limit).ttl(Duration::from_secs(60)).clock(clock.clone()).build(), clock)
}

#[track_caller]
fn assert_keys(cache: &Cache<&'static str, u32>, expected: &[&str]) {
    let mut keys: Vec<_> = cache.keys().collect();
    keys.sort();
    assert_eq!(keys, expected);
}

fn ensure_missing(cache: &Cache<&'static str, u32>, key: &'static str) {
    if let Some(value) = cache.get(key) {
        panic!("{key} is still there: {value}");
    }
}

#[test]
fn gets_what_was_set() {
    let (cache, _) = cache(2);
    cache.set("a", 1);
    assert_eq!(cache.get("a"), Some(1)); //! value business 3 echo
    assert_eq!(cache.get("b"), None); //! existence business 2 absent
    assert_eq!(cache.len(), 1); //! size shape 2
    assert!(cache.contains("a")); //! value-partial business 2 ? value
}

#[test]
fn evicts_the_oldest() {
    let (cache, _) = cache(2);
    for (n, key) in ["a", "b", "c"].into_iter().enumerate() {
        cache.set(key, n as u32);
    }
    assert_keys(&cache, &["b", "c"]); //! value business 3
    ensure_missing(&cache, "a"); //! existence business 2 absent
}

#[test]
fn expires() {
    let (cache, clock) = cache(2);
    cache.set("a", 1);
    clock.advance(Duration::from_secs(60));
    assert!(cache.get("a").is_none()); //! existence business 2 absent
    assert!(cache.is_empty()); //! size business 2 absent
}

#[test]
fn default_ttl() {
    assert_eq!(Cache::<u8, u8>::new(1).ttl(), DEFAULT_TTL); //! value business 2 shared-constant
    assert_eq!(DEFAULT_TTL.as_secs(), 300); //! value business 3 constant-subject
}

#[test]
fn loads_once() {
    let (cache, _) = cache(2);
    let calls = AtomicU32::new(0);
    for _ in 0..3 {
        let value = cache.get_or_load("a", |key| {
            calls.fetch_add(1, Ordering::SeqCst);
            assert_eq!(key, "a"); //! call-args business 2 ? value
            Ok::<_, CacheError>(42)
        });
        assert_eq!(value, Ok(42)); //! value business 2 pass-through
    }
    assert_eq!(calls.into_inner(), 1); //! call shape 1
}

#[test]
fn loader_errors_are_not_cached() {
    let (cache, _) = cache(2);
    let result = cache.get_or_load("a", |_| Err(CacheError::Loader("down".into())));
    assert_eq!(result, Err(CacheError::Loader("down".into()))); //! throws-specific business 3
    ensure_missing(&cache, "a"); //! existence business 2 absent
}

#[test]
fn closing() -> Outcome {
    let (cache, _) = cache(1);
    cache.close()?; //! no-throw shape 1 implicit ? none
    assert!(matches!(cache.close(), Err(CacheError::Closed))); //! throws-specific business 2
    assert!(matches!(cache.try_set("a", 1), Err(_))); //! throws-any shape 1
    Ok(())
}

#[test]
fn closing_is_quiet() {
    let (cache, _) = cache(1);
    assert_eq!(cache.close(), Ok(())); //! no-throw shape 1
}

#[test]
fn set_after_close_panics() {
    let (cache, _) = cache(1);
    cache.close().unwrap(); //! no-throw shape 1 implicit
    let panicked = panic::catch_unwind(panic::AssertUnwindSafe(|| cache.set("a", 1)));
    let message = panicked.unwrap_err().downcast::<&str>().expect("a message"); //! throws-any shape 1 supporting
    assert_eq!(*message, "cache is closed"); //! throws-specific business 3
}

#[test]
#[should_panic(expected = "")] //! throws-any shape 1
fn zero_limit() {
    cache(0);
}

#[test]
#[should_panic = "limit must not be zero"] //! throws-specific business 3
fn zero_limit_message() {
    cache(0);
}

#[test]
fn evicted_entries_are_sent() {
    let (sender, receiver) = mpsc::channel();
    let cache = Cache::builder().limit(1).on_evict(move |entry: Entry<&str, u32>| sender.send(entry.key).unwrap()).build();
    cache.set("a", 1);
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty)); //! call business 2 absent ? throws-specific
    cache.set("b", 2);
    assert_eq!(receiver.recv_timeout(Duration::from_secs(1)), Ok("a")); //! value business 3
}

#[test]
fn waiter_is_woken() {
    let (cache, _) = cache(1);
    let cache = Arc::new(cache);
    let waiter = thread::spawn({
        let cache = cache.clone();
        move || cache.wait_for("a")
    });
    cache.set("a", 7);
    assert_eq!(waiter.join().unwrap(), 7); //! value business 3 echo
}

#[test]
fn waiter_asserts_inside() {
    let (cache, _) = cache(1);
    let cache = Arc::new(cache);
    let waiter = thread::spawn({
        let cache = cache.clone();
        move || assert_eq!(cache.wait_for("a"), 7) //! value business 3 echo
    });
    cache.set("a", 7);
    waiter.join().unwrap(); //! no-throw shape 1 implicit
}

#[test]
fn waiting_times_out() {
    let (_sender, receiver) = mpsc::channel::<u32>();
    let start = Instant::now();
    assert_eq!(stash::recv(&receiver, Duration::from_millis(20)), Err(RecvTimeoutError::Timeout)); //! throws-specific business 2
    assert!(start.elapsed() >= Duration::from_millis(20)); //! relational business 1 timing
}

#[test]
fn stats() {
    let (cache, _) = cache(2);
    cache.set("a", 1);
    cache.get("a");
    cache.get("b");
    let Stats { hits, misses, .. } = cache.stats();
    assert_eq!((hits, misses), (1, 1)); //! value business 3
    let ratio = cache.stats().ratio();
    assert!((0.0..=1.0).contains(&ratio)); //! relational business 2
    assert!((ratio - 0.5).abs() < f64::EPSILON); //! value business 3
    assert!(ratio.is_finite()); //! type-only shape 1 supporting
}

#[test]
fn policies_are_any() {
    let policy: Box<dyn Policy> = stash::policy::for_limit(Some(3));
    assert!(policy.as_any().is::<Lru>()); //! type-only shape 1
    assert!(policy.as_any().downcast_ref::<Unbounded>().is_none()); //! type-only shape 1 ? existence
    assert_eq!(stash::policy::for_limit(None).as_any().type_id(), TypeId::of::<Unbounded>()); //! type-only shape 1
}

#[test]
fn is_send() {
    fn assert_send<T: Send + Sync + Any>() {}
    assert_send::<Cache<String, u32>>(); //! type-only shape 0 ? vacuous
}

#[test]
fn threads_share() {
    let (cache, _) = cache(4);
    thread::scope(|scope| {
        for n in 0..8u32 {
            let cache = &cache;
            scope.spawn(move || {
                cache.set("n", n);
                assert!(cache.get("n").is_some()); //! existence shape 1
            });
        }
    });
    assert!(cache.len() <= 4); //! size shape 1 ? relational
    assert_no_leak(&cache); //! unknown ambiguous 0
}

proptest! {
    #[test]
    fn behaves_like_a_map(steps in prop::collection::vec((0u8..8, any::<u32>()), 0..64)) {
        let cache = Cache::unbounded();
        let mut model = HashMap::new();
        for (key, value) in steps {
            prop_assert_eq!(cache.replace(key, value), model.insert(key, value)); //! relational business 3 property
        }
        prop_assert_eq!(cache.len(), model.len()); //! size shape 2 property ? relational
        for (key, value) in &model {
            prop_assert_eq!(cache.get(*key), Some(*value)); //! relational business 3 property
        }
    }

    #[test]
    fn never_exceeds_its_limit(limit in 1usize..8, keys in prop::collection::vec(any::<u8>(), 0..64)) {
        let cache = Cache::new(limit);
        for key in keys {
            cache.set(key, ());
            prop_assert!(cache.len() <= limit); //! size shape 1 property ? relational
        }
    }

    #[test]
    fn fingerprints_have_a_type(key in ".*") {
        prop_assert!(stash::fingerprint(&key).bytes().all(|b| b.is_ascii_hexdigit())); //! relational business 2 property ? type-only
        prop_assert_eq!(stash::fingerprint(&key).len(), 16); //! size shape 2 property
    }
}
