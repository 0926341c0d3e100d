package billing_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"example.com/tenancy/billing"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestActive(t *testing.T) {
	paid := billing.Subscription{Plan: "team", Expires: noon}
	trial := billing.Subscription{Plan: "team", Expires: noon, Trial: true}
	tests := []struct {
		name string
		sub  billing.Subscription
		at   time.Time
		want bool
	}{
		{"before", paid, noon.Add(-time.Second), true},
		{"in grace", paid, noon.Add(72*time.Hour - time.Second), true},
		{"after grace", paid, noon.Add(72 * time.Hour), false},
		{"trial before", trial, noon.Add(-time.Second), true},
		{"trial has no grace", trial, noon, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.sub.Active(tt.at); got != tt.want {
				t.Errorf("got %t", got)
			}
		})
	}
}

func TestTakeSeat(t *testing.T) {
	sub := &billing.Subscription{Seats: 2, UsedSeats: 1, Expires: noon}
	if err := sub.TakeSeat(noon.AddDate(0, 1, 0)); !errors.Is(err, billing.ErrExpired) {
		t.Fatalf("expired: got %v", err)
	}
	if err := sub.TakeSeat(noon); err != nil {
		t.Fatal(err)
	}
	if sub.UsedSeats != 2 {
		t.Errorf("used %d seats", sub.UsedSeats)
	}
	if err := sub.TakeSeat(noon); !errors.Is(err, billing.ErrSeatsUsedUp) {
		t.Errorf("full: got %v", err)
	}
}

func TestMonthlyCents(t *testing.T) {
	tests := []struct {
		plan  string
		seats int
		want  int
		err   error
	}{
		{"basic", 1, 500, nil},
		{"team", 10, 9000, nil},
		{"team", 11, 8910, nil},
		{"gold", 1, 0, billing.ErrUnknownPlan},
		{"basic", 0, 0, billing.ErrInvalidSeats},
	}
	for _, tt := range tests {
		got, err := billing.MonthlyCents(tt.plan, tt.seats)
		if got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s for %d: got %d, %v", tt.plan, tt.seats, got, err)
		}
	}
}

func TestUpgradeErrors(t *testing.T) {
	if _, err := billing.Upgrade("gold", "team", 1, 15); !errors.Is(err, billing.ErrUnknownPlan) {
		t.Errorf("from: got %v", err)
	}
	if _, err := billing.Upgrade("team", "gold", 1, 15); !errors.Is(err, billing.ErrUnknownPlan) {
		t.Errorf("to: got %v", err)
	}
}

func ExampleUpgrade() {
	fmt.Println(billing.Upgrade("basic", "team", 5, 15))
	fmt.Println(billing.Upgrade("team", "basic", 5, 15))
	// Output:
	// 1000 <nil>
	// 0 <nil>
}
