package dwcp

import (
	"context"
	"errors"
	"math/rand"
	"net"
	"net/http"
	"sync"
	"time"
)

// RetryPolicy bounds how often and how long a call is repeated.
type RetryPolicy struct {
	// Attempts is the most often that a call is sent, the first time included.
	Attempts int
	// Base is the longest pause before the second attempt; it doubles with each further one, up to Cap.
	Base, Cap time.Duration
	// Overall is the longest time for a call with all its repetitions and pauses.
	Overall time.Duration
	// PerAttempt is the longest time for one attempt. The cluster gives up after 30 s by itself.
	PerAttempt time.Duration
}

// DefaultRetryPolicy suits calls that a person or a control loop waits for.
var DefaultRetryPolicy = RetryPolicy{
	Attempts: 6, Base: 200 * time.Millisecond, Cap: 10 * time.Second,
	Overall: time.Minute, PerAttempt: 35 * time.Second,
}

// region: retry

// send sends a call until it succeeds, until it fails in a way that repeating does not mend, or until attempts or time
// are used up. lost tells that the outcome of some attempt before the last is unknown.
func (c *Client) send(ctx context.Context, r request) (lost bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, c.retry.Overall)
	defer cancel()
	giveUp := c.clock.Now().Add(c.retry.Overall)
	for sent := 1; ; sent++ {
		err := c.attempt(ctx, r)
		kind := classify(err)
		switch {
		case kind == settled:
			return lost, err
		case kind == outcomeUnknown && r.isWrite && !r.repeatable:
			return lost, &OutcomeUnknownError{Method: r.method, Path: r.path, Err: err}
		case sent == c.retry.Attempts:
			return lost, &GivenUpError{Attempts: sent, Last: err}
		}
		lost = lost || kind == outcomeUnknown
		pause := c.pause(sent, err)
		if c.clock.Now().Add(pause).After(giveUp) {
			return lost, &GivenUpError{Attempts: sent, Reason: context.DeadlineExceeded, Last: err}
		}
		if reason := c.clock.Sleep(ctx, pause); reason != nil {
			return lost, &GivenUpError{Attempts: sent, Reason: reason, Last: err}
		}
	}
}

// endregion

// region: backoff

// pause is how long to wait after the attempt of that number: a random part of a time that doubles with each attempt
// ("full jitter"), on top of what the cluster asked for in Retry-After.
func (c *Client) pause(sent int, err error) time.Duration {
	longest := c.retry.Base
	for i := 1; i < sent && longest < c.retry.Cap; i++ {
		longest *= 2
	}
	if longest > c.retry.Cap {
		longest = c.retry.Cap
	}
	pause := time.Duration(c.random() * float64(longest))
	var refusal *Error
	if errors.As(err, &refusal) {
		pause += refusal.RetryAfter
	}
	return pause
}

// endregion

// newJitter returns a source of random numbers from 0 up to, and without, 1, safe for several goroutines. It has a seed
// of its own: up to Go 1.19 the functions of math/rand give the same numbers in every process, and clients with the same
// jitter repeat in the same moment.
func newJitter() func() float64 {
	var guard sync.Mutex
	source := rand.New(rand.NewSource(time.Now().UnixNano()))
	return func() float64 {
		guard.Lock()
		defer guard.Unlock()
		return source.Float64()
	}
}

// region: classify

// outcome is what is known about a call after one attempt.
type outcome int

const (
	// settled: done, or refused for a reason that the same call meets again.
	settled outcome = iota
	// nothingDone: the call took no effect, and may be accepted later.
	nothingDone
	// outcomeUnknown: the call was sent, and nobody knows whether it took effect.
	outcomeUnknown
)

func classify(err error) outcome {
	if err == nil {
		return settled
	}
	var refusal *Error
	if errors.As(err, &refusal) {
		switch refusal.Code {
		case CodeRateLimited, CodeNotLeader, CodeQuorumLost, CodeStateLagging:
			return nothingDone
		case CodeTimeout:
			return outcomeUnknown
		case "":
			// Something between the caller and the cluster answered, and the cluster may have acted before.
			if refusal.Status >= http.StatusInternalServerError {
				return outcomeUnknown
			}
		}
		return settled
	}
	var notSent *notSentError
	var network *net.OpError
	if errors.As(err, &notSent) || (errors.As(err, &network) && network.Op == "dial") {
		return nothingDone
	}
	return outcomeUnknown
}

// endregion

// notSentError says that no token could be had, so that the call itself was never sent.
type notSentError struct{ err error }

func (e *notSentError) Error() string { return "log in: " + e.err.Error() }

func (e *notSentError) Unwrap() error { return e.err }
