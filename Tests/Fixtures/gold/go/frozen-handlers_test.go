// Imitates a booking API in plain net/http, written by a small team: recorders, contrast of status codes, JSON bodies.
package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

type problem struct {
	Title string `json:"title"`
	Code  string `json:"code"`
}

func do(t *testing.T, method, target, token, body string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(method, target, strings.NewReader(body))
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	rec := httptest.NewRecorder()
	NewServer(NewMemoryStore()).ServeHTTP(rec, req)
	return rec
}

func decode(t *testing.T, rec *httptest.ResponseRecorder, into any) {
	t.Helper()
	if err := json.NewDecoder(rec.Body).Decode(into); err != nil {
		t.Fatalf("body: %v", err)
	}
}

func assertStatus(t *testing.T, rec *httptest.ResponseRecorder, want int) {
	t.Helper()
	if rec.Code != want {
		t.Fatalf("status %d, want %d: %s", rec.Code, want, rec.Body)
	}
}

func TestHealth(t *testing.T) {
	rec := do(t, "GET", "/health", "", "")
	if rec.Code != http.StatusOK { //! status-only shape 1
		t.Errorf("status %d", rec.Code)
	}
	if rec.Body.Len() == 0 { //! size shape 1
		t.Error("empty body")
	}
}

func TestCreateNeedsToken(t *testing.T) {
	rec := do(t, "POST", "/bookings", "", `{"room": 12, "nights": 2}`)
	assertStatus(t, rec, http.StatusUnauthorized)                     //! status-only business 2 decision
	if got := rec.Header().Get("WWW-Authenticate"); got != "Bearer" { //! value business 3
		t.Errorf("WWW-Authenticate = %q", got)
	}
}

func TestCreate(t *testing.T) {
	rec := do(t, "POST", "/bookings", "grace", `{"room": 12, "nights": 2}`)
	assertStatus(t, rec, http.StatusCreated) //! status-only business 2 decision
	var booking struct {
		ID     int    `json:"id"`
		Guest  string `json:"guest"`
		Nights int    `json:"nights"`
	}
	decode(t, rec, &booking)
	if booking.ID == 0 { //! relational business 1 negative
		t.Error("no id")
	}
	if booking.Guest != "grace" || booking.Nights != 2 { //! value business 3 echo
		t.Errorf("booking = %+v", booking)
	}
}

func TestCreateRejectsNoNights(t *testing.T) {
	rec := do(t, "POST", "/bookings", "grace", `{"room": 12, "nights": 0}`)
	assertStatus(t, rec, http.StatusUnprocessableEntity) //! status-only business 2 decision
	var p problem
	decode(t, rec, &p)
	if p.Code != "nights" { //! value business 3
		t.Errorf("problem = %+v", p)
	}
}

func TestRoles(t *testing.T) {
	tests := []struct {
		token string
		want  int
	}{
		{"", http.StatusUnauthorized},
		{"grace", http.StatusForbidden},
		{"admin", http.StatusNoContent},
	}
	for _, tt := range tests {
		rec := do(t, "DELETE", "/rooms/12", tt.token, "")
		if rec.Code != tt.want { //! status-only business 2 decision table
			t.Errorf("token %q: status %d, want %d", tt.token, rec.Code, tt.want)
		}
	}
}

func TestForbiddenChangesNothing(t *testing.T) {
	store := NewMemoryStore()
	req := httptest.NewRequest("DELETE", "/guests/7", nil)
	rec := httptest.NewRecorder()
	NewServer(store).ServeHTTP(rec, req)
	if rec.Code != http.StatusForbidden { //! status-only shape 1 error-status
		t.Errorf("status %d", rec.Code)
	}
	if _, ok := store.Guests["7"]; !ok { //! value-partial business 2 ? shape
		t.Error("guest 7 is gone")
	}
}

func TestNotFound(t *testing.T) {
	rec := do(t, "GET", "/bookings/404", "grace", "")
	if rec.Code != http.StatusNotFound { //! status-only shape 1 error-status
		t.Fatalf("status %d", rec.Code)
	}
	if !strings.Contains(rec.Body.String(), "no such booking") { //! value-partial business 2
		t.Errorf("body %s", rec.Body)
	}
}

func TestCalendar(t *testing.T) {
	rec := do(t, "GET", "/rooms/12/calendar", "grace", "")
	if rec.Code/100 != 2 { //! status-only shape 1 supporting
		t.Fatal(rec.Code)
	}
	if ct := rec.Header().Get("Content-Type"); ct != "application/json" { //! shape shape 1 ? type-only
		t.Errorf("content type %q", ct)
	}
	var calendar map[string]any
	decode(t, rec, &calendar)
	if _, ok := calendar["days"].([]any); !ok { //! type-only shape 1
		t.Errorf("days is a %T", calendar["days"])
	}
	for _, key := range []string{"room", "days", "next"} {
		if _, ok := calendar[key]; !ok { //! shape shape 1
			t.Errorf("no %s", key)
		}
	}
	if calendar["next"] != nil { //! existence business 2 absent
		t.Errorf("next = %v", calendar["next"])
	}
	if calendar["room"] != float64(12) { //! value business 3 echo
		t.Errorf("room = %v", calendar["room"])
	}
}

func TestBodyExactly(t *testing.T) {
	rec := do(t, "GET", "/version", "", "")
	if got, want := rec.Body.String(), `{"version":"1.4.0"}`+"\n"; got != want { //! value business 3
		t.Errorf("body %q, want %q", got, want)
	}
}

func TestOverTheWire(t *testing.T) {
	srv := httptest.NewServer(NewServer(NewMemoryStore()))
	defer srv.Close()
	res, err := http.Post(srv.URL+"/bookings/5/cancel", "application/json", nil)
	if err != nil { //! no-throw shape 1 supporting
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode < 200 || res.StatusCode >= 300 { //! status-only shape 1
		t.Errorf("status %s", res.Status)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil { //! no-throw shape 1
		t.Fatal(err)
	}
	if !json.Valid(body) { //! type-only shape 1
		t.Errorf("not JSON: %s", body)
	}
	if bytes.Contains(body, []byte("password")) { //! relational business 1 negative
		t.Error("leaks a password")
	}
}

func TestPrintOnly(t *testing.T) {
	rec := do(t, "GET", "/rooms", "grace", "")
	t.Logf("status %d body %s", rec.Code, rec.Body) //! vacuous none 0 incomplete
}

func TestLogsInsteadOfFailing(t *testing.T) {
	rec := do(t, "GET", "/rooms", "grace", "")
	if rec.Code != http.StatusOK { //! vacuous none 0 incomplete
		t.Logf("unexpected status %d", rec.Code)
	}
}

func TestMiddlewareIsCalled(t *testing.T) {
	calls := 0
	next := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls++
		if r.Header.Get("X-Request-Id") != "abc" { //! call-args business 2 ? value
			t.Errorf("request id %q", r.Header.Get("X-Request-Id"))
		}
	})
	req := httptest.NewRequest("GET", "/", nil)
	req.Header.Set("X-Request-Id", "abc")
	WithRequestID(next).ServeHTTP(httptest.NewRecorder(), req)
	if calls != 1 { //! call shape 1
		t.Errorf("%d calls", calls)
	}
}

func TestMiddlewareStops(t *testing.T) {
	called := false
	next := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { called = true })
	rec := httptest.NewRecorder()
	RequireToken(next).ServeHTTP(rec, httptest.NewRequest("GET", "/", nil))
	if called { //! call business 2 absent
		t.Error("next was called")
	}
}
