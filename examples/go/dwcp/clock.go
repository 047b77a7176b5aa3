package dwcp

import (
	"context"
	"time"
)

// region: clock

// Clock is where a program gets the time from. Programs use SystemClock; tests pass one that they move themselves.
type Clock interface {
	Now() time.Time
	// Sleep waits for d, or until ctx ends, whichever is first. It returns ctx.Err() in the second case.
	Sleep(ctx context.Context, d time.Duration) error
}

// SystemClock is the clock of the machine.
type SystemClock struct{}

// Now returns the time of the machine.
func (SystemClock) Now() time.Time { return time.Now() }

// Sleep waits for d, or until ctx ends.
func (SystemClock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// endregion
