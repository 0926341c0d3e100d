// Imitates an AI-assisted payment client (CLAUDE.md in its root): mockall, wiremock, hand-written spies, tokio.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mockall::predicate::{always, eq};
use payclient::testing::{assert_idempotent, verify_trace};
use payclient::{backoff, sign, Client, Error, Gateway, MockGateway, MockLedger, Receipt, RetryPolicy};
use wiremock::matchers::{body_json, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

#[derive(Default)]
struct SpyLedger {
    posts: AtomicUsize,
    amounts: Mutex<Vec<(String, i64)>>,
}

impl payclient::Ledger for Arc<SpyLedger> {
    fn post(&self, id: &str, cents: i64) -> Result<(), Error> {
        self.posts.fetch_add(1, Ordering::SeqCst);
        self.amounts.lock().unwrap().push((id.to_owned(), cents));
        Ok(())
    }
}

fn client(gateway: MockGateway) -> Client<MockGateway> {
    Client::new(gateway, RetryPolicy { attempts: 3, base: Duration::from_millis(100) })
}

#[test]
fn new_client() {
    let client = client(MockGateway::new());
    assert_eq!(client.policy().attempts, 3); //! value business 3 echo
    assert!(client.last_error().is_none()); //! existence business 2 absent
}

#[test]
fn charges_once() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().with(eq(1200), eq("EUR"), always()).times(1).returning(|_, _, _| Ok("ch_1".into())); //! call-args business 2
    let receipt = client(gateway).charge(1200, "EUR").unwrap(); //! no-throw shape 1 supporting implicit ? none
    assert_eq!(receipt.id, "ch_1"); //! value business 2 pass-through
    assert_eq!(receipt.text, "12.00 EUR charged (ch_1)"); //! value business 3
}

#[test]
fn charges_somehow() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().times(1).returning(|_, _, _| Ok("ch_1".into())); //! call shape 1
    assert!(client(gateway).charge(1200, "EUR").is_ok()); //! no-throw shape 1
}

#[test]
fn never_charges_nothing() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().never(); //! call business 2 absent
    gateway.expect_ping().returning(|| true);
    assert!(matches!(client(gateway).charge(0, "EUR"), Err(Error::Amount { .. }))); //! throws-specific business 2
}

#[test]
fn retries_three_times() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().times(3).returning(|_, _, _| Err(Error::Down)); //! call shape 1
    assert_eq!(client(gateway).charge(500, "EUR"), Err(Error::GaveUp { attempts: 3 })); //! throws-specific business 3
}

#[test]
fn declined_is_final() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().once().returning(|_, _, _| Err(Error::Declined { code: 51 })); //! call shape 1
    let error = client(gateway).charge(500, "EUR").expect_err("must be declined"); //! throws-any shape 1 supporting
    let Error::Declined { code } = error else { panic!("{error:?}") }; //! throws-specific business 2
    assert_eq!(code, 51); //! throws-specific business 3
}

#[test]
fn order_of_calls() {
    let mut sequence = mockall::Sequence::new();
    let mut ledger = MockLedger::new();
    ledger.expect_begin().times(1).in_sequence(&mut sequence).return_const(()); //! call shape 2
    ledger.expect_post().with(eq("ch_1"), eq(1200)).times(1).in_sequence(&mut sequence).returning(|_, _| Ok(())); //! call-args business 2
    ledger.expect_commit().times(1).in_sequence(&mut sequence).return_const(()); //! call shape 2
    payclient::record(&ledger, "ch_1", 1200).unwrap(); //! no-throw shape 1 implicit
}

#[test]
fn refund_arguments() {
    let mut gateway = MockGateway::new();
    gateway //! call-args business 2
        .expect_refund()
        .withf(|id, reason| id == "ch_1" && reason == "requested")
        .times(1)
        .returning(|_, _| Ok(()));
    assert_eq!(client(gateway).refund("ch_1"), Ok(())); //! no-throw shape 1
}

#[test]
fn mock_says_what_it_was_told() {
    let mut gateway = MockGateway::new();
    gateway.expect_balance().return_const(5000_i64);
    assert_eq!(gateway.balance(), 5000); //! vacuous none 0 mock-return
}

#[test]
fn spy_counts() {
    let spy = Arc::new(SpyLedger::default());
    payclient::record(&spy, "ch_1", 1200).unwrap(); //! no-throw shape 1 implicit
    payclient::record(&spy, "ch_2", 300).unwrap(); //! no-throw shape 1 implicit
    assert_eq!(spy.posts.load(Ordering::SeqCst), 2); //! call shape 1 supporting
    assert_eq!(*spy.amounts.lock().unwrap(), [("ch_1".to_owned(), 1200), ("ch_2".to_owned(), 300)]); //! call-args business 2
}

#[test]
fn spy_untouched() {
    let spy = Arc::new(SpyLedger::default());
    let _ = payclient::record(&spy, "", 1200);
    assert_eq!(spy.posts.load(Ordering::SeqCst), 0); //! call business 2 absent
    assert!(spy.amounts.lock().unwrap().is_empty()); //! call business 2 absent ? size
}

#[test]
fn hook_is_called() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = calls.clone();
    let mut gateway = MockGateway::new();
    gateway.expect_charge().returning(|_, _, _| Ok("ch_1".into()));
    let client = client(gateway).on_charge(move |receipt: &Receipt| {
        counter.fetch_add(1, Ordering::SeqCst);
        assert_eq!(receipt.id, "ch_1"); //! value business 3 ? call-args
    });
    let _ = client.charge(1, "EUR");
    assert!(calls.load(Ordering::SeqCst) > 0); //! call shape 1
}

#[test]
fn hook_is_perhaps_called() {
    let mut gateway = MockGateway::new();
    gateway.expect_charge().returning(|_, _, _| Err(Error::Down));
    let client = client(gateway).on_failure(|error| {
        assert_eq!(error, &Error::Down); //! throws-specific business 1 callback ? value
    });
    let _ = client.charge(1, "EUR");
}

#[test]
fn backoff_doubles() {
    let delays: Vec<u64> = backoff(100, 4).collect();
    assert_eq!(delays, [100, 200, 400, 800]); //! value business 3
    assert!(delays.is_sorted()); //! relational business 2
    assert!(delays.len() >= 0); //! vacuous none 0 impossible
}

#[test]
fn signature() {
    assert_eq!(sign(b"body", "k"), sign(b"body", "k")); //! mirrored none 0 self-call
    assert_ne!(sign(b"body", "k"), sign(b"body", "other")); //! relational business 1 negative
    assert!(sign(b"body", "k").starts_with("v1=")); //! value-partial business 2
    assert_eq!(sign(b"body", "k").len(), 67); //! size shape 2
}

#[tokio::test]
async fn over_the_wire() {
    let server = MockServer::start().await;
    Mock::given(method("POST")) //! call-args business 2
        .and(path("/v1/charges"))
        .and(header("authorization", "Bearer sk_test"))
        .and(body_json(serde_json::json!({"amount": 1200, "currency": "EUR"})))
        .respond_with(ResponseTemplate::new(200).set_body_json(serde_json::json!({"id": "ch_9"})))
        .expect(1)
        .mount(&server)
        .await;
    let receipt = payclient::http::charge(&server.uri(), "sk_test", 1200, "EUR").await;
    assert_eq!(receipt.map(|receipt| receipt.id), Ok("ch_9".to_owned())); //! value business 3
    assert_eq!(server.received_requests().await.unwrap().len(), 1); //! call shape 1 ? size
}

#[tokio::test]
async fn silence() {
    let server = MockServer::start().await;
    Mock::given(path("/v1/charges")).respond_with(ResponseTemplate::new(200)).expect(0).mount(&server).await; //! call business 2 absent
    assert!(payclient::http::charge(&server.uri(), "", 1200, "EUR").await.is_err()); //! throws-any shape 1
}

#[tokio::test]
async fn idempotent() {
    assert_idempotent(|| payclient::http::ping("http://127.0.0.1:1")).await; //! unknown ambiguous 0
    verify_trace!("charge", spans = 2); //! unknown ambiguous 0
}
