// Imitates a job scheduler with a state machine, mixed authorship (.cursorrules in its root): rstest tables, matches!, decisions.

use chrono::{DateTime, Duration, TimeZone, Utc};
use rstest::{fixture, rstest};
use scheduler::policy::{Decision, Policy};
use scheduler::{next_run, parse_cron, plan, CronError, Event, Job, Scheduler, State, Trigger};
use scheduler_testing::{assert_history, check_metrics, verify_plan};
use std::task::Poll;

#[fixture]
fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2025, 1, 31, 23, 59, 0).unwrap()
}

#[fixture]
fn scheduler(now: DateTime<Utc>) -> Scheduler {
    Scheduler::at(now)
}

fn validate_history(job: &Job, expected: &[State]) {
    let seen: Vec<State> = job.history().map(|step| step.state).collect();
    if seen != expected {
        panic!("history was {seen:?}");
    }
}

/// Decides; asserts nothing.
fn should_retry(job: &Job) -> bool {
    job.attempts() < 3
}

#[rstest]
#[case("0 0 * * *", 2025, 2, 1)]
#[case("0 0 1 3 *", 2025, 3, 1)]
#[case("0 0 29 2 *", 2028, 2, 29)]
fn finds_the_next_run(now: DateTime<Utc>, #[case] spec: &str, #[case] year: i32, #[case] month: u32, #[case] day: u32) {
    let spec = parse_cron(spec).unwrap();
    assert_eq!(next_run(&spec, now), Utc.with_ymd_and_hms(year, month, day, 0, 0, 0).unwrap()); //! value business 3 table
    assert!(next_run(&spec, now) > now); //! relational business 2 table
}

#[rstest]
#[case("61 * * * *", CronError::Range { field: "minute", value: 61 })]
#[case("* * *", CronError::Fields(3))]
fn refuses(#[case] spec: &str, #[case] expected: CronError) {
    assert_eq!(parse_cron(spec).unwrap_err(), expected); //! throws-specific business 3 table
}

#[rstest]
#[case("@daily")]
#[case("@hourly")]
#[case("*/5 * * * *")]
fn accepts(#[case] spec: &str) {
    assert!(parse_cron(spec).is_ok()); //! no-throw shape 1 table
    assert!(matches!(parse_cron(spec), Ok(_))); //! no-throw shape 1 table
}

#[rstest]
#[case(State::Waiting, true)]
#[case(State::Running, true)]
#[case(State::Failed, true)]
fn can_be_cancelled(#[case] state: State, #[case] expected: bool) {
    assert_eq!(state.can_cancel(), expected); //! value business 2 table constant-expected
}

#[rstest]
fn life_of_a_job(mut scheduler: Scheduler) {
    let id = scheduler.add("mail", "@daily").unwrap();
    assert_eq!(scheduler.state(id), State::Waiting); //! value business 3
    scheduler.apply(id, Event::Start).unwrap(); //! no-throw shape 1 supporting implicit
    assert_eq!(scheduler.state(id), State::Running { attempt: 1 }); //! value business 3
    scheduler.apply(id, Event::Finish).unwrap(); //! no-throw shape 1 supporting implicit
    validate_history(scheduler.job(id), &[State::Waiting, State::Running { attempt: 1 }, State::Done]); //! value business 3
    assert_history(scheduler.job(id), "waiting -> running -> done"); //! unknown ambiguous 0
}

#[rstest]
fn running_in_general(mut scheduler: Scheduler) {
    let id = scheduler.add("mail", "@daily").unwrap();
    let _ = scheduler.apply(id, Event::Start);
    assert!(matches!(scheduler.state(id), State::Running { .. })); //! shape shape 1
    assert!(matches!(scheduler.state(id), State::Running { attempt: 1 })); //! value-partial business 2
    assert!(matches!(scheduler.state(id), State::Running { attempt } if attempt < 3)); //! value-partial business 2 ? relational
    assert!(!matches!(scheduler.state(id), State::Failed { .. })); //! relational business 1 negative ? shape
}

#[rstest]
fn illegal_transition(mut scheduler: Scheduler) {
    let id = scheduler.add("mail", "@daily").unwrap();
    match scheduler.apply(id, Event::Finish) {
        Err(error) => assert_eq!(error.to_string(), "cannot finish a waiting job"), //! throws-specific business 3
        Ok(state) => panic!("accepted: {state:?}"), //! throws-any shape 1 supporting
    }
    assert_eq!(scheduler.state(id), State::Waiting); //! value business 3
}

#[rstest]
fn illegal_transition_perhaps(mut scheduler: Scheduler) {
    let id = scheduler.add("mail", "@daily").unwrap();
    if let Err(error) = scheduler.apply(id, Event::Finish) {
        assert_eq!(error.from, State::Waiting); //! throws-specific business 1 conditional
    }
}

#[rstest]
fn state_changes(mut scheduler: Scheduler) {
    let id = scheduler.add("mail", "@daily").unwrap();
    let before = scheduler.state(id);
    let _ = scheduler.apply(id, Event::Start);
    assert_ne!(scheduler.state(id), before); //! relational business 2 negative
}

#[test]
fn policy_allows_owner() {
    assert!(matches!(Policy::default().decide("ada", "ada/mail"), Decision::Allow { .. })); //! value business 3 decision
}

#[test]
fn policy_denies_stranger() {
    assert!(matches!(Policy::default().decide("mallory", "ada/mail"), Decision::Deny(_))); //! value business 3 decision
    assert_eq!(Policy::default().decide("", "ada/mail"), Decision::Deny("no user")); //! value business 3
}

#[test]
fn polling() {
    let mut job = Job::new("mail");
    assert_eq!(job.poll(), Poll::Pending); //! value business 3
    job.complete(7);
    assert!(job.poll().is_ready()); //! shape shape 1 ? value
    assert!(matches!(job.poll(), Poll::Ready(_))); //! shape shape 1
    assert_eq!(job.poll(), Poll::Ready(7)); //! value business 3 echo
}

#[rstest]
fn due(mut scheduler: Scheduler, now: DateTime<Utc>) {
    scheduler.add("a", "* * * * *").unwrap(); //! no-throw shape 1 implicit
    scheduler.add("b", "@weekly").unwrap(); //! no-throw shape 1 implicit
    let due: Vec<_> = scheduler.due(now + Duration::minutes(2)).collect();
    let [job] = due.as_slice() else { panic!("{} jobs are due", due.len()) }; //! size shape 2
    assert_eq!(job.name, "a"); //! value business 3 echo
    for job in scheduler.due(now + Duration::days(30)) {
        assert!(job.next_at <= now + Duration::days(30)); //! relational business 1 loop-unknown
        assert!(job.tag.is_some(), "{}", job.name); //! existence shape 1 loop-unknown
    }
}

#[rstest]
fn nothing_is_due(scheduler: Scheduler, now: DateTime<Utc>) {
    assert_eq!(scheduler.due(now).count(), 0); //! size business 2 absent
    assert!(scheduler.due(now).next().is_none()); //! existence business 2 absent
    assert_eq!(scheduler.names(), Vec::<String>::new()); //! size business 2 absent
}

#[rstest]
fn plan_is_sorted(mut scheduler: Scheduler, now: DateTime<Utc>) {
    for name in ["b", "a", "c"] {
        scheduler.add(name, "@daily").unwrap(); //! no-throw shape 1 implicit
    }
    let plan = plan(&scheduler, now);
    assert_eq!(plan.len(), 3); //! size shape 2
    assert!(plan.is_sorted_by_key(|step| step.at)); //! relational business 2
    assert!(plan.iter().any(|step| step.name == "b")); //! value-partial business 2
    verify_plan(&plan); //! unknown ambiguous 0
    check_metrics!(scheduler, jobs = 3); //! unknown ambiguous 0
}

#[rstest]
fn plan_twice(scheduler: Scheduler, now: DateTime<Utc>) {
    assert_eq!(plan(&scheduler, now), plan(&scheduler, now)); //! mirrored none 0 self-call
}

#[rstest]
fn planning_is_deterministic(scheduler: Scheduler, now: DateTime<Utc>) {
    assert_eq!(plan(&scheduler, now), plan(&scheduler, now)); //! relational business 2
}

#[rstest]
fn plan_uses_next_run(mut scheduler: Scheduler, now: DateTime<Utc>) {
    scheduler.add("a", "@daily").unwrap(); //! no-throw shape 1 supporting implicit
    assert_eq!(plan(&scheduler, now)[0].at, next_run(&parse_cron("@daily").unwrap(), now)); //! mirrored none 1 sut-computed
}

#[test]
fn retries() {
    let mut job = Job::new("mail");
    job.fail();
    if should_retry(&job) {
        job.start();
    }
    assert_eq!(job.attempts(), 2); //! value business 3
}

#[test]
fn hooks() {
    let mut seen = Vec::new();
    let mut ticks = 0;
    Job::new("mail").on_step(|state| seen.push(state.name())).on_tick(|| ticks += 1).run();
    assert_eq!(seen, ["waiting", "running", "done"]); //! value business 3 ? call-args
    assert_eq!(ticks, 2); //! call shape 1
}

#[test]
fn trigger_types() {
    assert!(Trigger::parse("@daily").as_any().is::<scheduler::trigger::Cron>()); //! type-only shape 1
    assert!(Trigger::parse("every 5m").as_any().downcast_ref::<scheduler::trigger::Every>().is_some()); //! type-only shape 1 ? existence
    insta::assert_debug_snapshot!(Trigger::parse("every 5m")); //! snapshot ambiguous 2
}

#[test]
#[ignore]
fn survives_a_restart() {
    assert_eq!(Scheduler::restore("state.db").unwrap().names(), ["mail"]); //! value business 0 dead
}
