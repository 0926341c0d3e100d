// swift-format-ignore-file
import Foundation
import Nimble
import Quick
import SchedulerChecks

@testable import JobKit

final class SchedulerSpec: QuickSpec {
  override class func spec() {
    var clock: TestClock!
    var runner: RunnerSpy!
    var scheduler: Scheduler!

    beforeEach {
      clock = TestClock(at: "2024-06-01T10:00:00Z")
      runner = RunnerSpy()
      scheduler = Scheduler(clock: clock, runner: runner)
    }

    afterEach {
      scheduler.stop()
    }

    describe("adding a job") {
      it("keeps it") {
        scheduler.add(Job(id: "mail", every: .minutes(5)))
        expect(scheduler.jobs).to(haveCount(1))  //! size shape 2 supporting
        expect(scheduler.jobs.first?.id).to(equal("mail"))  //! value business 3 echo
        expect(scheduler.jobs.first?.nextRun) == clock.date("2024-06-01T10:05:00Z")  //! value business 3
        expect(scheduler.jobs.first?.lastRun).to(beNil())  //! existence business 2 absent
      }

      it("starts without jobs") {
        expect(scheduler.jobs).to(beEmpty())  //! size business 2 absent
        expect(scheduler).toNot(beNil())  //! vacuous none 0 no-sut
        expect(scheduler.state) == .stopped  //! value business 3
      }

      it("refuses a second job of the same name") {
        scheduler.add(Job(id: "mail", every: .minutes(5)))
        expect { try scheduler.insert(Job(id: "mail", every: .hours(1))) }.to(throwError(SchedulerError.duplicate("mail")))  //! throws-specific business 3
        expect { try scheduler.insert(Job(id: "", every: .hours(1))) }.to(throwError())  //! throws-any shape 1
        expect { try scheduler.insert(Job(id: "x", every: .minutes(0))) }.to(throwError(errorType: SchedulerError.self))  //! throws-specific business 2
        expect { try scheduler.insert(Job(id: "ok", every: .hours(1))) }.toNot(throwError())  //! no-throw shape 1
      }

      it("explains what is wrong") {
        expect { try scheduler.insert(Job(id: "x", every: .minutes(-1))) }.to(throwError { (error: SchedulerError) in  //! throws-specific business 2
          expect(error.reason).to(contain("negative"))  //! throws-specific business 3
          expect(error.job) == "x"  //! throws-specific business 3
        })
      }
    }

    describe("running") {
      context("when a job is due") {
        beforeEach {
          scheduler.add(Job(id: "mail", every: .minutes(5)))
          clock.advance(minutes: 5)
        }

        it("runs it once") {
          expect(runner.runs.count).to(equal(1))  //! call shape 1 supporting
          expect(runner.runs.first?.job).to(equal("mail"))  //! call-args business 2
          expect(runner.runs.first?.attempt) == 1  //! call-args business 2
          expect(runner.cancelled).to(beEmpty())  //! call business 2 absent
        }

        it("plans the next run") {
          expect(scheduler.nextRun).to(equal(clock.date("2024-06-01T10:10:00Z")))  //! value business 3
          expect(scheduler.nextRun).to(beGreaterThan(clock.now))  //! relational business 2
          expect(scheduler.nextRun).notTo(beNil())  //! existence shape 1 supporting
          checkTimeline(scheduler)  //! unknown ambiguous 0
        }

        itBehavesLike("a quiet scheduler") { ["scheduler": scheduler as Any] }
      }

      context("when nothing is due") {
        it("does not call the runner") {
          clock.advance(minutes: 4)
          expect(runner.runs).to(beEmpty())  //! call business 2 absent
          expect(runner.wasCalled).to(beFalse())  //! call business 2 absent
        }
      }

      context("when the job fails") {
        it("tries three times") {
          runner.error = RunnerError.timeout
          scheduler.add(Job(id: "mail", every: .minutes(5)))
          clock.advance(minutes: 60)
          expect(runner.runs.map(\.attempt)).to(equal([1, 2, 3]))  //! call-args business 2
          expect(scheduler.state).toEventually(equal(.suspended))  //! value business 3
          expect(scheduler.lastError).to(matchError(RunnerError.timeout))  //! throws-specific business 3
          expect(scheduler.lastError).to(beAKindOf(RunnerError.self))  //! throws-specific business 2
        }
      }

      it("runs jobs in the order of their priority") {
        scheduler.add(Job(id: "low", every: .minutes(1), priority: 1))
        scheduler.add(Job(id: "high", every: .minutes(1), priority: 9))
        clock.advance(minutes: 1)
        expect(runner.runs.map(\.job)) == ["high", "low"]  //! call-args business 2
      }

      it("counts attempts from one") {
        scheduler.add(Job(id: "mail", every: .minutes(1)))
        clock.advance(minutes: 3)
        expect(runner.runs).to(allPass { $0.attempt == 1 })  //! relational business 1 loop-unknown
      }

      it("posts a notification") {
        expect {  //! call-args business 2
          scheduler.add(Job(id: "mail", every: .minutes(5)))
        }.to(postNotifications(equal([Notification(name: .jobAdded, object: "mail")])))
      }
    }

    describe("cron") {
      it("parses fields") {
        let cron = Cron("*/20 8-9 * * 1")
        expect(cron?.minutes) == [0, 20, 40]  //! value business 3
        expect(cron?.hours).to(contain(8, 9))  //! value-partial business 2
        expect(cron?.weekdays).to(haveCount(1))  //! size shape 2
        expect(cron).to(beAnInstanceOf(Cron.self))  //! type-only shape 1 supporting
        expect(Cron("61 * * * *")).to(beNil())  //! existence business 2 absent
      }

      it("describes itself") {
        let text = Cron("0 12 * * *")!.text
        expect(text).to(beginWith("every day"))  //! value-partial business 2
        expect(text).to(match("12:00$"))  //! value-partial business 2
        expect(text).toNot(contain("midnight"))  //! relational business 1 negative
        expect(text).to(equal(Describer.describe("0 12 * * *")))  //! mirrored none 1 sut-computed
        expect(text)  //! vacuous none 0 incomplete
      }

      it("finds the next date") {
        let cron = Cron("0 0 29 2 *")!
        let next = cron.next(after: clock.date("2023-03-01T00:00:00Z"))
        expect(next).to(equal(clock.date("2024-02-29T00:00:00Z")))  //! value business 3
        expect(cron.next(after: clock.now)).to(equal(cron.next(after: clock.now)))  //! mirrored none 0 self-call
        expect(cron.interval).to(beCloseTo(126_230_400, within: 86_400))  //! value business 3
        expect(cron.interval).to(satisfyAllOf(beGreaterThan(1), beLessThan(200_000_000)))  //! relational business 2
      }

      xit("knows time zones") {
        expect(Cron("0 2 * * *", zone: "CET")?.next(after: clock.now)).toNot(beNil())  //! existence shape 0 dead
      }
    }

    sharedExamples("a quiet scheduler") { context in
      it("logs nothing") {
        let subject = context()["scheduler"] as! Scheduler
        expect(subject.log).to(beEmpty())  //! size business 2 absent
        expect(subject.isQuiet).to(beTruthy())  //! existence shape 1 ? value
      }
    }
  }
}

private final class RunnerSpy: Runner {
  struct Run { let job: String, attempt: Int }
  var error: Error?
  private(set) var runs: [Run] = []
  private(set) var cancelled: [String] = []
  var wasCalled: Bool { !runs.isEmpty }

  func run(_ job: String, attempt: Int) throws {
    runs.append(Run(job: job, attempt: attempt))
    if let error { throw error }
  }

  func cancel(_ job: String) { cancelled.append(job) }
}
