// Package clocktest has a clock for tests: time passes when the code under test sleeps, and at once.
package clocktest

import (
	"context"
	"sync"
	"time"
)

// region: fake-clock

// Clock is a dwcp.Clock whose Sleep returns at once, after it has moved the time. It remembers how long each sleep was.
type Clock struct {
	guard sync.Mutex
	now   time.Time
	slept []time.Duration
	// OnSleep is called with the time after each sleep, if it is set.
	OnSleep func(now time.Time)
}

// New returns a clock that stands at that time.
func New(now time.Time) *Clock { return &Clock{now: now} }

// Now returns the time that the clock stands at.
func (c *Clock) Now() time.Time {
	c.guard.Lock()
	defer c.guard.Unlock()
	return c.now
}

// Sleep moves the clock by d, unless ctx has ended.
func (c *Clock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.guard.Lock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	now := c.now
	c.guard.Unlock()
	if c.OnSleep != nil {
		c.OnSleep(now)
	}
	return ctx.Err()
}

// Slept returns the sleeps so far, in their order.
func (c *Clock) Slept() []time.Duration {
	c.guard.Lock()
	defer c.guard.Unlock()
	return append([]time.Duration(nil), c.slept...)
}

// endregion
