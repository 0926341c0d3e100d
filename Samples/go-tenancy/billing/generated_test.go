package billing

import (
	"testing"
	"time"
)

func TestGeneratedActive(t *testing.T) {
	sub := Subscription{Expires: time.Now().Add(time.Hour)}
	if !sub.Active(time.Now()) {
		t.Error("expected an active subscription")
	}
}

func TestGeneratedTakeSeat(t *testing.T) {
	sub := &Subscription{Seats: 5, Expires: time.Now().Add(time.Hour)}
	if err := sub.TakeSeat(time.Now()); err != nil {
		t.Errorf("unexpected error: %v", err)
	}
}

func TestGeneratedMonthlyCents(t *testing.T) {
	cents, err := MonthlyCents("basic", 3)
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
	if cents <= 0 {
		t.Error("expected a positive price")
	}
}

func TestGeneratedUpgrade(t *testing.T) {
	if _, err := Upgrade("basic", "team", 3, 10); err != nil {
		t.Errorf("unexpected error: %v", err)
	}
}

func TestGeneratedUpgradeError(t *testing.T) {
	if _, err := Upgrade("none", "team", 3, 10); err == nil {
		t.Error("expected an error")
	}
}
