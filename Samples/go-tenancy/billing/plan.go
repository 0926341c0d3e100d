// Package billing says what a subscription allows and costs.
package billing

import (
	"errors"
	"fmt"
	"time"
)

var (
	ErrExpired      = errors.New("subscription expired")
	ErrSeatsUsedUp  = errors.New("all seats are used")
	ErrUnknownPlan  = errors.New("unknown plan")
	ErrInvalidSeats = errors.New("invalid number of seats")
)

// Subscription is what one tenant pays for.
type Subscription struct {
	Plan      string
	Seats     int
	UsedSeats int
	Expires   time.Time
	Trial     bool
}

// Graceful is how long an expired subscription keeps working.
const Graceful = 3 * 24 * time.Hour

var centsPerSeat = map[string]int{"basic": 500, "team": 900, "business": 1500}

// Active tells whether a subscription works at that time; trials have no grace.
func (s Subscription) Active(now time.Time) bool {
	if s.Trial {
		return now.Before(s.Expires)
	}
	return now.Before(s.Expires.Add(Graceful))
}

// TakeSeat uses one more seat.
func (s *Subscription) TakeSeat(now time.Time) error {
	if !s.Active(now) {
		return ErrExpired
	}
	if s.UsedSeats >= s.Seats {
		return ErrSeatsUsedUp
	}
	s.UsedSeats++
	return nil
}

// MonthlyCents is the price of a month; more than ten seats cost a tenth less.
func MonthlyCents(plan string, seats int) (int, error) {
	price, ok := centsPerSeat[plan]
	if !ok {
		return 0, ErrUnknownPlan
	}
	if seats < 1 {
		return 0, ErrInvalidSeats
	}
	total := price * seats
	if seats > 10 {
		total -= total / 10
	}
	return total, nil
}

// Upgrade is what changing the plan costs for the rest of a month of thirty days.
func Upgrade(from, to string, seats, daysLeft int) (int, error) {
	before, err := MonthlyCents(from, seats)
	if err != nil {
		return 0, fmt.Errorf("from: %w", err)
	}
	after, err := MonthlyCents(to, seats)
	if err != nil {
		return 0, fmt.Errorf("to: %w", err)
	}
	if after <= before {
		return 0, nil
	}
	return (after - before) * daysLeft / 30, nil
}
