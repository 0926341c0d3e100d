// Imitates an axum booking service, AI-assisted (AGENTS.md in its root): integration tests over the router.

use axum::body::{to_bytes, Body};
use axum::http::{header, Method, Request, StatusCode};
use axum::Router;
use booking::{app, pricing, AppState, Booking, MAX_NIGHTS};
use serde_json::{json, Value};
use tower::ServiceExt;

mod common;
use common::{assert_problem, token_for};

async fn call(router: &Router, method: Method, path: &str, token: Option<&str>, body: Value) -> (StatusCode, Value) {
    let mut request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let response = router.clone().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

fn router() -> Router {
    app(AppState::in_memory())
}

async fn assert_stored(router: &Router, id: u64, guest: &str) {
    let (_, body) = call(router, Method::GET, &format!("/bookings/{id}"), Some("admin"), Value::Null).await;
    assert_eq!(body["guest"], guest);
}

#[tokio::test]
async fn health() {
    let (status, body) = call(&router(), Method::GET, "/health", None, Value::Null).await;
    assert_eq!(status, StatusCode::OK); //! status-only shape 1 supporting
    assert_eq!(body, json!({"status": "ok"})); //! value business 3
}

#[tokio::test]
async fn health_is_fine() {
    let (status, body) = call(&router(), Method::GET, "/health", None, Value::Null).await;
    assert!(status.is_success()); //! status-only shape 1
    assert!(!body.is_null()); //! existence shape 1
}

#[tokio::test]
async fn create_without_token() {
    let (status, body) = call(&router(), Method::POST, "/bookings", None, json!({"room": 12, "nights": 2})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED); //! status-only business 2 decision
    assert_eq!(body["title"], "login required"); //! value business 3
}

#[tokio::test]
async fn create() {
    let router = router();
    let (status, body) = call(&router, Method::POST, "/bookings", Some("grace"), json!({"room": 12, "nights": 2})).await;
    assert_eq!(status, StatusCode::CREATED); //! status-only business 2 decision
    assert!(body["id"].is_u64()); //! type-only shape 1
    assert!(body.get("starts_at").is_some()); //! shape shape 1 ? existence
    assert_eq!(body["nights"], 2); //! value business 3 echo
    assert!(body["total"].as_i64().unwrap() > 0); //! relational business 1
    assert_stored(&router, body["id"].as_u64().unwrap(), "grace").await; //! value business 3
}

#[tokio::test]
async fn create_and_forget() {
    let router = router();
    call(&router, Method::POST, "/bookings", Some("grace"), json!({"room": 12, "nights": 2})).await;
    let _ = assert_stored(&router, 1, "grace"); //! value business 0 unawaited
}

#[tokio::test]
async fn create_with_no_nights() {
    let (status, body) = call(&router(), Method::POST, "/bookings", Some("grace"), json!({"room": 12, "nights": 0})).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY); //! status-only business 2 decision
    assert_problem(&body, "nights"); //! unknown ambiguous 0
}

#[tokio::test]
async fn total_is_the_quote() {
    let (_, body) = call(&router(), Method::POST, "/bookings", Some("grace"), json!({"room": 12, "nights": 2})).await;
    assert_eq!(body["total"].as_i64(), Some(pricing::quote(12, 2))); //! mirrored none 1 sut-computed
}

#[tokio::test]
async fn too_long() {
    let nights = MAX_NIGHTS + 1;
    let (status, _) = call(&router(), Method::PUT, "/bookings/1", Some("grace"), json!({"nights": nights})).await;
    assert!(status.is_client_error()); //! status-only shape 1
}

#[tokio::test]
async fn missing() {
    let (status, body) = call(&router(), Method::GET, "/bookings/404", Some("grace"), Value::Null).await;
    assert_eq!(status, StatusCode::NOT_FOUND); //! status-only shape 1 error-status
    assert!(body["detail"].is_null()); //! existence business 2 absent
}

#[tokio::test]
async fn list_of_nobody() {
    let (status, body) = call(&router(), Method::GET, "/bookings", Some("grace"), Value::Null).await;
    assert_eq!(status, 200); //! status-only shape 1 supporting
    assert_eq!(body["items"], json!([])); //! size business 2 absent
    assert_eq!(body["items"].as_array().map(Vec::len), Some(0)); //! size business 2 absent
    assert!(body["next"].is_null()); //! existence business 2 absent
}

#[tokio::test]
async fn list_has_a_shape() {
    let (_, body) = call(&router(), Method::GET, "/bookings", Some("grace"), Value::Null).await;
    let keys: Vec<_> = body.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["items", "next", "total"]); //! shape shape 2
    assert!(body["items"].is_array()); //! type-only shape 1
    for item in body["items"].as_array().unwrap() {
        assert!(item.get("guest").is_some()); //! shape shape 1 loop-unknown ? existence
        assert_eq!(item["room"], 12); //! value business 1 loop-unknown
    }
}

#[tokio::test]
async fn content_type() {
    let request = Request::get("/rooms/12/calendar").body(Body::empty()).unwrap();
    let response = router().oneshot(request).await.unwrap();
    assert_eq!(response.status().as_u16(), 200); //! status-only shape 1
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json"); //! shape shape 1 ? type-only
    assert!(response.headers().contains_key("x-request-id")); //! shape shape 1
    assert_eq!(response.headers()["cache-control"], "no-store"); //! value business 3
}

#[tokio::test]
async fn roles() {
    for (token, expected) in [(None, 401), (Some("grace"), 403), (Some("admin"), 204)] {
        let (status, _) = call(&router(), Method::DELETE, "/rooms/12", token, Value::Null).await;
        assert_eq!(status.as_u16(), expected, "{token:?}"); //! status-only business 2 decision table
    }
}

#[tokio::test]
async fn forbidden_changes_nothing() {
    let router = router();
    let (status, _) = call(&router, Method::DELETE, "/guests/7", Some("grace"), Value::Null).await;
    assert_eq!(status, StatusCode::FORBIDDEN); //! status-only shape 1 error-status
    let (_, guest) = call(&router, Method::GET, "/guests/7", Some("admin"), Value::Null).await;
    assert_eq!(guest["name"], "Grace"); //! value business 3
    assert_ne!(guest["token"], token_for("grace")); //! relational business 1 negative
}

#[tokio::test]
async fn fire_and_forget() {
    let router = router();
    tokio::spawn(async move {
        let (status, _) = call(&router, Method::GET, "/health", None, Value::Null).await;
        assert_eq!(status, StatusCode::OK); //! status-only shape 0 unawaited
    });
}

#[test]
fn booking_deserializes() {
    let booking: Booking = serde_json::from_value(json!({"id": 1, "room": 12, "nights": 2, "guest": "grace"})).unwrap(); //! shape shape 2 supporting implicit ? no-throw
    assert_eq!(booking.guest, "grace"); //! value business 3 echo
    assert_eq!(booking.cancelled_at, None); //! existence business 2 absent
}
