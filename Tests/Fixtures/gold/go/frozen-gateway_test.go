// Imitates a payment gateway client, AI-assisted (CLAUDE.md in its root): gomock, hand-written spies, fake servers.
package gateway_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	. "github.com/onsi/gomega"
	"github.com/onsi/gomega/ghttp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/mock/gomock"

	"example.org/pay/gateway"
	"example.org/pay/gateway/mocks"
	"example.org/pay/internal/paytest"
)

type sleeper struct{ slept []time.Duration }

func (s *sleeper) Sleep(d time.Duration) { s.slept = append(s.slept, d) }

type spyLedger struct {
	posts   int
	lastID  string
	amounts []int64
}

func (s *spyLedger) Post(id string, cents int64) error {
	s.posts++
	s.lastID = id
	s.amounts = append(s.amounts, cents)
	return nil
}

func newClient(t *testing.T, handler http.HandlerFunc, opts ...gateway.Option) *gateway.Client {
	t.Helper()
	srv := httptest.NewServer(handler)
	t.Cleanup(srv.Close)
	client, err := gateway.New(srv.URL, "sk_test", opts...)
	require.NoError(t, err)
	return client
}

func TestChargeSendsTheAmount(t *testing.T) {
	var body map[string]any
	var calls atomic.Int32
	client := newClient(t, func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		assert.Equal(t, "/v1/charges", r.URL.Path)                       //! call-args business 2
		assert.Equal(t, "Bearer sk_test", r.Header.Get("Authorization")) //! call-args business 2
		_ = json.NewDecoder(r.Body).Decode(&body)
		io.WriteString(w, `{"id":"ch_1","status":"succeeded"}`)
	})

	charge, err := client.Charge(context.Background(), 1200, "EUR")

	require.NoError(t, err)                        //! no-throw shape 1 supporting
	assert.Equal(t, "ch_1", charge.ID)             //! value business 3
	assert.Equal(t, float64(1200), body["amount"]) //! call-args business 2
	assert.Contains(t, body, "idempotency_key")    //! shape shape 1
	assert.EqualValues(t, 1, calls.Load())         //! call shape 1
}

func TestChargeHandlerMaybe(t *testing.T) {
	client := newClient(t, func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, http.MethodPost, r.Method) //! call-args business 1 callback
		w.WriteHeader(http.StatusNoContent)
	})
	client.Ping(context.Background())
}

func TestRetries(t *testing.T) {
	var calls atomic.Int32
	sleep := &sleeper{}
	client := newClient(t, func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) < 3 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		io.WriteString(w, `{"id":"ch_2"}`)
	}, gateway.WithSleep(sleep.Sleep))

	charge, err := client.Charge(context.Background(), 500, "EUR")

	require.NoError(t, err)                                                                       //! no-throw shape 1 supporting
	require.NotNil(t, charge)                                                                     //! existence shape 1
	assert.EqualValues(t, 3, calls.Load())                                                        //! call shape 1
	assert.Equal(t, []time.Duration{100 * time.Millisecond, 200 * time.Millisecond}, sleep.slept) //! call-args business 2
}

func TestGivesUp(t *testing.T) {
	client := newClient(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
	}, gateway.WithSleep(func(time.Duration) {}))
	_, err := client.Charge(context.Background(), 500, "EUR")
	var unavailable *gateway.UnavailableError
	require.ErrorAs(t, err, &unavailable)    //! throws-specific business 2
	assert.Equal(t, 3, unavailable.Attempts) //! throws-specific business 3
}

func TestDeclined(t *testing.T) {
	client := newClient(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusPaymentRequired)
		io.WriteString(w, `{"code":"insufficient_funds"}`)
	})
	_, err := client.Charge(context.Background(), 500, "EUR")
	if err == nil { //! throws-any shape 1 supporting
		t.Fatal("no error")
	}
	if declined, ok := err.(*gateway.DeclinedError); !ok || declined.Code != "insufficient_funds" { //! throws-specific business 3
		t.Fatalf("err = %#v", err)
	}
}

func TestLedgerIsPosted(t *testing.T) {
	ctrl := gomock.NewController(t)
	ledger := mocks.NewMockLedger(ctrl)
	ledger.EXPECT().Post("ch_1", int64(1200)).Return(nil)        //! call-args business 2
	ledger.EXPECT().Close(gomock.Any()).Return(nil)              //! call shape 1
	ledger.EXPECT().Reverse(gomock.Any(), gomock.Any()).Times(0) //! call business 2 absent
	ledger.EXPECT().Ping().AnyTimes()

	book := gateway.NewBook(ledger)
	require.NoError(t, book.Record("ch_1", 1200))        //! no-throw shape 1
	require.NoError(t, book.Close(context.Background())) //! no-throw shape 1
}

func TestLedgerOrder(t *testing.T) {
	ctrl := gomock.NewController(t)
	ledger := mocks.NewMockLedger(ctrl)
	gomock.InOrder( //! call shape 2
		ledger.EXPECT().Begin(),                                   //! call shape 1
		ledger.EXPECT().Post(gomock.Any(), gomock.Any()).Times(2), //! call shape 1
		ledger.EXPECT().Commit(),                                  //! call shape 1
	)
	gateway.NewBook(ledger).RecordAll(map[string]int64{"a": 1, "b": 2})
}

func TestSpyLedger(t *testing.T) {
	spy := &spyLedger{}
	book := gateway.NewBook(spy)
	book.Record("ch_1", 1200)
	book.Record("ch_2", 300)
	assert.Equal(t, 2, spy.posts)                    //! call shape 1
	assert.Equal(t, "ch_2", spy.lastID)              //! call-args business 2
	assert.Equal(t, []int64{1200, 300}, spy.amounts) //! call-args business 2
	assert.Equal(t, int64(1500), book.Total())       //! value business 3
}

func TestSpyLedgerUntouched(t *testing.T) {
	spy := &spyLedger{}
	err := gateway.NewBook(spy).Record("ch_1", 0)
	assert.ErrorIs(t, err, gateway.ErrZero) //! throws-specific business 2
	assert.Zero(t, spy.posts)               //! call business 2 absent
	assert.Empty(t, spy.amounts)            //! call business 2 absent ? size
}

func TestStubbedRates(t *testing.T) {
	rates := mocks.NewMockRates(gomock.NewController(t))
	rates.EXPECT().Rate("USD").Return(1.25, nil) //! call-args business 2 ? vacuous
	got, err := rates.Rate("USD")
	assert.NoError(t, err)     //! vacuous none 0 mock-return
	assert.Equal(t, 1.25, got) //! vacuous none 0 mock-return
}

func TestRefundOverGHTTP(t *testing.T) {
	g := NewWithT(t)
	server := ghttp.NewServer()
	defer server.Close()
	server.AppendHandlers(ghttp.CombineHandlers(
		ghttp.VerifyRequest("POST", "/v1/refunds"),     //! call-args business 2
		ghttp.VerifyJSON(`{"charge":"ch_1"}`),          //! call-args business 2
		ghttp.VerifyHeaderKV("Idempotency-Key", "k-1"), //! call-args business 2
		ghttp.RespondWith(http.StatusCreated, `{"id":"re_1"}`),
	))
	client, err := gateway.New(server.URL(), "sk_test", gateway.WithKey("k-1"))
	g.Expect(err).NotTo(HaveOccurred())                                               //! no-throw shape 1
	g.Expect(client.Refund(context.Background(), "ch_1")).To(HaveField("ID", "re_1")) //! value business 3
	g.Expect(server.ReceivedRequests()).To(HaveLen(1))                                //! call shape 1 ? size
}

func TestWebhookStatus(t *testing.T) {
	rec := httptest.NewRecorder()
	gateway.Webhook("whsec")(rec, httptest.NewRequest("POST", "/webhook", nil))
	assert.Equal(t, http.StatusBadRequest, rec.Code)                                                        //! status-only shape 1
	assert.HTTPStatusCode(t, gateway.Webhook("whsec"), "GET", "/webhook", nil, http.StatusMethodNotAllowed) //! status-only shape 1
	assert.HTTPError(t, gateway.Webhook("whsec"), "PUT", "/webhook", nil)                                   //! status-only shape 1
	assert.HTTPBodyContains(t, gateway.Webhook("whsec"), "GET", "/webhook", nil, "POST only")               //! value-partial business 2
}

func TestSandbox(t *testing.T) {
	paytest.AssertSandbox(t, gateway.Endpoint("test"))                     //! unknown ambiguous 0
	paytest.RequireKeyFormat(t, "sk_test")                                 //! unknown ambiguous 0
	assert.NotEqual(t, gateway.Endpoint("test"), gateway.Endpoint("live")) //! relational business 1 negative
	assert.Regexp(t, `^https://`, gateway.Endpoint("live"))                //! value-partial business 2
}

func TestErrorsAreErrors(t *testing.T) {
	var err error = &gateway.DeclinedError{}
	assert.Error(t, err)                                        //! vacuous none 0 impossible
	assert.True(t, errors.Is(gateway.ErrZero, gateway.ErrZero)) //! vacuous none 0 self-comparison
}
