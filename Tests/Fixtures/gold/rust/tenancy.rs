// Imitates the authorisation layer of a multi-tenant product, written by people with an assistant: errors, roles, tokens.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use assert_matches::assert_matches;
use tenancy::token::{self, Claims, TokenError};
use tenancy::{authorize, Action, AuthError, Directory, Project, Role, Session, Tenant, MAX_SESSIONS};

type TestResult = Result<(), AuthError>;

fn directory() -> Directory {
    let mut directory = Directory::in_memory();
    directory.add(Tenant::new("acme"), &["ada", "grace"]);
    directory.add(Tenant::new("initech"), &["peter"]);
    directory
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

fn expect_denied(result: Result<Session, AuthError>, reason: &str) {
    let error = result.expect_err("access was granted");
    assert_eq!(error.reason(), reason);
}

macro_rules! assert_roles {
    ($session:expr, [$($role:expr),*]) => {
        assert_eq!($session.roles().collect::<BTreeSet<_>>(), BTreeSet::from([$($role),*]))
    };
}

#[test]
fn matrix() {
    let cases = [
        (Role::Member, Action::Read, true),
        (Role::Member, Action::Delete, false),
        (Role::Admin, Action::Delete, true),
        (Role::Guest, Action::Read, false),
    ];
    for (role, action, allowed) in cases {
        assert_eq!(role.may(action), allowed, "{role:?} {action:?}"); //! value business 3 table
    }
}

#[test]
fn logs_in() -> TestResult {
    let session = directory().login("ada", "correct horse")?;
    assert_eq!(session.tenant(), "acme"); //! value business 3
    assert_eq!(session.user(), "ada"); //! value business 3 echo
    assert_roles!(session, [Role::Member]); //! value business 3
    assert!(session.expires_at() > session.created_at()); //! relational business 2
    Ok(())
}

#[test]
fn wrong_password() {
    expect_denied(directory().login("ada", "guess"), "wrong password"); //! throws-any shape 1 supporting; throws-specific business 3
    expect_denied(directory().login("nobody", "guess"), "wrong password"); //! throws-any shape 1 supporting; throws-specific business 3
}

#[test]
fn wrong_password_somehow() {
    assert!(directory().login("ada", "").is_err()); //! throws-any shape 1
    directory().login("", "").unwrap_err(); //! throws-any shape 1
}

#[test]
fn locked_after_three_attempts() {
    let mut directory = directory();
    for _ in 0..3 {
        let _ = directory.login("ada", "guess");
    }
    assert_matches!(directory.login("ada", "correct horse"), Err(AuthError::Locked { until: Some(_), .. })); //! throws-specific business 2
    assert_matches!(directory.login("grace", "correct horse"), Ok(_)); //! no-throw shape 1
}

#[test]
fn foreign_tenant_is_hidden() {
    let directory = directory();
    assert_eq!(directory.find("initech", "ada"), None); //! existence business 2 absent
    assert!(directory.find("acme", "ada").is_some()); //! existence shape 1
    assert_eq!(directory.users("acme").collect::<Vec<_>>(), ["ada", "grace"]); //! value business 3 echo
    assert!(!directory.users("acme").any(|user| user == "peter")); //! relational business 1 negative
}

#[test]
fn projects_belong_to_known_users() {
    let directory = directory();
    let users: BTreeSet<_> = directory.users("acme").collect();
    let projects = directory.projects("acme");
    assert_eq!(projects.len(), 2); //! size shape 2
    for project in &projects {
        assert!(users.contains(project.owner.as_str())); //! relational business 2
    }
    assert!(projects.iter().all(|project| project.tenant == "acme")); //! relational business 2
}

#[test]
fn projects_in_general() {
    for project in directory().projects("acme") {
        let Project { owner, .. } = project;
        assert_eq!(owner, "ada"); //! value business 1 loop-unknown
    }
}

#[test]
fn admin_deletes() {
    let mut directory = directory();
    let before = directory.projects("acme").len();
    assert_eq!(authorize("root", Role::Admin, Action::Delete), Ok(())); //! no-throw shape 1
    directory.delete("acme", 77).unwrap(); //! no-throw shape 1 implicit
    assert_eq!(directory.projects("acme").len(), before - 1); //! value business 3
    assert!(directory.projects("acme").iter().find(|project| project.id == 77).is_none()); //! existence business 2 absent
}

#[test]
fn member_may_not_delete() {
    let result = authorize("ada", Role::Member, Action::Delete);
    assert_eq!(result, Err(AuthError::Forbidden { action: Action::Delete })); //! throws-specific business 3
    if result != Err(AuthError::Forbidden { action: Action::Delete }) { //! throws-specific business 3
        panic!("second look: {result:?}");
    }
}

#[test]
fn tokens() {
    let claims = Claims { user: "ada".into(), tenant: "acme".into(), expires: at(2000) };
    let token = token::issue(&claims, b"secret");
    assert_eq!(token.split('.').count(), 3); //! size shape 2
    assert_eq!(token::verify(&token, b"secret", at(1000)), Ok(claims.clone())); //! relational business 3
    assert_eq!(token::verify(&token, b"other", at(1000)), Err(TokenError::Signature)); //! throws-specific business 2
    assert_eq!(token::verify(&token, b"secret", at(3000)), Err(TokenError::Expired { since: 1000 })); //! throws-specific business 3
    assert_eq!(token, token::issue(&claims, b"secret")); //! mirrored none 0 self-call
}

#[test]
fn token_header() {
    let token = token::issue(&Claims::default(), b"secret");
    assert!(token.starts_with("eyJ")); //! value-partial business 2 ? type-only
    assert!(token.chars().all(|c| c.is_ascii_graphic())); //! relational business 2 ? type-only
    assert!(!token.is_empty()); //! relational business 1 negative ? size
}

#[test]
fn tokens_are_not_guessed() {
    let issued: BTreeSet<_> = (0..100).map(|_| token::random()).collect();
    assert_eq!(issued.len(), 100); //! size shape 2
    assert_ne!(token::random(), token::random()); //! relational business 1 negative
}

#[test]
fn sessions_are_limited() {
    let mut directory = directory();
    for _ in 0..MAX_SESSIONS {
        directory.login("ada", "correct horse").expect("still below the limit"); //! no-throw shape 1 implicit
    }
    let error = directory.login("ada", "correct horse").unwrap_err(); //! throws-any shape 1 supporting
    assert!(matches!(error, AuthError::TooMany(n) if n == MAX_SESSIONS)); //! throws-specific business 2 shared-constant
    assert_eq!(directory.sessions("ada"), MAX_SESSIONS); //! value business 2 shared-constant
}

#[test]
fn audit_trail() {
    let mut directory = directory();
    let _ = directory.login("ada", "guess");
    let entry = directory.audit().last().cloned().expect("an entry"); //! existence shape 1 supporting implicit ? none
    assert_eq!(entry.action, "login-failed"); //! value business 3
    assert_eq!(entry.fields.get("user").map(String::as_str), Some("ada")); //! value business 3 echo
    assert!(entry.fields.contains_key("ip")); //! shape shape 1
    assert!(!entry.fields.contains_key("password")); //! shape shape 1 negative ? relational
    assert_eq!(entry.tags, HashMap::new()); //! size business 2 absent
}

#[test]
fn sends_notices() {
    let mut notices = Vec::new();
    let mut directory = directory().on_notice(|to, text| notices.push((to.to_owned(), text.to_owned())));
    directory.invite("acme", "edsger");
    drop(directory);
    assert_eq!(notices, [("edsger".to_owned(), "acme invites you".to_owned())]); //! call-args business 2 ? value
}

#[test]
fn sends_no_notice() {
    let mut count = 0;
    directory().on_notice(|_, _| count += 1).invite("acme", "ada");
    assert_eq!(count, 0); //! call business 2 absent
}

#[test]
fn consistency() {
    let directory = directory();
    tenancy::testing::assert_isolated(&directory); //! unknown ambiguous 0
    tenancy::testing::check_invariants(&directory).unwrap(); //! unknown ambiguous 0 ? no-throw
}

#[test]
#[should_panic(expected = "poisoned")] //! throws-specific business 3
fn poisoned_directory() {
    directory().poison().projects("acme");
}

#[tokio::test]
async fn refreshes() {
    let session = Session::refresh("ada", at(10)).await;
    assert!(session.is_ok()); //! no-throw shape 1
    tokio::time::timeout(Duration::from_secs(1), Session::wait("ada")).await.unwrap(); //! no-throw shape 1 implicit
}
