package dwcp

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Code is one of the codes in error.code of the API.
type Code string

// The codes that programs decide on. The error reference lists all of them.
const (
	CodeUnauthenticated       Code = "UNAUTHENTICATED"
	CodeTokenExpired          Code = "TOKEN_EXPIRED"
	CodeVMNotFound            Code = "VM_NOT_FOUND"
	CodeVMAlreadyExists       Code = "VM_ALREADY_EXISTS"
	CodeVMNotRunning          Code = "VM_NOT_RUNNING"
	CodeMigrationNotFound     Code = "MIGRATION_NOT_FOUND"
	CodeMigrationInProgress   Code = "MIGRATION_IN_PROGRESS"
	CodeNodeNotFound          Code = "NODE_NOT_FOUND"
	CodeNodeQuarantined       Code = "NODE_QUARANTINED"
	CodeVersionMismatch       Code = "VERSION_MISMATCH"
	CodeInsufficientResources Code = "INSUFFICIENT_RESOURCES"
	CodePlacementFailed       Code = "PLACEMENT_FAILED"
	CodeRateLimited           Code = "RATE_LIMITED"
	CodeQuorumLost            Code = "QUORUM_LOST"
	CodeNotLeader             Code = "NOT_LEADER"
	CodeStateLagging          Code = "STATE_LAGGING"
	CodeTargetUnreachable     Code = "TARGET_UNREACHABLE"
	CodeTimeout               Code = "TIMEOUT"
)

// region: errors

// Error is a refusal by the cluster.
type Error struct {
	Code    Code
	Message string
	Details map[string]any
	// RequestID finds the call in the journal of the controller.
	RequestID string
	// Status is the HTTP status.
	Status int
	// TraceID is the trace that the call belonged to, or empty.
	TraceID string
	// RetryAfter is how long the cluster asks callers to wait, or 0.
	RetryAfter time.Duration
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s (HTTP %d): %s [request %s]", e.Code, e.Status, e.Message, e.RequestID)
}

// Detail returns a text of error.details, or "" where there is none of that name.
func (e *Error) Detail(name string) string {
	text, _ := e.Details[name].(string)
	return text
}

// CodeOf returns the code of the *Error that err is or wraps, and "" for any other error.
func CodeOf(err error) Code {
	var refusal *Error
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return ""
}

// endregion

// region: unknown-outcome

// OutcomeUnknownError says that a write was sent and no answer came: it may have taken effect. Read the state before
// you send the write again.
type OutcomeUnknownError struct {
	// Method and Path are those of the call.
	Method, Path string
	Err          error
}

func (e *OutcomeUnknownError) Error() string {
	return fmt.Sprintf("%s %s was sent and may have taken effect: %v", e.Method, e.Path, e.Err)
}

// Unwrap returns what went wrong on the way.
func (e *OutcomeUnknownError) Unwrap() error { return e.Err }

// endregion

// GivenUpError says that a call was repeated until attempts or time were used up.
type GivenUpError struct {
	// Attempts is how often the call was sent.
	Attempts int
	// Reason is context.DeadlineExceeded or context.Canceled, or nil where the attempts were used up.
	Reason error
	// Last is how the last attempt failed.
	Last error
}

func (e *GivenUpError) Error() string {
	if e.Reason == nil {
		return fmt.Sprintf("given up after %d attempts: %v", e.Attempts, e.Last)
	}
	return fmt.Sprintf("given up after %d attempts (%v): %v", e.Attempts, e.Reason, e.Last)
}

// Is makes errors.Is(err, context.DeadlineExceeded) true where the time was used up.
func (e *GivenUpError) Is(target error) bool { return e.Reason != nil && target == e.Reason }

// Unwrap returns how the last attempt failed.
func (e *GivenUpError) Unwrap() error { return e.Last }

// readError makes an *Error of an answer that is no success. A body that is not the documented one, as a proxy sends
// it, still gives an *Error: with the status, and an empty code.
func readError(response *http.Response, body []byte, traceID string) *Error {
	var document struct {
		Error struct {
			Code      Code           `json:"code"`
			Message   string         `json:"message"`
			Details   map[string]any `json:"details"`
			RequestID string         `json:"request_id"`
		} `json:"error"`
	}
	refusal := &Error{Status: response.StatusCode, TraceID: traceID}
	if err := json.Unmarshal(body, &document); err == nil {
		refusal.Code = document.Error.Code
		refusal.Message = document.Error.Message
		refusal.Details = document.Error.Details
		refusal.RequestID = document.Error.RequestID
	}
	if refusal.Message == "" {
		refusal.Message = http.StatusText(response.StatusCode)
	}
	if seconds, err := strconv.Atoi(response.Header.Get("Retry-After")); err == nil && seconds > 0 {
		refusal.RetryAfter = time.Duration(seconds) * time.Second
	}
	return refusal
}
