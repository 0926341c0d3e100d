# Imitates a scheduler and its state machine, half by hand, half by an assistant (.cursorrules in its root): reach, soft checks, threads.
import threading
import time
from contextlib import nullcontext as does_not_raise
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from assertpy import assert_that, soft_assertions

from scheduler import Job, JobState, Scheduler, TransitionError, next_run, parse_cron
from scheduler.metrics import verify_metrics
from tests.fakes import FakeClock, ensure_drained


@pytest.fixture
def clock():
    return FakeClock(datetime(2025, 1, 31, 23, 59))


@pytest.fixture
def scheduler(clock):
    scheduler = Scheduler(clock=clock, workers=2)
    yield scheduler
    scheduler.stop()


def ensure_state(job, *expected):
    seen = [step.name for step in job.history]
    assert seen == list(expected), f"history was {seen}"


def wait_until(predicate, seconds=1.0):
    """Waits; returns whether the predicate became true. Not a check."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if predicate():
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize(
    "spec, expected",
    [
        ("0 0 * * *", datetime(2025, 2, 1)),
        ("*/15 * * * *", datetime(2025, 2, 1, 0, 0)),
        ("0 12 28-31 * *", datetime(2025, 2, 28, 12)),
    ],
)
def test_next_run(clock, spec, expected):
    assert next_run(parse_cron(spec), after=clock.now()) == expected  #! value business 3 table


@pytest.mark.parametrize(
    "spec, expectation",
    [("* * * * *", does_not_raise()), ("61 * * * *", pytest.raises(ValueError, match="minute"))],
)
def test_cron_syntax(spec, expectation):
    with expectation:  #! throws-specific business 3 table ? unknown
        parse_cron(spec)


def test_next_run_lies_ahead(clock):
    assert next_run(parse_cron("0 0 * * *"), after=clock.now()) > clock.now()  #! relational business 2


def test_next_run_is_tomorrow(clock):
    assert next_run(parse_cron("59 23 * * *"), after=clock.now()) == clock.now() + timedelta(days=1)  #! value business 3


def test_states(scheduler):
    job = scheduler.add(Job("mail", every=60))
    assert job.state is JobState.WAITING  #! value business 3
    job.start()
    assert job.state is JobState.RUNNING  #! value business 3
    job.finish()
    ensure_state(job, "WAITING", "RUNNING", "DONE")  #! value business 3


def test_illegal_transition(scheduler):
    job = scheduler.add(Job("mail", every=60))
    with pytest.raises(TransitionError, match="WAITING -> DONE"):  #! throws-specific business 3
        job.finish()
    ensure_state(job, "WAITING")  #! value business 3


def test_illegal_transition_the_long_way(scheduler):
    job = scheduler.add(Job("mail", every=60))
    try:
        job.finish()
    except TransitionError as error:
        assert error.target == "DONE"  #! throws-specific business 3
    else:
        pytest.fail("no error")  #! throws-specific business 2


def test_illegal_transition_maybe(scheduler):
    job = scheduler.add(Job("mail", every=60))
    try:
        job.finish()
    except TransitionError as error:
        assert error.source == "WAITING"  #! throws-specific business 1 caught


def test_due_jobs(scheduler, clock):
    scheduler.add(Job("a", every=60))
    scheduler.add(Job("b", every=3600))
    clock.advance(minutes=2)
    due = scheduler.due()
    assert len(due) == 1  #! size shape 2 supporting
    assert due[0].name == "a"  #! value business 3 echo


def test_due_jobs_are_overdue(scheduler, clock):
    scheduler.add(Job("a", every=60))
    clock.advance(minutes=2)
    for job in scheduler.due():
        assert job.next_at <= clock.now()  #! relational business 1 loop-unknown
        assert job.state == JobState.WAITING, job  #! value business 1 loop-unknown


def test_nothing_due(scheduler):
    assert not scheduler.due()  #! size business 2 absent ? existence
    assert scheduler.running_count() == 0  #! size business 2 absent


def test_callback_is_called(scheduler, clock):
    scheduler.add(Job("a", every=60, action=lambda job: check(job)))
    ran = []

    def check(job):
        ran.append(job.name)
        assert job.attempt == 1  #! value business 1 callback

    clock.advance(minutes=2)
    scheduler.tick()
    assert ran == ["a"]  #! call-args business 2 ? value


def test_runs_in_a_thread(scheduler, clock):
    done = threading.Event()
    scheduler.add(Job("a", every=60, action=lambda job: done.set()))
    clock.advance(minutes=2)
    scheduler.start()
    assert done.wait(1)  #! call shape 1 ? existence
    assert wait_until(lambda: scheduler.idle)  #! value business 2


def test_assert_in_a_lost_thread(scheduler):
    def worker():
        assert scheduler.tick() == 3  #! value business 0 swallowed

    threading.Thread(target=worker).start()


def test_summary_softly(scheduler):
    scheduler.add(Job("a", every=60))
    with soft_assertions():
        assert_that(scheduler.summary()).is_type_of(dict)  #! type-only shape 1 supporting
        assert_that(scheduler.summary()).contains_key("jobs", "idle")  #! shape shape 2 supporting
        assert_that(scheduler.summary()["jobs"]).is_length(1)  #! size shape 2
        assert_that(scheduler.summary()["idle"]).is_true()  #! value business 3
        assert_that(scheduler.summary()["next"]).is_equal_to("2025-02-01T00:00:00")  #! value business 3


def test_chain(scheduler):
    job = scheduler.add(Job("a", every=60))
    assert_that(job.tags).is_not_none().is_empty()  #! existence shape 1 supporting; size business 2 absent
    assert_that(job.name).starts_with("a").is_length(1)  #! value-partial business 2; size shape 2
    assert_that(scheduler.add)  #! vacuous none 0 incomplete


def test_metrics(scheduler):
    scheduler.tick()
    verify_metrics(scheduler, ticks=1)  #! unknown ambiguous 0
    ensure_drained(scheduler)  #! unknown ambiguous 0


def test_stopping_twice(scheduler):
    scheduler.stop()
    try:
        scheduler.stop()
    except RuntimeError:
        pytest.fail("second stop raised")  #! no-throw shape 1


def test_namespace():
    job = SimpleNamespace(name="a", every=60)
    assert job.every == 60  #! vacuous none 0 no-sut
    assert all(x > 0 for x in [])  #! vacuous none 0 impossible


@pytest.mark.skipif(True, reason="needs a database")
def test_persistence(scheduler):
    assert scheduler.reload().count == 2  #! value business 0 dead
