// Imitates an AI-assisted subscription service (AGENTS.md in its root): testify assert, require and mock everywhere.
package subscription

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"

	"example.org/shop/internal/testutil"
)

type mockRepo struct{ mock.Mock }

func (m *mockRepo) Find(ctx context.Context, id string) (*Subscription, error) {
	args := m.Called(ctx, id)
	sub, _ := args.Get(0).(*Subscription)
	return sub, args.Error(1)
}

func (m *mockRepo) Save(ctx context.Context, sub *Subscription) error {
	return m.Called(ctx, sub).Error(0)
}

type mockMailer struct{ mock.Mock }

func (m *mockMailer) Send(to, subject string) error {
	return m.Called(to, subject).Error(0)
}

func newService() (*Service, *mockRepo, *mockMailer) {
	repo, mailer := new(mockRepo), new(mockMailer)
	return NewService(repo, mailer, WithClock(func() time.Time { return time.Unix(1700000000, 0) })), repo, mailer
}

func TestNewService(t *testing.T) {
	svc, _, _ := newService()
	assert.NotNil(t, svc) //! existence shape 1
}

func TestNewServiceImplementsBilling(t *testing.T) {
	svc, _, _ := newService()
	assert.Implements(t, (*Billing)(nil), svc) //! type-only shape 1
	assert.IsType(t, &Service{}, svc)          //! type-only shape 1 ? vacuous
}

func TestFind(t *testing.T) {
	svc, repo, _ := newService()
	want := &Subscription{ID: "s1", Plan: "pro"}
	repo.On("Find", mock.Anything, "s1").Return(want, nil)

	got, err := svc.Find(context.Background(), "s1")

	require.NoError(t, err)    //! no-throw shape 1 supporting
	assert.Equal(t, want, got) //! value business 2 pass-through
	assert.NotNil(t, got)      //! existence shape 1 supporting
	repo.AssertExpectations(t) //! call-args business 2
}

func TestFindMissing(t *testing.T) {
	svc, repo, _ := newService()
	repo.On("Find", mock.Anything, "nope").Return(nil, ErrNotFound)

	got, err := svc.Find(context.Background(), "nope")

	assert.Nil(t, got)                       //! existence business 2 absent
	assert.ErrorIs(t, err, ErrNotFound)      //! throws-specific business 2
	assert.Error(t, err)                     //! throws-any shape 1 supporting
	assert.ErrorContains(t, err, "\"nope\"") //! throws-specific business 3
}

func TestMockReturnsWhatItWasTold(t *testing.T) {
	repo := new(mockRepo)
	repo.On("Find", mock.Anything, "s1").Return(&Subscription{ID: "s1"}, nil)
	sub, err := repo.Find(context.Background(), "s1")
	assert.NoError(t, err)        //! vacuous none 0 mock-return
	assert.Equal(t, "s1", sub.ID) //! vacuous none 0 mock-return
}

func TestUpgrade(t *testing.T) {
	svc, repo, mailer := newService()
	repo.On("Find", mock.Anything, mock.Anything).Return(&Subscription{ID: "s1", Plan: "basic", Owner: "ada@example.org"}, nil)
	repo.On("Save", mock.Anything, mock.Anything).Return(nil)
	mailer.On("Send", mock.Anything, mock.Anything).Return(nil)

	sub, err := svc.Upgrade(context.Background(), "s1", "pro")

	require.NoError(t, err)                                                   //! no-throw shape 1 supporting
	assert.Equal(t, "pro", sub.Plan)                                          //! value business 3 echo
	assert.Equal(t, Cents(1250), sub.NextCharge)                              //! value business 3
	assert.Len(t, sub.History, 1)                                             //! size shape 2
	assert.Equal(t, 1, len(sub.History))                                      //! size shape 2
	assert.True(t, sub.NextAt.After(sub.StartedAt))                           //! relational business 2
	repo.AssertNumberOfCalls(t, "Save", 1)                                    //! call shape 1
	mailer.AssertCalled(t, "Send", "ada@example.org", "Your plan is now pro") //! call-args business 2
	mailer.AssertExpectations(t)                                              //! call shape 1 supporting
}

func TestUpgradeToTheSamePlan(t *testing.T) {
	svc, repo, mailer := newService()
	repo.On("Find", mock.Anything, "s1").Return(&Subscription{ID: "s1", Plan: "pro"}, nil)

	_, err := svc.Upgrade(context.Background(), "s1", "pro")

	var same *SamePlanError
	require.ErrorAs(t, err, &same)                                  //! throws-specific business 2
	assert.Equal(t, "pro", same.Plan)                               //! throws-specific business 3
	mailer.AssertNotCalled(t, "Send", mock.Anything, mock.Anything) //! call business 2 absent
	repo.AssertNotCalled(t, "Save")                                 //! call business 2 absent
}

func TestSaveFailure(t *testing.T) {
	svc, repo, _ := newService()
	repo.On("Find", mock.Anything, "s1").Return(&Subscription{ID: "s1", Plan: "basic"}, nil)
	repo.On("Save", mock.Anything, mock.Anything).Return(errors.New("disk full"))

	_, err := svc.Upgrade(context.Background(), "s1", "pro")

	assert.EqualError(t, err, "subscription: save s1: disk full") //! throws-specific business 3
}

func TestSavedSubscription(t *testing.T) {
	svc, repo, mailer := newService()
	mailer.On("Send", mock.Anything, mock.Anything).Return(nil)
	repo.On("Find", mock.Anything, "s1").Return(&Subscription{ID: "s1", Plan: "basic"}, nil)
	repo.On("Save", mock.Anything, mock.MatchedBy(func(sub *Subscription) bool {
		return sub.Plan == "pro" && sub.Seats == 1
	})).Return(nil)

	_, err := svc.Upgrade(context.Background(), "s1", "pro")

	assert.NoError(t, err)     //! no-throw shape 1
	repo.AssertExpectations(t) //! call-args business 2
	saved := repo.Calls[1].Arguments.Get(1).(*Subscription)
	assert.Equal(t, int64(1700000000), saved.UpdatedAt.Unix()) //! call-args business 2
}

func TestPlans(t *testing.T) {
	plans := Plans()
	assert.NotEmpty(t, plans)              //! size shape 1
	assert.Contains(t, plans, "pro")       //! value-partial business 2
	assert.NotContains(t, plans, "legacy") //! relational business 1 negative
	assert.IsIncreasing(t, prices(plans))  //! relational business 2
	for _, plan := range plans {
		assert.NotEmpty(t, plan) //! size shape 1 ? relational
	}
}

func prices(names []string) []int64 {
	out := make([]int64, 0, len(names))
	for _, name := range names {
		out = append(out, int64(PriceOf(name)))
	}
	return out
}

func TestPriceOf(t *testing.T) {
	cases := map[string]Cents{"basic": 500, "pro": 1250, "enterprise": 9900}
	for plan, want := range cases {
		assert.Equal(t, want, PriceOf(plan), plan) //! value business 3 table
	}
	assert.Positive(t, PriceOf("pro"))              //! relational business 1
	assert.Equal(t, PriceOf("pro"), PriceOf("pro")) //! mirrored none 0 self-call
}

func TestTrialEnds(t *testing.T) {
	sub := StartTrial("ada@example.org", time.Unix(1700000000, 0))
	assert.WithinDuration(t, time.Unix(1701209600, 0), sub.EndsAt, time.Second) //! value business 3
	assert.InDelta(t, 14.0, sub.DaysLeft(), 0.01)                               //! value business 3
	assert.Zero(t, sub.Balance)                                                 //! existence business 2 absent ? value
	assert.Empty(t, sub.Coupon)                                                 //! value business 3 ? size
	assert.Equal(t, TrialDays, sub.Days)                                        //! value business 2 shared-constant
	assert.Equal(t, 14, TrialDays)                                              //! value business 3 constant-subject
}

func TestTrialIsActive(t *testing.T) {
	sub := StartTrial("ada@example.org", time.Unix(1700000000, 0))
	assert.True(t, sub.IsActive(time.Unix(1700000001, 0)))  //! value business 3
	assert.False(t, sub.IsActive(time.Unix(1800000000, 0))) //! value business 3
	assert.Equal(t, true, sub.IsTrial())                    //! value business 2
}

func TestCouponPanics(t *testing.T) {
	assert.Panics(t, func() { ParseCoupon("%%") })                         //! throws-any shape 1
	assert.PanicsWithValue(t, "coupon: empty", func() { ParseCoupon("") }) //! throws-specific business 3
	assert.NotPanics(t, func() { ParseCoupon("SPRING-10") })               //! no-throw shape 1
}

func TestExportJSON(t *testing.T) {
	sub := &Subscription{ID: "s1", Plan: "pro", Owner: "ada@example.org"}
	body, err := sub.MarshalJSON()
	require.NoError(t, err)                                                              //! no-throw shape 1 supporting
	assert.JSONEq(t, `{"id":"s1","plan":"pro","owner":"ada@example.org"}`, string(body)) //! value business 3
	testutil.AssertValidSubscription(t, body)                                            //! unknown ambiguous 0
}

func TestEventuallyExpires(t *testing.T) {
	svc, _, _ := newService()
	assert.Eventually(t, func() bool { return svc.Pending() == 0 }, time.Second, 10*time.Millisecond) //! value business 3 ? size
	assert.Never(t, svc.Failed, 50*time.Millisecond, 10*time.Millisecond)                             //! value business 2
}

func TestPlaceholder(t *testing.T) {
	assert.True(t, true)    //! vacuous none 0 constant
	assert.Equal(t, 4, 2+2) //! vacuous none 0 constant
	want := Subscription{ID: "x"}
	assert.Equal(t, "x", want.ID) //! vacuous none 0 no-sut
}
