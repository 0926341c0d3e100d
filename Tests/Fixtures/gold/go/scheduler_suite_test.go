// Imitates a Kubernetes-style controller with a scheduler: ginkgo and gomega, asynchronous expectations.
package scheduler_test

import (
	"context"
	"errors"
	"testing"
	"time"

	. "github.com/onsi/ginkgo/v2"
	. "github.com/onsi/gomega"
	"github.com/onsi/gomega/gbytes"
	"github.com/onsi/gomega/gstruct"

	"example.org/cron/internal/testing/checks"
	"example.org/cron/scheduler"
)

func TestScheduler(t *testing.T) {
	RegisterFailHandler(Fail)
	RunSpecs(t, "Scheduler Suite")
}

var _ = Describe("Scheduler", func() {
	var (
		ctx   context.Context
		clock *scheduler.FakeClock
		sched *scheduler.Scheduler
		logs  *gbytes.Buffer
	)

	expectState := func(name string, state scheduler.State) {
		GinkgoHelper()
		job, err := sched.Get(name)
		Expect(err).NotTo(HaveOccurred())
		Expect(job.State).To(Equal(state))
	}

	BeforeEach(func() {
		ctx = context.Background()
		clock = scheduler.NewFakeClock(time.Date(2025, 1, 31, 23, 59, 0, 0, time.UTC))
		logs = gbytes.NewBuffer()
		sched = scheduler.New(clock, scheduler.WithLog(logs))
	})

	Describe("adding jobs", func() {
		It("plans the first run", func() {
			job, err := sched.Add("mail", "0 0 * * *")
			Expect(err).NotTo(HaveOccurred())                                                      //! no-throw shape 1 supporting
			Expect(job).NotTo(BeNil())                                                             //! existence shape 1 supporting
			Expect(job.NextAt).To(BeTemporally("==", time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC))) //! value business 3
			Expect(job.NextAt).To(BeTemporally(">", clock.Now()))                                  //! relational business 2
			expectState("mail", scheduler.Waiting)                                                 //! no-throw shape 1 supporting; value business 3
		})

		It("refuses a bad spec", func() {
			_, err := sched.Add("mail", "61 * * * *")
			Expect(err).To(HaveOccurred())                             //! throws-any shape 1 supporting
			Expect(err).To(MatchError(scheduler.ErrBadSpec))           //! throws-specific business 2
			Expect(err).To(MatchError(ContainSubstring("minute: 61"))) //! throws-specific business 3
		})

		It("refuses anything empty", func() {
			_, err := sched.Add("", "")
			Expect(err).ToNot(BeNil())         //! throws-any shape 1
			Expect(sched.Jobs()).To(BeEmpty()) //! size business 2 absent
		})

		It("refuses the same name twice", func() {
			Expect(sched.Add("mail", "@daily")).Error().NotTo(HaveOccurred())                     //! no-throw shape 1
			Expect(sched.Add("mail", "@hourly")).Error().To(MatchError("scheduler: mail exists")) //! throws-specific business 3
		})

		DescribeTable("specs",
			func(spec string, hours int) {
				job, _ := sched.Add("x", spec)
				Expect(job.NextAt.Sub(clock.Now()).Round(time.Hour).Hours()).To(BeNumerically("==", hours)) //! value business 3 table
			},
			Entry("hourly", "@hourly", 0),
			Entry("daily", "@daily", 0),
			Entry("weekly", "@weekly", 24),
		)
	})

	Describe("running", func() {
		BeforeEach(func() {
			_, err := sched.Add("mail", "@daily")
			Expect(err).NotTo(HaveOccurred()) //! no-throw shape 1
		})

		It("runs what is due", func() {
			clock.Advance(2 * time.Minute)
			due := sched.Due()
			Expect(due).To(HaveLen(1))                                         //! size shape 2
			Expect(due).To(ContainElement(HaveField("Name", "mail")))          //! value-partial business 2
			Expect(due[0]).To(HaveField("Name", Equal("mail")))                //! value business 3 echo
			Expect(due[0].Labels).To(HaveKeyWithValue("kind", "cron"))         //! value-partial business 2 ? value
			Expect(due[0].Annotations).To(HaveKey("last-run"))                 //! shape shape 1
			Expect(due[0].Interval.Hours()).To(BeNumerically("~", 24.0, 0.01)) //! value business 3
		})

		It("describes a job", func() {
			Expect(sched.Describe("mail")).To(gstruct.MatchFields(gstruct.IgnoreExtras, gstruct.Fields{ //! value-partial business 2
				"Name":  Equal("mail"),
				"State": Equal(scheduler.Waiting),
			}))
			Expect(sched.Describe("mail")).To(gstruct.MatchFields(gstruct.IgnoreExtras, gstruct.Fields{ //! shape shape 2
				"ID":        gstruct.Ignore(),
				"CreatedAt": gstruct.Ignore(),
			}))
			Expect(sched.Describe("mail")).To(HaveField("ID", Not(BeEmpty()))) //! size shape 1 ? shape
		})

		It("finishes in the background", func() {
			clock.Advance(2 * time.Minute)
			sched.Start(ctx)
			Eventually(func() scheduler.State { return sched.State("mail") }).Should(Equal(scheduler.Done)) //! value business 3
			Eventually(sched.Running).WithTimeout(time.Second).Should(BeZero())                             //! existence business 2 absent ? value
			Consistently(sched.Failures, "50ms").Should(BeEmpty())                                          //! size business 2 absent
			Eventually(sched.Idle)                                                                          //! vacuous none 0 incomplete
			Eventually(logs).Should(gbytes.Say("mail finished in"))                                         //! value-partial business 2
		})

		It("sends the result", func() {
			results := make(chan string, 1)
			sched.OnDone(func(name string) { results <- name })
			clock.Advance(2 * time.Minute)
			sched.Tick(ctx)
			Expect(results).To(Receive(Equal("mail"))) //! value business 3
			Expect(results).NotTo(Receive())           //! existence business 2 absent
		})

		It("survives a missing job", func() {
			Expect(func() { sched.Remove("nothing") }).NotTo(Panic())                              //! no-throw shape 1
			Expect(sched.Close()).To(Succeed())                                                    //! no-throw shape 1
			Expect(func() { sched.MustGet("nothing") }).To(Panic())                                //! throws-any shape 1
			Expect(func() { sched.MustGet("nothing") }).To(PanicWith("scheduler: no job nothing")) //! throws-specific business 3
		})

		It("keeps its order", func() {
			sched.Add("report", "@daily")
			Expect(sched.Names()).To(HaveExactElements("mail", "report")) //! value business 3
			Expect(sched.Names()).To(ConsistOf("report", "mail"))         //! value business 3
			Expect(sched.Names()).NotTo(ContainElement("backup"))         //! relational business 1 negative
			Expect(sched.Names()).To(HaveEach(MatchRegexp("^[a-z]+$")))   //! relational business 2 ? type-only
		})

		It("has types", func() {
			Expect(sched.Trigger("mail")).To(BeAssignableToTypeOf(&scheduler.CronTrigger{})) //! type-only shape 1
			Expect(sched.State("mail")).To(Equal(sched.State("mail")))                       //! mirrored none 0 self-call
			Expect(sched.NextOf("mail")).To(Equal(scheduler.Next("@daily", clock.Now())))    //! mirrored none 1 sut-computed
		})

		It("is consistent", func() {
			checks.ExpectConsistent(sched)     //! unknown ambiguous 0
			checks.VerifyNoLeakedTimers(clock) //! unknown ambiguous 0
		})

		It("counts hooks", func() {
			calls := 0
			sched.BeforeRun(func() { calls++ })
			clock.Advance(2 * time.Minute)
			sched.Tick(ctx)
			Expect(calls).To(Equal(1))              //! call shape 1
			Expect(calls).To(BeNumerically(">", 0)) //! call shape 1 supporting
		})

		PIt("retries", func() {
			Expect(sched.Retries("mail")).To(Equal(3)) //! value business 0 dead
		})

		It("reports errors of jobs", func() {
			boom := errors.New("boom")
			sched.Handle("mail", func(context.Context) error { return boom })
			clock.Advance(2 * time.Minute)
			Expect(sched.Tick(ctx)).To(MatchError(boom)) //! throws-specific business 2
			Expect(boom).To(HaveOccurred())              //! vacuous none 0 no-sut
		})
	})
})
