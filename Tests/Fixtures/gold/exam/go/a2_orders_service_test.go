package orders_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gkampitakis/go-snaps/snaps"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"github.com/stretchr/testify/suite"
	"go.uber.org/mock/gomock"

	"github.com/lumenlabs/storefront/internal/api"
	"github.com/lumenlabs/storefront/internal/mocks"
	"github.com/lumenlabs/storefront/internal/orders"
	"github.com/lumenlabs/storefront/internal/payments"
	"github.com/lumenlabs/storefront/internal/testsupport"
)

// ---------------------------------------------------------------------------
// Doubles
// ---------------------------------------------------------------------------

type mockRepo struct {
	mock.Mock
}

func (m *mockRepo) Find(ctx context.Context, id string) (*orders.Order, error) {
	args := m.Called(ctx, id)
	if o, ok := args.Get(0).(*orders.Order); ok {
		return o, args.Error(1)
	}
	return nil, args.Error(1)
}

func (m *mockRepo) Save(ctx context.Context, o *orders.Order) error {
	return m.Called(ctx, o).Error(0)
}

type mockCatalog struct {
	mock.Mock
}

func (m *mockCatalog) Price(sku string) (int64, error) {
	args := m.Called(sku)
	return args.Get(0).(int64), args.Error(1)
}

type catalogProxy struct {
	inner interface {
		Price(sku string) (int64, error)
	}
}

func (p catalogProxy) Price(sku string) (int64, error) {
	return p.inner.Price(sku)
}

type mail struct {
	to, subject, body string
}

type recordingMailer struct {
	sent []mail
}

func (r *recordingMailer) Send(_ context.Context, to, subject, body string) error {
	if !strings.Contains(to, "@") {
		return fmt.Errorf("recordingMailer: bad address %q", to)
	}
	r.sent = append(r.sent, mail{to, subject, body})
	return nil
}

type flakyGateway struct {
	failures int
	attempts int
	charged  int64
}

func (g *flakyGateway) Charge(_ context.Context, amount int64, currency string) (*payments.Charge, error) {
	if amount <= 0 {
		panic("flakyGateway: amount must be positive")
	}
	g.attempts++
	if g.attempts <= g.failures {
		return nil, payments.ErrTimeout
	}
	g.charged += amount
	return &payments.Charge{ID: "ch_1", Amount: amount}, nil
}

type fakeClock struct {
	now time.Time
}

func (c *fakeClock) Now() time.Time { return c.now }

// ---------------------------------------------------------------------------
// Service
// ---------------------------------------------------------------------------

type ServiceSuite struct {
	suite.Suite

	ctx    context.Context
	ctrl   *gomock.Controller
	repo   *mockRepo
	bus    *mocks.MockBus
	mailer *recordingMailer
	svc    *orders.Service
}

func TestServiceSuite(t *testing.T) {
	suite.Run(t, new(ServiceSuite))
}

func (s *ServiceSuite) SetupTest() {
	s.ctx = context.Background()
	s.ctrl = gomock.NewController(s.T())
	s.repo = new(mockRepo)
	s.bus = mocks.NewMockBus(s.ctrl)
	s.mailer = &recordingMailer{}
	s.svc = orders.NewService(s.repo, s.bus, s.mailer)
}

func (s *ServiceSuite) draft() orders.Draft {
	return orders.Draft{
		Email:    "ada@example.org",
		Currency: "EUR",
		Lines: []orders.Line{
			{SKU: "mug-01", Qty: 2, UnitPrice: 1490},
			{SKU: "tee-07", Qty: 1, UnitPrice: 3000},
		},
	}
}

func (s *ServiceSuite) TestPlace_SavesAndNotifies() {
	s.bus.EXPECT().Publish(gomock.Any(), gomock.Any(), gomock.Any()).Return(nil).AnyTimes()
	s.repo.On("Save", mock.Anything, mock.MatchedBy(func(o *orders.Order) bool {
		return o.Total == 5980 && o.Currency == "EUR"
	})).Return(nil).Once()

	got, err := s.svc.Place(s.ctx, s.draft())

	s.Require().NoError(err) //! no-throw shape 1 supporting
	s.Equal(int64(5980), got.Total) //! value business 3
	s.Nil(got.CancelledAt) //! existence business 2 absent
	s.repo.AssertExpectations(s.T()) //! call-args business 2
	s.Len(s.mailer.sent, 1) //! call shape 1 ? size
	testsupport.RequireValidInvoice(s.T(), got.Invoice) //! unknown ambiguous 0
}

func (s *ServiceSuite) TestPlace_EmptyCart() {
	_, err := s.svc.Place(s.ctx, orders.Draft{Email: "ada@example.org"})

	s.Require().ErrorIs(err, orders.ErrEmptyCart) //! throws-specific business 2
	s.repo.AssertNotCalled(s.T(), "Save", mock.Anything, mock.Anything) //! call business 2 absent
}

func (s *ServiceSuite) TestPlace_UniqueIDs() {
	s.bus.EXPECT().Publish(gomock.Any(), gomock.Any(), gomock.Any()).Return(nil).AnyTimes()
	s.repo.On("Save", mock.Anything, mock.Anything).Return(nil)

	first, _ := s.svc.Place(s.ctx, s.draft())
	second, _ := s.svc.Place(s.ctx, s.draft())
	s.NotEqual(first.ID, second.ID) //! relational business 1 negative
	s.Regexp(`^ord_[0-9]+$`, second.ID) //! value-partial business 2
}

func (s *ServiceSuite) TestGet_ReturnsStoredOrder() {
	stored := &orders.Order{ID: "ord_17", Total: 1250, Currency: "EUR"}
	s.repo.On("Find", mock.Anything, "ord_17").Return(stored, nil)

	got, _ := s.svc.Get(s.ctx, "ord_17")
	s.T().Logf("got %+v", got)
	s.Equal(stored, got) //! value business 2 pass-through
}

func (s *ServiceSuite) TestRepo_Find() {
	want := &orders.Order{ID: "ord_18", Total: 990}
	s.repo.On("Find", mock.Anything, "ord_18").Return(want, nil)

	got, err := s.repo.Find(s.ctx, "ord_18")
	if err == nil {
		s.Equal(int64(990), got.Total) //! vacuous none 0 mock-return
	}
}

func (s *ServiceSuite) TestCancel_PublishesEvent() {
	order := &orders.Order{ID: "ord_21", Status: orders.StatusPaid}
	s.repo.On("Find", mock.Anything, mock.Anything).Return(order, nil)
	s.repo.On("Save", mock.Anything, mock.Anything).Return(nil)
	s.bus.EXPECT().Publish(gomock.Any(), "order.cancelled", gomock.Any()).Return(nil).Times(1) //! call-args business 2

	_ = s.svc.Cancel(s.ctx, "ord_21", "customer request")

	s.Equal(orders.StatusCancelled, order.Status) //! value business 3
}

func (s *ServiceSuite) TestClock() {
	clock := &fakeClock{}
	clock.now = time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)

	svc := orders.NewService(s.repo, s.bus, s.mailer, orders.WithClock(clock))
	s.Require().NotNil(svc) //! existence shape 1
	s.Equal(12, clock.Now().Hour()) //! vacuous none 0 no-sut
}

// ---------------------------------------------------------------------------
// Pricing
// ---------------------------------------------------------------------------

func TestDiscount(t *testing.T) {
	tests := map[string]struct {
		subtotal int64
		coupon   string
		want     int64
	}{
		"no coupon":        {subtotal: 10000, coupon: "", want: 0},
		"ten percent":      {subtotal: 10000, coupon: "WELCOME10", want: 1000},
		"rounds down":      {subtotal: 999, coupon: "WELCOME10", want: 99},
		"unknown coupon":   {subtotal: 10000, coupon: "NOPE", want: 0},
		"capped at twenty": {subtotal: 90000, coupon: "WELCOME10", want: 2000},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tc.want, orders.Discount(tc.subtotal, tc.coupon)) //! value business 3 table
		})
	}
}

func TestGrossAmount(t *testing.T) {
	subtotal := int64(10000)
	want := subtotal + subtotal*orders.VATRate/100
	assert.Equal(t, want, orders.GrossAmount(subtotal)) //! mirrored none 1 copied
}

func TestShippingCost(t *testing.T) {
	cart := testsupport.SampleCart()
	expected := orders.ShippingCost(cart, "DE")
	actual := orders.ShippingCost(cart, "DE")
	assert.Equal(t, expected, actual) //! mirrored none 0 self-call
}

func TestCatalogPriceLookup(t *testing.T) {
	inner := new(mockCatalog)
	inner.On("Price", "mug-01").Return(int64(1490), nil)
	catalog := catalogProxy{inner: inner}

	price, _ := catalog.Price("mug-01")
	assert.EqualValues(t, 1490, price) //! vacuous none 0 mock-return
}

func TestOrderFixture(t *testing.T) {
	order := orders.Order{ID: "ord_3", Total: 4200, Currency: "EUR"}
	total := order.Total
	summary := fmt.Sprintf("%d %s", total, order.Currency)
	assert.Equal(t, "4200 EUR", summary) //! vacuous none 0 no-sut
}

func TestRefund_Partial(t *testing.T) {
	order := &orders.Order{ID: "ord_3", Total: 4200, Status: orders.StatusPaid}
	got := orders.Refund(order, 500)
	want := &orders.Refunded{OrderID: "ord_3", Amount: 500, Remaining: 3700}
	assert.ObjectsAreEqual(want, got) //! vacuous none 0 incomplete ? none
}

func TestMustStatus(t *testing.T) {
	assert.Panics(t, func() { orders.MustStatus("teleported") }) //! throws-any shape 1
}

// ---------------------------------------------------------------------------
// HTTP API
// ---------------------------------------------------------------------------

func newAPI(t *testing.T) http.Handler {
	t.Helper()
	store := testsupport.SeededStore(t, "testdata/orders.json")
	return api.NewRouter(api.Config{Store: store, Secret: "s3cret"})
}

func do(t *testing.T, h http.Handler, method, target, token string, payload any) *httptest.ResponseRecorder {
	t.Helper()
	var body io.Reader = http.NoBody
	if payload != nil {
		raw, err := json.Marshal(payload)
		require.NoError(t, err)
		body = bytes.NewReader(raw)
	}
	req := httptest.NewRequest(method, target, body)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec
}

func decode[T any](t *testing.T, rec *httptest.ResponseRecorder) T {
	t.Helper()
	var v T
	require.NoError(t, json.Unmarshal(rec.Body.Bytes(), &v), rec.Body.String())
	return v
}

func assertProblem(t *testing.T, rec *httptest.ResponseRecorder, code int) {
	t.Helper()
	assert.Equal(t, code, rec.Code)
	assert.Contains(t, decode[map[string]any](t, rec), "request_id")
}

func fetch(t *testing.T, url string) *http.Response {
	t.Helper()
	resp, err := http.Get(url)
	require.NoError(t, err)
	t.Cleanup(func() { _ = resp.Body.Close() })
	return resp
}

func TestGetOrder(t *testing.T) {
	h := newAPI(t)

	t.Run("without a token", func(t *testing.T) {
		rec := do(t, h, http.MethodGet, "/orders/ord_17", "", nil)
		assert.Equal(t, http.StatusUnauthorized, rec.Code) //! status-only business 2 decision
		assert.NotContains(t, rec.Body.String(), "4200") //! relational business 1 negative
	})

	t.Run("as the owner", func(t *testing.T) {
		rec := do(t, h, http.MethodGet, "/orders/ord_17", testsupport.TokenFor("ada"), nil)
		require.Equal(t, http.StatusOK, rec.Code) //! status-only business 2 decision
		assert.Equal(t, "application/json; charset=utf-8", rec.Header().Get("Content-Type")) //! shape shape 1 ? value

		body := decode[map[string]any](t, rec)
		keys := make([]string, 0, len(body))
		for k := range body {
			keys = append(keys, k)
		}
		assert.ElementsMatch(t, []string{"id", "total", "currency", "lines", "created_at"}, keys) //! shape shape 2
		_, isString := body["created_at"].(string)
		assert.True(t, isString) //! type-only shape 1
	})

	t.Run("as a DTO", func(t *testing.T) {
		rec := do(t, h, http.MethodGet, "/orders/ord_17", testsupport.TokenFor("ada"), nil)
		want := orders.ToDTO(testsupport.StoredOrder(t, "ord_17"))
		assert.Equal(t, want, decode[orders.DTO](t, rec)) //! mirrored none 1 sut-computed
	})
}

func TestDeleteOrder_Missing(t *testing.T) {
	rec := do(t, newAPI(t), http.MethodDelete, "/orders/ord_0", testsupport.TokenFor("admin"), nil)
	assertProblem(t, rec, http.StatusNotFound) //! status-only shape 1 error-status; shape shape 1
}

func TestListOrders(t *testing.T) {
	h := newAPI(t)
	token := testsupport.TokenFor("ada")

	page := decode[orders.Page](t, do(t, h, http.MethodGet, "/orders?limit=2", token, nil))
	require.Len(t, page.Items, 2) //! size shape 2 supporting
	assert.Greater(t, page.Items[0].CreatedAt.Unix(), page.Items[1].CreatedAt.Unix()) //! relational business 2
	for _, it := range page.Items {
		assert.NotZero(t, it.UpdatedAt) //! existence shape 1
	}
	ids := []string{page.Items[0].ID, page.Items[1].ID}
	assert.Subset(t, ids, []string{"ord_17"}) //! value-partial business 2

	last := decode[orders.Page](t, do(t, h, http.MethodGet, "/orders?limit=2&cursor=zzz", token, nil))
	assert.Empty(t, last.Items) //! size business 2 absent
	assert.GreaterOrEqual(t, len(last.Items), 0, "items must never be negative") //! vacuous none 0 impossible

	found := decode[orders.Page](t, do(t, h, http.MethodGet, "/orders?q=mug", token, nil))
	assert.NotEmpty(t, found.Items) //! size shape 1
}

func TestHealth(t *testing.T) {
	assert.HTTPSuccess(t, newAPI(t).ServeHTTP, http.MethodGet, "/healthz", nil) //! status-only shape 1
}

func TestInvoicePage(t *testing.T) {
	rec := do(t, newAPI(t), http.MethodGet, "/orders/ord_17/invoice.html", testsupport.TokenFor("ada"), nil)
	snaps.MatchSnapshot(t, rec.Body.String()) //! snapshot ambiguous 2
}

func TestWebhookEndpointAnswers(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusAccepted)
	}))
	defer srv.Close()

	resp := fetch(t, srv.URL+"/webhooks/orders")
	assert.Equal(t, http.StatusAccepted, resp.StatusCode) //! vacuous none 0 no-sut
}

// ---------------------------------------------------------------------------
// Payments client
// ---------------------------------------------------------------------------

func TestClient_Charge(t *testing.T) {
	var payload []byte
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "/v1/charges", r.URL.Path) //! call-args business 1 callback
		payload, _ = io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"id":"ch_9","status":"succeeded","amount":4200}`)
	}))
	t.Cleanup(srv.Close)

	client := payments.New(payments.Config{BaseURL: srv.URL, Key: "k_test", Retries: 2})
	assert.IsType(t, &payments.RetryingClient{}, client) //! type-only shape 1

	charge, err := client.Charge(context.Background(), 4200, "EUR")
	require.NoError(t, err) //! no-throw shape 1 supporting
	assert.JSONEq(t, `{"amount":4200,"currency":"eur"}`, string(payload)) //! call-args business 2
	assert.Equal(t, payments.Charge{ID: "ch_9", Status: payments.Succeeded, Amount: 4200}, *charge) //! value business 3
}

func TestClient_Declined(t *testing.T) {
	srv := testsupport.JSONServer(t, http.StatusPaymentRequired, `{"error":{"code":"insufficient_funds"}}`)
	_, err := payments.New(payments.Config{BaseURL: srv.URL}).Charge(context.Background(), 4200, "EUR")

	var declined *payments.DeclinedError
	require.ErrorAs(t, err, &declined) //! throws-specific business 2
	assert.Equal(t, "insufficient_funds", declined.Code) //! throws-specific business 3
}

func TestClient_GarbageAnswer(t *testing.T) {
	srv := testsupport.JSONServer(t, http.StatusOK, `<html>`)
	_, err := payments.New(payments.Config{BaseURL: srv.URL}).Charge(context.Background(), 1, "EUR")
	assert.Error(t, err) //! throws-any shape 1
}

const maxAttempts = 3

func TestCheckout_RetriesTimeouts(t *testing.T) {
	var logs bytes.Buffer
	gw := &flakyGateway{failures: 2}
	checkout := orders.NewCheckout(gw, slog.New(slog.NewTextHandler(&logs, nil)))

	_, _ = checkout.Pay(context.Background(), &orders.Order{ID: "ord_5", Total: 700, Currency: "EUR"})
	t.Log(logs.String())

	assert.Equal(t, 3, gw.attempts) //! call shape 1
	assert.Contains(t, logs.String(), "retrying charge") //! value-partial business 2
	assert.Equal(t, 3, maxAttempts) //! vacuous none 0 constant
}

func TestCheckout_ErrorIsWrapped(t *testing.T) {
	cause := errors.New("connection reset by peer")
	err := fmt.Errorf("charge ord_17: %w", cause)
	assert.ErrorIs(t, err, cause) //! vacuous none 0 no-sut
}

func TestDispatcher_DrainsOutbox(t *testing.T) {
	published := make(chan string, 8)
	d := orders.NewDispatcher(testsupport.SeededOutbox(t, 2), func(topic string) { published <- topic })
	go d.Run(context.Background())

	assert.Eventually(t, func() bool { return len(published) == 2 }, time.Second, 5*time.Millisecond) //! call shape 1 ? value
}
