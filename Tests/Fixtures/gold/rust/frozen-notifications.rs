// Imitates a notification service, AI-assisted (CLAUDE.md in its root): mocks and spies, much that only shows that something ran.

use std::sync::{Arc, Mutex};

use mockall::predicate::{always, eq, str::contains};
use notify::channel::{Channel, MockChannel};
use notify::template::{self, Template};
use notify::{digest, group, quiet_hours, Dispatcher, Error, Kind, Message, Outbox, Priority, Report, MAX_LENGTH};
use notify_testing::{assert_delivered, check_templates, verify_outbox};

#[derive(Clone, Default)]
struct Spy(Arc<Mutex<Vec<Message>>>);

impl Channel for Spy {
    fn send(&self, message: &Message) -> Result<(), Error> {
        self.0.lock().unwrap().push(message.clone());
        Ok(())
    }
}

impl Spy {
    fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

fn message(kind: Kind) -> Message {
    Message { kind, to: "ada@example.org".into(), text: "hello".into(), priority: Priority::Normal }
}

fn dispatcher(channel: impl Channel + 'static) -> Dispatcher {
    Dispatcher::builder().channel(channel).build()
}

fn assert_sent(spy: &Spy, texts: &[&str]) {
    let sent = spy.0.lock().unwrap();
    assert_eq!(sent.iter().map(|message| message.text.as_str()).collect::<Vec<_>>(), texts);
}

#[test]
fn test_message_fields() {
    let message = message(Kind::Mail);
    assert_eq!(message.to, "ada@example.org"); //! vacuous none 0 no-sut
    assert_eq!(message.text.len(), 5); //! vacuous none 0 no-sut
    assert!(matches!(message.kind, Kind::Mail)); //! vacuous none 0 no-sut
}

#[test]
fn test_dispatcher_creation() {
    let _dispatcher = dispatcher(Spy::default());
    assert!(true, "dispatcher was built"); //! vacuous none 0 constant
}

#[test]
fn test_dispatch() {
    let result = dispatcher(Spy::default()).dispatch(message(Kind::Mail));
    assert!(result.is_ok()); //! no-throw shape 1
    assert!(result.is_ok() || result.is_err()); //! vacuous none 0 constant
}

#[test]
fn test_dispatch_sends_mail() {
    let mut channel = MockChannel::new();
    channel.expect_send().withf(|message| message.to == "ada@example.org").times(1).returning(|_| Ok(())); //! call-args business 2
    dispatcher(channel).dispatch(message(Kind::Mail)).unwrap(); //! no-throw shape 1 implicit
}

#[test]
fn test_dispatch_sends_something() {
    let mut channel = MockChannel::new();
    channel.expect_send().with(always()).times(1).returning(|_| Ok(())); //! call shape 1
    channel.expect_name().return_const("mail".to_owned());
    dispatcher(channel).dispatch(message(Kind::Mail)).unwrap(); //! no-throw shape 1 implicit
}

#[test]
fn test_retries_twice() {
    let mut channel = MockChannel::new();
    channel.expect_send().times(3).returning(|_| Err(Error::Busy)); //! call shape 1
    assert_eq!(dispatcher(channel).dispatch(message(Kind::Mail)), Err(Error::GaveUp { attempts: 3 })); //! throws-specific business 3
}

#[test]
fn test_logs_subject() {
    let mut channel = MockChannel::new();
    channel.expect_log().with(contains("hello"), eq(Priority::Normal)).once().return_const(()); //! call-args business 2
    channel.expect_send().never(); //! call business 2 absent
    dispatcher(channel).preview(message(Kind::Mail));
}

#[test]
fn test_spy_counts() {
    let spy = Spy::default();
    let dispatcher = dispatcher(spy.clone());
    dispatcher.dispatch(message(Kind::Mail)).unwrap(); //! no-throw shape 1 implicit
    dispatcher.dispatch(message(Kind::Push)).unwrap(); //! no-throw shape 1 implicit
    assert_eq!(spy.count(), 2); //! call shape 1
    assert!(spy.count() > 0); //! call shape 1
    assert_sent(&spy, &["hello", "hello"]); //! call-args business 2 ? value
}

#[test]
fn test_quiet_hours_hold_back() {
    let spy = Spy::default();
    dispatcher(spy.clone()).at(3).dispatch(message(Kind::Push)).unwrap(); //! no-throw shape 1 supporting implicit
    assert_eq!(spy.count(), 0); //! call business 2 absent
}

#[test]
fn test_urgent_breaks_quiet_hours() {
    let spy = Spy::default();
    let mut urgent = message(Kind::Push);
    urgent.priority = Priority::Urgent;
    let _ = dispatcher(spy.clone()).at(3).dispatch(urgent);
    let sent = spy.0.lock().unwrap();
    assert_eq!(sent[0].priority, Priority::Urgent); //! call-args business 2 ? value
    assert_eq!(sent[0].text, "[!] hello"); //! call-args business 2 ? value
}

#[test]
fn test_quiet_hours() {
    assert!(quiet_hours(3)); //! value business 3
    assert!(!quiet_hours(12)); //! value business 3
    assert_eq!(quiet_hours(22), quiet_hours(22)); //! mirrored none 0 self-call
}

#[test]
fn test_mock_echo() {
    let mut channel = MockChannel::new();
    channel.expect_name().return_const("mail".to_owned());
    assert_eq!(channel.name(), "mail"); //! vacuous none 0 mock-return
    assert!(!channel.name().is_empty()); //! vacuous none 0 mock-return
}

#[test]
fn test_digest() {
    let digest = digest(&[message(Kind::Mail), message(Kind::Mail)]);
    assert!(digest.subject.is_some()); //! existence shape 1 supporting
    assert_eq!(digest.subject.as_deref(), Some("2 messages")); //! value business 3
    assert_eq!(digest.parts.len(), 2); //! size shape 2
    assert!(digest.parts.len() >= 0); //! vacuous none 0 impossible
    assert!(digest.footer.is_none()); //! existence business 2 absent
}

#[test]
fn test_digest_text() {
    let digest = digest(&[message(Kind::Mail)]);
    assert_eq!(digest.text(), template::render(template::DIGEST, &digest.fields())); //! mirrored none 1 sut-computed
    assert_eq!(digest.words(), notify::count_words(&digest.text())); //! mirrored none 1 sut-computed
    assert!(digest.text().contains("hello")); //! value-partial business 2
    insta::assert_snapshot!(digest.text()); //! snapshot ambiguous 2
}

#[test]
fn test_group() {
    let groups = group(vec![message(Kind::Mail), message(Kind::Push), message(Kind::Mail)]);
    assert_eq!(groups.keys().copied().collect::<Vec<_>>(), [Kind::Mail, Kind::Push]); //! value business 3 ? shape
    assert_eq!(groups[&Kind::Mail].len(), 2); //! size shape 2
    assert!(groups.contains_key(&Kind::Push)); //! value-partial business 2
    assert_eq!(groups.values().map(Vec::len).sum::<usize>(), 3); //! value business 3 ? size
}

#[test]
fn test_too_long() {
    let mut long = message(Kind::Sms);
    long.text = "x".repeat(MAX_LENGTH + 1);
    let error = dispatcher(Spy::default()).dispatch(long).unwrap_err(); //! throws-any shape 1 supporting
    assert!(matches!(error, Error::TooLong { .. })); //! throws-specific business 2
    assert_eq!(error.to_string(), "161 of 160 characters"); //! throws-specific business 3
    assert_eq!(MAX_LENGTH, 160); //! value business 3 constant-subject
}

#[test]
fn test_template_errors() {
    assert!(Template::parse("{{").is_err()); //! throws-any shape 1
    assert_eq!(Template::parse("{{ name").unwrap_err().column, 8); //! throws-specific business 3
    let Ok(template) = Template::parse("hi {{ name }}") else { panic!("no template") }; //! no-throw shape 1 supporting
    assert_eq!(template.render(&[("name", "Ada")]), "hi Ada"); //! value business 3
}

#[test]
fn test_report_json() {
    let report = Report::of(&Outbox::default()).to_json();
    assert!(report["sent"].is_u64()); //! type-only shape 1
    assert!(report["failed"].is_array()); //! type-only shape 1
    assert!(report.get("took").is_some()); //! shape shape 1 ? existence
    assert_eq!(report["failed"], serde_json::json!([])); //! size business 2 absent
}

#[test]
fn test_outbox() {
    let mut outbox = Outbox::default();
    outbox.push(message(Kind::Mail));
    assert_delivered(&outbox); //! unknown ambiguous 0
    verify_outbox!(outbox, pending = 1); //! unknown ambiguous 0
    check_templates("templates"); //! unknown ambiguous 0
}

#[test]
fn test_order_of_steps() {
    let mut sequence = mockall::Sequence::new();
    let mut channel = MockChannel::new();
    channel.expect_open().once().in_sequence(&mut sequence).return_const(()); //! call shape 2
    channel.expect_close().once().in_sequence(&mut sequence).return_const(()); //! call shape 2
    dispatcher(channel).drain();
}
