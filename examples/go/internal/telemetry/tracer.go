// Package telemetry records spans and counters and reports them as OTLP in its JSON form, with the standard library
// alone. A program that may use modules takes go.opentelemetry.io/otel instead; what goes over the wire is the same.
package telemetry

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"sync"
	"time"
)

// keptSpans is how many spans wait for a report at most; the oldest go first, so that an unreachable cluster does not
// fill the memory.
const keptSpans = 2000

// Recorder keeps what a service has done until it is reported. It may be used by several goroutines.
type Recorder struct {
	service string
	now     func() time.Time

	guard    sync.Mutex
	finished []*Span
	counters map[string]map[string]float64
}

// New returns a recorder for a service. The name becomes the label job of its metrics.
func New(service string, now func() time.Time) *Recorder {
	return &Recorder{service: service, now: now, counters: map[string]map[string]float64{}}
}

// Span is one step of the work of a service.
type Span struct {
	recorder                  *Recorder
	traceID, spanID, parentID string
	name                      string
	start, end                time.Time
	attributes                map[string]string
	failed                    bool
}

type spanKey struct{}

// region: trace

// Start begins a span below the span of ctx, or a new trace where ctx has none. Calls of the cluster with the context
// that it returns carry the identifiers of the span, so that the spans of the cluster hang below it.
func (r *Recorder) Start(ctx context.Context, name string) (context.Context, *Span) {
	span := &Span{recorder: r, name: name, spanID: randomHex(8), start: r.now(), attributes: map[string]string{}}
	if parent, ok := ctx.Value(spanKey{}).(*Span); ok {
		span.traceID, span.parentID = parent.traceID, parent.spanID
	} else {
		span.traceID = randomHex(16)
	}
	return context.WithValue(ctx, spanKey{}, span), span
}

// endregion

// region: traceparent

// Traceparent is the header of W3C Trace Context for the span of ctx, and "" where there is none: version, trace,
// span, and the flag that says that the trace is recorded.
func Traceparent(ctx context.Context) string {
	span, ok := ctx.Value(spanKey{}).(*Span)
	if !ok {
		return ""
	}
	return fmt.Sprintf("00-%s-%s-01", span.traceID, span.spanID)
}

// endregion

// region: span-end

// End ends the span; err says that its work failed. Only what has ended is reported.
func (s *Span) End(err error) {
	s.end = s.recorder.now()
	if err != nil {
		s.failed = true
		s.attributes["error.message"] = err.Error()
	}
	s.recorder.guard.Lock()
	defer s.recorder.guard.Unlock()
	s.recorder.finished = append(s.recorder.finished, s)
	if excess := len(s.recorder.finished) - keptSpans; excess > 0 {
		s.recorder.finished = s.recorder.finished[excess:]
	}
}

// endregion

// Set gives the span an attribute. Call it before End, from the goroutine that started the span.
func (s *Span) Set(key, value string) { s.attributes[key] = value }

// TraceID is the identifier of the trace, 32 hexadecimal digits.
func (s *Span) TraceID() string { return s.traceID }

// Add counts n in the counter of that name for one value of the label result. Values must be few, since each is a
// series of its own: completed and failed, but never the name of a VM.
func (r *Recorder) Add(counter, result string, n float64) {
	r.guard.Lock()
	defer r.guard.Unlock()
	if r.counters[counter] == nil {
		r.counters[counter] = map[string]float64{}
	}
	r.counters[counter][result] += n
}

// randomHex returns n random bytes as 2n hexadecimal digits.
func randomHex(n int) string {
	bytes := make([]byte, n)
	// On every system that Go runs on, reading random bytes fails only where nothing else works either.
	if _, err := rand.Read(bytes); err != nil {
		panic(err)
	}
	return hex.EncodeToString(bytes)
}
