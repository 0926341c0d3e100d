// Service, web and client tests of the reminder backend.
//
// Other parties are replaced: the SMS gateway by mockall or by hand, the provider's HTTP API by
// wiremock, the database by a vector behind a mutex. See AGENTS.md ("every handler needs a test").

use std::io;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use assert_json_diff::assert_json_include;
use async_trait::async_trait;
use axum::body::Body;
use axum::http::{header, Method, Request, StatusCode};
use axum::Router;
use chrono::{DateTime, TimeZone, Utc};
use http_body_util::BodyExt;
use mockall::{mock, predicate, Sequence};
use remindly::booking::{Appointment, AppointmentRepo, BookingError, RepoError, State};
use remindly::client::{RetryPolicy, SmsClient};
use remindly::gateway::{MessageId, SmsError, SmsGateway};
use remindly::service::{render_reminder, Outcome, ReminderService, RunReport};
use remindly::web::{build_router, AppState, AppointmentView};
use remindly_testkit::{assert_audit_trail, verify_replay_is_idempotent};
use serde_json::{json, Value};
use tower::ServiceExt;
use uuid::Uuid;
use wiremock::matchers::{body_json, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

mock! {
    pub Gateway {}

    #[async_trait]
    impl SmsGateway for Gateway {
        async fn send(&self, to: &str, text: &str) -> Result<MessageId, SmsError>;
        async fn balance(&self) -> Result<u32, SmsError>;
    }
}

#[derive(Default)]
struct HandGateway {
    credit: AtomicU32,
    lines: Mutex<Vec<(String, String)>>,
}

#[async_trait]
impl SmsGateway for HandGateway {
    async fn send(&self, to: &str, text: &str) -> Result<MessageId, SmsError> {
        assert!(to.starts_with('+'), "numbers are international by the time they get here");
        let mut lines = self.lines.lock().unwrap();
        lines.push((to.to_owned(), text.to_owned()));
        Ok(MessageId(lines.len() as u64))
    }

    async fn balance(&self) -> Result<u32, SmsError> {
        Ok(self.credit.load(Ordering::SeqCst))
    }
}

/// Counts the calls and hands them on.
struct Metered<G> {
    inner: G,
    calls: AtomicUsize,
}

#[async_trait]
impl<G: SmsGateway + Send + Sync> SmsGateway for Metered<G> {
    async fn send(&self, to: &str, text: &str) -> Result<MessageId, SmsError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        self.inner.send(to, text).await
    }

    async fn balance(&self) -> Result<u32, SmsError> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        self.inner.balance().await
    }
}

#[derive(Default)]
struct MemoryRepo {
    rows: Mutex<Vec<Appointment>>,
    saves: AtomicUsize,
}

impl MemoryRepo {
    fn with(rows: Vec<Appointment>) -> Arc<Self> {
        Arc::new(MemoryRepo { rows: Mutex::new(rows), ..Default::default() })
    }
}

#[async_trait]
impl AppointmentRepo for MemoryRepo {
    async fn find(&self, id: u64) -> Result<Option<Appointment>, RepoError> {
        Ok(self.rows.lock().unwrap().iter().find(|a| a.id == id).cloned())
    }

    async fn save(&self, row: Appointment) -> Result<(), RepoError> {
        self.saves.fetch_add(1, Ordering::SeqCst);
        let mut rows = self.rows.lock().unwrap();
        rows.retain(|a| a.id != row.id);
        rows.push(row);
        Ok(())
    }

    async fn all(&self) -> Result<Vec<Appointment>, RepoError> {
        Ok(self.rows.lock().unwrap().clone())
    }
}

fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2024, 5, 14, hour, minute, 0).unwrap()
}

fn appointment(id: u64, patient: &str, starts_at: DateTime<Utc>) -> Appointment {
    Appointment {
        id,
        patient: patient.to_owned(),
        phone: "+4915112345".to_owned(),
        starts_at,
        state: State::Booked,
    }
}

fn app(repo: &Arc<MemoryRepo>) -> Router {
    build_router(AppState::new(repo.clone(), Arc::new(HandGateway::default()), "s3cret"))
}

fn request(verb: Method, uri: &str, token: Option<&str>, body: Option<Value>) -> Request<Body> {
    let mut builder = Request::builder().method(verb).uri(uri);
    if let Some(token) = token {
        builder = builder.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    match body {
        Some(json) => builder
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(json.to_string()))
            .unwrap(),
        None => builder.body(Body::empty()).unwrap(),
    }
}

async fn send(app: Router, req: Request<Body>) -> (StatusCode, Value) {
    let res = app.oneshot(req).await.unwrap();
    let status = res.status();
    let bytes = res.into_body().collect().await.unwrap().to_bytes();
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    tracing::debug!(%status, %body, "answer");
    (status, body)
}

// ---------------------------------------------------------------- service

#[tokio::test]
async fn due_appointments_are_reminded_once() {
    let repo = MemoryRepo::with(vec![
        appointment(1, "Ada Okafor", at(14, 30)),
        appointment(2, "Luis Prado", at(23, 0)),
    ]);
    let mut gateway = MockGateway::new();
    gateway.expect_balance().returning(|| Ok(100));
    gateway.expect_send().withf(|to, text| to == "+4915112345" && text.contains("14:30")).times(1).returning(|_, _| Ok(MessageId(77))); //! call-args business 2
    let service = ReminderService::new(Arc::new(gateway), repo.clone()).at(at(13, 0));

    let report = service.run_once().await.unwrap(); //! no-throw type/shape 1 implicit supporting ? none

    assert_eq!(report, RunReport { sent: 1, skipped: 1, failed: 0 }); //! value business 3
    assert!(service.audit_lines().len() >= 0, "audit log is readable"); //! vacuous none 0 impossible
    assert_eq!(repo.saves.load(Ordering::SeqCst), 1); //! call type/shape 1
}

#[tokio::test]
async fn cancelled_appointments_stay_silent() -> anyhow::Result<()> {
    let mut row = appointment(1, "Ada Okafor", at(14, 30));
    row.state = State::Cancelled;
    let mut gateway = MockGateway::new();
    gateway.expect_balance().returning(|| Ok(100));
    gateway.expect_send().never(); //! call business 2 absent
    let service = ReminderService::new(Arc::new(gateway), MemoryRepo::with(vec![row])).at(at(13, 0));

    service.run_once().await?; //! no-throw type/shape 1 implicit
    let pending = service.pending().await?;
    pending.is_empty(); //! vacuous none 0 incomplete
    Ok(())
}

#[tokio::test]
async fn a_failed_send_is_tried_again() -> anyhow::Result<()> {
    let mut gateway = MockGateway::new();
    let mut seq = Sequence::new();
    gateway.expect_balance().returning(|| Ok(100));
    gateway.expect_send().times(1).in_sequence(&mut seq).returning(|_, _| Err(SmsError::Timeout)); //! call type/shape 2
    gateway.expect_send().with(predicate::eq("+4915112345"), predicate::always()).times(1).in_sequence(&mut seq).returning(|_, _| Ok(MessageId(5))); //! call-args business 2
    let repo = MemoryRepo::with(vec![appointment(1, "Ada Okafor", at(14, 30))]);
    let service = ReminderService::new(Arc::new(gateway), repo).at(at(13, 0));

    let outcomes = service.run_verbose().await?;
    assert!(matches!(outcomes.as_slice(), [Outcome::Delivered { .. }])); //! shape type/shape 1 ? value
    Ok(())
}

#[tokio::test]
async fn reminder_text_reaches_the_gateway() -> anyhow::Result<()> {
    let gateway = Arc::new(HandGateway::default());
    gateway.credit.store(40, Ordering::SeqCst);
    assert_eq!(gateway.credit.load(Ordering::SeqCst), 40); //! vacuous none 0 no-sut

    let repo = MemoryRepo::with(vec![appointment(3, "Ada Okafor", at(9, 15))]);
    let service = ReminderService::new(gateway.clone(), repo).at(at(8, 0));
    let _ = service.run_once().await;

    let lines = gateway.lines.lock().unwrap();
    let (to, _) = &lines[0];
    assert_eq!(to, "+4915112345"); //! call-args business 2
    assert_audit_trail(&service.audit_lines()); //! unknown ambiguous -
    Ok(())
}

#[tokio::test]
async fn preview_shows_the_reminder() {
    let row = appointment(4, "Luis Prado", at(16, 0));
    let service = ReminderService::new(Arc::new(HandGateway::default()), MemoryRepo::with(vec![]));

    assert_eq!(service.preview(&row), render_reminder(&row, "en")); //! mirrored none 1 sut-computed
    assert!(service.preview(&row).contains("Luis Prado, today at 16:00")); //! value-partial business 2

    let once = service.preview(&row);
    let again = service.preview(&row);
    assert_eq!(once, again); //! mirrored none 0 self-call
}

#[tokio::test]
async fn credit_comes_from_the_gateway() -> anyhow::Result<()> {
    let mut inner = MockGateway::new();
    inner.expect_balance().returning(|| Ok(310));
    assert_eq!(inner.balance().await?, 310); //! vacuous none 0 mock-return

    let metered = Arc::new(Metered { inner, calls: AtomicUsize::new(0) });
    let direct = metered.balance().await?;
    assert_eq!(direct, 310, "the wrapper hands the balance on"); //! vacuous none 0 mock-return

    let service = ReminderService::new(metered, MemoryRepo::with(vec![]));
    assert_eq!(service.credit_left().await?, 310); //! value business 2 pass-through
    Ok(())
}

#[tokio::test]
async fn next_appointment_of_a_phone_number() -> anyhow::Result<()> {
    let repo = MemoryRepo::with(vec![
        appointment(8, "Ada Okafor", at(17, 0)),
        appointment(9, "Ada Okafor", at(11, 0)),
    ]);
    let service = ReminderService::new(Arc::new(HandGateway::default()), repo).at(at(8, 0));

    let first = service.next_for("+4915112345", 0).await?;
    let second = service.next_for("+4915112345", 1).await?;
    assert!(first.is_some()); //! existence type/shape 1 supporting
    assert!(first.unwrap().starts_at < second.unwrap().starts_at); //! relational business 2
    assert!(service.next_for("+490000", 0).await?.is_none()); //! existence business 2 absent
    Ok(())
}

#[tokio::test]
async fn overlapping_bookings_are_refused() {
    let repo = MemoryRepo::with(vec![appointment(7, "Ada Okafor", at(10, 0))]);
    let service = ReminderService::new(Arc::new(HandGateway::default()), repo);

    let clash = service.book(appointment(0, "Luis Prado", at(10, 10))).await;
    assert_eq!(clash.unwrap_err(), BookingError::Overlap { with: 7 }); //! throws-specific business 3
}

#[tokio::test]
#[should_panic] //! throws-any type/shape 1
async fn service_without_a_clock_cannot_run() {
    let service = ReminderService::new(Arc::new(HandGateway::default()), MemoryRepo::with(vec![]));
    let _ = service.without_clock().run_once().await;
}

#[test]
fn timeouts_are_timeouts() {
    let cause = io::Error::new(io::ErrorKind::TimedOut, "gateway did not answer");
    let answer: Result<MessageId, io::Error> = Err(cause);
    assert_eq!(answer.err().map(|e| e.kind()), Some(io::ErrorKind::TimedOut)); //! vacuous none 0 no-sut
}

#[test]
fn phone_numbers_are_normalised() {
    fn normalise(raw: &str) -> String {
        let digits: String = raw.chars().filter(char::is_ascii_digit).collect();
        match digits.strip_prefix('0') {
            Some(rest) => format!("+49{rest}"),
            None => format!("+{digits}"),
        }
    }

    assert_eq!(normalise("0151 / 12345"), "+4915112345"); //! vacuous none 0 no-sut
}

// ---------------------------------------------------------------- client

fn client(server: &MockServer) -> SmsClient {
    SmsClient::new(server.uri())
        .with_retry(RetryPolicy { attempts: 2, pause: Duration::ZERO })
        .with_price_per_part(9)
}

#[tokio::test]
async fn client_posts_the_message_and_prices_it() -> anyhow::Result<()> {
    let server = MockServer::start().await;
    Mock::given(method("POST")) //! call-args business 2
        .and(path("/v2/messages"))
        .and(body_json(json!({"to": "+491511", "body": "See you at nine"})))
        .respond_with(ResponseTemplate::new(202).set_body_json(json!({"id": 9001, "parts": 2})))
        .expect(1)
        .mount(&server)
        .await;

    let receipt = client(&server).send("+491511", "See you at nine").await?;
    assert_eq!(receipt.cost_cents, 18); //! value business 3
    Ok(())
}

#[tokio::test]
async fn client_repeats_with_the_same_key() -> anyhow::Result<()> {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(503))
        .mount(&server)
        .await;

    assert!(client(&server).send("+491511", "Hi").await.is_err()); //! throws-any type/shape 1

    let seen = server.received_requests().await.expect("recording is on");
    assert_eq!(seen.len(), 2); //! call type/shape 1 supporting ? size
    assert_eq!(seen[0].headers["idempotency-key"], seen[1].headers["idempotency-key"]); //! relational business 2 ? call-args
    assert_eq!(seen[1].body_json::<Value>()?["to"], "+491511"); //! call-args business 2
    Ok(())
}

#[tokio::test]
async fn client_names_the_rate_limit() {
    let server = MockServer::start().await;
    Mock::given(path("/v2/messages"))
        .respond_with(ResponseTemplate::new(429).insert_header("retry-after", "30"))
        .mount(&server)
        .await;

    let answer = client(&server).send("+491511", "Hi").await;
    assert!(matches!(answer, Err(SmsError::RateLimited { .. })), "got {answer:?}"); //! throws-specific business 2
}

// ---------------------------------------------------------------- web

#[tokio::test]
async fn booking_needs_a_token() {
    let repo = MemoryRepo::with(vec![]);
    let wanted = json!({"patient": "Ada Okafor", "phone": "015112345", "starts_at": at(14, 30)});
    let req = request(Method::POST, "/appointments", None, Some(wanted));

    let (status, _) = send(app(&repo), req).await;

    assert_eq!(status, StatusCode::UNAUTHORIZED); //! status-only business 2 decision
    assert!(repo.rows.lock().unwrap().is_empty()); //! size business 2 absent
}

#[tokio::test]
async fn booking_answers_with_the_appointment() {
    let repo = MemoryRepo::with(vec![]);
    let wanted = json!({"patient": "Ada Okafor", "phone": "015112345", "starts_at": at(14, 30)});
    let req = request(Method::POST, "/appointments", Some("s3cret"), Some(wanted));

    let (status, body) = send(app(&repo), req).await;

    assert_eq!(status, StatusCode::CREATED); //! status-only business 2 decision
    assert_eq!(body["patient"], "Ada Okafor"); //! value business 3 echo
    assert!(body["id"].is_u64()); //! type-only type/shape 1
    assert!(body.get("created_at").is_some()); //! shape type/shape 1 ? existence
    let created = body["created_at"].as_str().unwrap_or_default();
    assert!(DateTime::parse_from_rfc3339(created).is_ok(), "{created}"); //! type-only type/shape 1 ? no-throw
    assert!(Uuid::parse_str(body["trace"].as_str().unwrap()).is_ok()); //! type-only type/shape 1 ? no-throw
    assert!(body["reminded_at"].is_null()); //! existence business 2 absent
}

#[tokio::test]
async fn one_appointment_is_served_as_a_view() {
    let row = appointment(5, "Luis Prado", at(12, 0));
    let repo = MemoryRepo::with(vec![row.clone()]);
    let req = request(Method::GET, "/appointments/5", Some("s3cret"), None);

    let (_, body) = send(app(&repo), req).await;

    let view = AppointmentView::from(&row);
    let expected = serde_json::to_value(view).unwrap();
    assert_eq!(body, expected); //! mirrored none 1 sut-computed
    let mut keys: Vec<&str> = body
        .as_object()
        .map(|o| o.keys().map(String::as_str).collect())
        .unwrap_or_default();
    keys.sort_unstable();
    assert_eq!(keys, ["created_at", "id", "patient", "phone", "reminded_at", "starts_at", "state"]); //! shape type/shape 2
    assert!(serde_json::from_value::<AppointmentView>(body).is_ok()); //! shape type/shape 2 shared-schema ? no-throw
}

#[tokio::test]
async fn day_list() {
    let mut off = appointment(2, "Luis Prado", at(15, 0));
    off.state = State::Cancelled;
    let repo = MemoryRepo::with(vec![appointment(1, "Ada Okafor", at(14, 30)), off]);
    let req = request(Method::GET, "/appointments?day=2024-05-14", Some("s3cret"), None);

    let (_, body) = send(app(&repo), req).await;

    let items = body["items"].as_array().cloned().unwrap_or_default();
    assert_eq!(items.len(), 2); //! size type/shape 2 supporting
    assert!(items.iter().any(|i| i["state"] == "cancelled")); //! value-partial business 2
    assert_json_include!(actual: &body, expected: json!({"day": "2024-05-14"})); //! value-partial business 2
    if let Some(first) = items.first() {
        assert_eq!(first["starts_at"], "2024-05-14T14:30:00Z"); //! value business 1 conditional
    }
    insta::assert_json_snapshot!("day_list", body, { ".items[].id" => "[id]" }); //! snapshot ambiguous 2
}

#[tokio::test]
async fn deleting_an_unknown_appointment() {
    let repo = MemoryRepo::with(vec![]);
    let req = request(Method::DELETE, "/appointments/999", Some("s3cret"), None);
    let (status, _) = send(app(&repo), req).await;
    assert_eq!(status, StatusCode::NOT_FOUND); //! status-only type/shape 1 error-status
}

#[tokio::test]
async fn health() {
    let (status, body) = send(app(&MemoryRepo::with(vec![])), request(Method::GET, "/health", None, None)).await;
    assert!(status.is_success()); //! status-only type/shape 1 supporting
    assert_eq!(body, json!({"status": "ok", "queued": 0})); //! value business 3
    verify_replay_is_idempotent("/health").await; //! unknown ambiguous -
}
