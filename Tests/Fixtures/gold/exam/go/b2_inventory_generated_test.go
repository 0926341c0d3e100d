package inventory_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/matryer/is"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.uber.org/mock/gomock"

	"github.com/acme-labs/stockroom/inventory"
	"github.com/acme-labs/stockroom/inventory/mocks"
)

// stubStore is a stub implementation of inventory.Store for testing purposes.
type stubStore struct {
	StockFunc func(sku string) (int, error)
	lastSKU   string
	calls     int
}

func (s *stubStore) Stock(sku string) (int, error) {
	s.calls++
	s.lastSKU = sku
	if s.StockFunc == nil {
		return 0, errors.New("stubStore: StockFunc is not set")
	}
	return s.StockFunc(sku)
}

// MockNotifier is a mock implementation of inventory.Notifier.
type MockNotifier struct {
	mock.Mock
}

func (m *MockNotifier) Notify(ctx context.Context, channel, message string) error {
	args := m.Called(ctx, channel, message)
	return args.Error(0)
}

// auditSpy implements inventory.Auditor.
type auditSpy struct {
	called  bool
	entries []string
}

func (a *auditSpy) Record(action, sku string) {
	a.called = true
	a.entries = append(a.entries, action+":"+sku)
}

// calculateReorderPoint calculates the reorder point of a SKU.
func calculateReorderPoint(daily, lead, safety int) int {
	if daily < 0 || lead < 0 {
		return 0
	}
	return daily*lead + safety
}

// setupService creates a service with two widgets and one gadget.
func setupService(t *testing.T, opts ...inventory.Option) *inventory.Service {
	t.Helper()
	svc := inventory.NewService(opts...)
	require.NoError(t, svc.Add("W-1", "Widget", 5))
	require.NoError(t, svc.Add("W-2", "Widget Pro", 12))
	require.NoError(t, svc.Add("G-1", "Gadget", 0))
	return svc
}

// TestNewService tests the NewService function.
func TestNewService(t *testing.T) {
	// Arrange & Act
	svc := inventory.NewService()

	// Assert
	require.NotNil(t, svc) //! existence shape 1
	assert.IsType(t, &inventory.Service{}, svc) //! type-only shape 1 ? vacuous
	assert.Equal(t, svc, svc) //! vacuous none 0 self-comparison
}

// TestItem_Name tests the Name field of Item.
func TestItem_Name(t *testing.T) {
	item := &inventory.Item{SKU: "W-1", Qty: 5}
	item.Name = "Widget"

	expected := "Widget"
	actual := item.Name
	if actual != expected { //! vacuous none 0 no-sut
		t.Errorf("expected %s, got %s", expected, actual)
	}
}

// TestCalculateReorderPoint tests the reorder point calculation.
func TestCalculateReorderPoint(t *testing.T) {
	testCases := []struct {
		name                string
		daily, lead, safety int
		expected            int
	}{
		{"Happy Path", 4, 5, 10, 30},
		{"Zero Demand", 0, 5, 10, 10},
		{"Negative Demand", -1, 5, 10, 0},
	}
	for _, tc := range testCases {
		t.Run(tc.name, func(t *testing.T) {
			result := calculateReorderPoint(tc.daily, tc.lead, tc.safety)
			assert.Equal(t, tc.expected, result) //! vacuous none 0 no-sut table
		})
	}
}

// TestService_ReorderPoint tests that the service calculates the reorder point.
func TestService_ReorderPoint(t *testing.T) {
	daily, lead, safety := 4, 5, 10
	expected := daily*lead + safety
	assert.Equal(t, expected, inventory.ReorderPoint(daily, lead, safety)) //! mirrored none 1 copied ? value
}

// TestHoldingCost tests the HoldingCost function.
func TestHoldingCost(t *testing.T) {
	assert.InDelta(t, 100*inventory.HoldingRate, inventory.HoldingCost(100), 0.001) //! mirrored none 1 copied ? value
	assert.InDelta(t, 12.5, inventory.HoldingCost(50), 0.001) //! value business 3 approx
}

// TestService_TotalValue tests the TotalValue method.
func TestService_TotalValue(t *testing.T) {
	svc := setupService(t)

	assert.Equal(t, svc.TotalValue(), svc.TotalValue()) //! mirrored none 0 self-call
	assert.Greater(t, svc.TotalValue(), 0.0) //! relational business 1
}

// TestService_NextSKU tests the generated SKU.
func TestService_NextSKU(t *testing.T) {
	svc := setupService(t)

	expected := inventory.FormatSKU("W", 3)
	sku := svc.NextSKU("Widget")
	assert.Equal(t, expected, sku) //! mirrored none 1 sut-computed
	assert.NotEqual(t, "W-2", sku) //! relational business 1 negative
}

// TestStubStore_Stock tests fetching the stock from the store.
func TestStubStore_Stock(t *testing.T) {
	store := &stubStore{StockFunc: func(string) (int, error) { return 7, nil }}
	lookup := func(sku string) int {
		n, _ := store.Stock(sku)
		return n
	}

	assert.Equal(t, 7, lookup("W-1")) //! vacuous none 0 mock-return
}

// TestRepository_Count tests the Count method with a mocked repository.
func TestRepository_Count(t *testing.T) {
	ctrl := gomock.NewController(t)
	repo := mocks.NewMockRepository(ctrl)
	repo.EXPECT().Count(gomock.Any()).Return(12, nil).AnyTimes()

	count, _ := repo.Count(context.Background())

	assert.Equal(t, 12, count) //! vacuous none 0 mock-return
	assert.True(t, true) //! vacuous none 0 constant
}

// TestErrOutOfStock tests the out of stock error.
func TestErrOutOfStock(t *testing.T) {
	err := errors.New("out of stock")
	assert.EqualError(t, err, "out of stock") //! vacuous none 0 no-sut
}

// TestService_List tests the List method.
func TestService_List(t *testing.T) {
	svc := setupService(t)
	items := svc.List()

	assert.GreaterOrEqual(t, len(items), 0) //! vacuous none 0 impossible
	assert.Len(t, items, 3) //! size shape 2
	kind := reflect.TypeOf(svc.Export()["items"]).Kind()
	assert.Equal(t, reflect.Slice, kind) //! type-only shape 1
}

// TestService_List_Timestamps tests that every item has a timestamp.
func TestService_List_Timestamps(t *testing.T) {
	svc := setupService(t)
	for _, item := range svc.List() {
		assert.NotZero(t, item.UpdatedAt) //! existence shape 1 loop-unknown
	}
}

// TestService_Report tests the Report method.
func TestService_Report(t *testing.T) {
	svc := setupService(t)
	report := svc.Report()

	assert.NotNil(t, report) //! existence shape 1
	assert.Contains(t, report, "total") //! shape shape 1
	if _, ok := report["total"].(float64); !ok { //! type-only shape 1
		t.Error("total should be a float64")
	}
	_, hasLow := report["low_stock"]
	_, hasOut := report["out_of_stock"]
	assert.True(t, hasLow && hasOut, "report should have both stock lists") //! shape shape 2
}

// TestService_Report_Print tests the output of the report.
func TestService_Report_Print(t *testing.T) {
	svc := setupService(t)
	report := svc.Report()
	t.Logf("report generated successfully: %+v", report) //! vacuous none 0 incomplete ? none
}

// TestService_Reserve tests the Reserve method.
func TestService_Reserve(t *testing.T) {
	svc := setupService(t)
	before := svc.Available("W-2")

	err := svc.Reserve("W-2", 4)
	if err != nil { //! no-throw shape 1 supporting
		t.Fatalf("unexpected error: %v", err)
	}

	after := svc.Available("W-2")
	if after >= before { //! relational business 2
		t.Errorf("stock should go down after a reservation")
	}
	if after != 8 { //! vacuous none 0 incomplete ? none
		t.Logf("unexpected stock level: %d", after)
	}
}

// TestService_Reserve_Errors tests the error handling of Reserve.
func TestService_Reserve_Errors(t *testing.T) {
	svc := setupService(t)

	err := svc.Reserve("W-1", 600)
	assert.Error(t, err) //! throws-any shape 1 supporting
	assert.True(t, errors.Is(err, inventory.ErrInsufficientStock)) //! throws-specific business 2

	err = svc.Reserve("", 1)
	if err == nil { //! throws-any shape 1 supporting
		t.Fatal("expected an error for an empty SKU")
	}
	assert.EqualError(t, err, "inventory: sku must not be empty") //! throws-specific business 3

	assert.Panics(t, func() { svc.MustReserve("unknown", 1) }) //! throws-any shape 1
}

// TestService_Find tests the Find method.
func TestService_Find(t *testing.T) {
	is := is.New(t)
	svc := setupService(t)

	is.Equal(svc.Find("nope"), nil) //! existence business 2 absent
	is.Equal(svc.Find("G-1").Name, "Gadget") //! value business 3 echo
	is.Equal(len(svc.Search("zzz")), 0) //! size business 2 absent
	is.NoErr(svc.Validate()) //! no-throw shape 1
	if got := svc.Find("W-2"); got != nil {
		is.Equal(got.Qty, 12) //! value business 1 conditional echo
	}
}

// TestService_Search tests the Search method.
func TestService_Search(t *testing.T) {
	svc := setupService(t)
	results := svc.Search("widget")

	assert.NotEmpty(t, results) //! size shape 1 supporting
	assert.True(t, slices.Contains(results, "W-2")) //! value-partial business 2
	assert.Contains(t, svc.Describe("W-1"), "5 in stock") //! value-partial business 2
}

// TestService_Import tests the asynchronous import.
func TestService_Import(t *testing.T) {
	svc := setupService(t)
	go func() {
		n := svc.Import("testdata/items.csv")
		assert.Equal(t, 250, n) //! value business 0 unawaited
	}()
}

// TestService_Export_JSON tests the JSON export.
func TestService_Export_JSON(t *testing.T) {
	t.Skip("flaky on CI, re-enable later")

	svc := setupService(t)
	raw, _ := json.Marshal(svc.Export())
	assert.JSONEq(t, `{"version":2,"items":[]}`, string(raw)) //! value business 0 dead
}

// TestService_Restock_Notifies tests that a notification is sent.
func TestService_Restock_Notifies(t *testing.T) {
	notifier := new(MockNotifier)
	notifier.On("Notify", mock.Anything, mock.Anything, mock.Anything).Return(nil)
	svc := setupService(t, inventory.WithNotifier(notifier))

	_ = svc.Restock("G-1", 20)

	notifier.AssertExpectations(t) //! call shape 1 supporting
	notifier.AssertCalled(t, "Notify", mock.Anything, "warehouse", mock.AnythingOfType("string")) //! call-args business 2
	message := notifier.Calls[0].Arguments.String(2)
	assert.Equal(t, "G-1 restocked: 20", message) //! call-args business 2
	verifyInventoryState(t, svc) //! unknown ambiguous 0
}

// TestService_Restock_Quiet tests that small restocks do not notify anybody.
func TestService_Restock_Quiet(t *testing.T) {
	notifier := new(MockNotifier)
	audit := &auditSpy{}
	svc := setupService(t, inventory.WithNotifier(notifier), inventory.WithAuditor(audit))

	_ = svc.Restock("W-1", 1)

	notifier.AssertNumberOfCalls(t, "Notify", 0) //! call business 2 absent
	assert.True(t, audit.called) //! call shape 1
}

// TestService_Sync tests that the service synchronizes with the repository.
func TestService_Sync(t *testing.T) {
	ctrl := gomock.NewController(t)
	repo := mocks.NewMockRepository(ctrl)
	repo.EXPECT().Begin(gomock.Any()).Times(1) //! call shape 1
	repo.EXPECT(). //! call-args business 2
		Upsert(gomock.Any(), "W-1", 5).
		Return(nil).
		Times(1)
	repo.EXPECT().Upsert(gomock.Any(), gomock.Any(), gomock.Any()).Return(nil).AnyTimes()

	svc := setupService(t, inventory.WithRepository(repo))
	_ = svc.Sync(context.Background())
}

// TestService_Availability tests the availability check against the store.
func TestService_Availability(t *testing.T) {
	store := &stubStore{StockFunc: func(string) (int, error) { return 3, nil }}
	svc := inventory.NewService(inventory.WithStore(store))

	available := svc.Available("X-9")

	assert.Equal(t, 3, available) //! value business 2 pass-through
	assert.Equal(t, "X-9", store.lastSKU) //! call-args business 2
}

// TestHandler_Items tests the items endpoint.
func TestHandler_Items(t *testing.T) {
	handler := inventory.NewHandler(setupService(t))
	req := httptest.NewRequest(http.MethodGet, "/items", nil)
	rec := httptest.NewRecorder()

	handler.ServeHTTP(rec, req)

	assert.Equal(t, http.StatusOK, rec.Code) //! status-only shape 1
	var first map[string]any
	_ = json.NewDecoder(rec.Body).Decode(&first)
	keys := reflect.ValueOf(first).MapKeys()
	time.Sleep(10 * time.Millisecond)
	assert.Subset(t, stringsOf(keys), []string{"items", "count"}) //! shape shape 2 ? value-partial
}

// TestHandler_Unknown tests an unknown item.
func TestHandler_Unknown(t *testing.T) {
	handler := inventory.NewHandler(setupService(t))
	rec := httptest.NewRecorder()
	handler.ServeHTTP(rec, httptest.NewRequest(http.MethodDelete, "/items/none", nil))

	assert.HTTPStatusCode(t, handler.ServeHTTP, http.MethodDelete, "/items/none", nil, 404) //! status-only shape 1 error-status
}

func stringsOf(values []reflect.Value) []string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		out = append(out, v.String())
	}
	return out
}
