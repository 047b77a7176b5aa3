package telemetry

import (
	"context"
	"errors"
	"sort"
	"strconv"
	"time"
)

// spansPerReport is the most that the training cluster takes at once.
const spansPerReport = 200

// Sender posts a body to a path of the cluster. A *dwcp.Client is one.
type Sender interface {
	Send(ctx context.Context, path string, body any, repeatable bool) error
}

type attribute struct {
	Key   string `json:"key"`
	Value struct {
		StringValue string `json:"stringValue"`
	} `json:"value"`
}

type resource struct {
	Attributes []attribute `json:"attributes"`
}

type spanStatus struct {
	Code int `json:"code"`
}

// spanData is a span as OTLP has it: times are nanoseconds since 1970, as text because JSON numbers lose digits.
type spanData struct {
	TraceID      string      `json:"traceId"`
	SpanID       string      `json:"spanId"`
	ParentSpanID string      `json:"parentSpanId,omitempty"`
	Name         string      `json:"name"`
	Start        string      `json:"startTimeUnixNano"`
	End          string      `json:"endTimeUnixNano"`
	Attributes   []attribute `json:"attributes"`
	Status       spanStatus  `json:"status"`
}

type dataPoint struct {
	Attributes []attribute `json:"attributes"`
	Time       string      `json:"timeUnixNano"`
	AsDouble   float64     `json:"asDouble"`
}

type sum struct {
	DataPoints             []dataPoint `json:"dataPoints"`
	AggregationTemporality int         `json:"aggregationTemporality"`
	IsMonotonic            bool        `json:"isMonotonic"`
}

type metric struct {
	Name string `json:"name"`
	Sum  sum    `json:"sum"`
}

type scopeSpans struct {
	Spans []spanData `json:"spans"`
}

type resourceSpans struct {
	Resource   resource     `json:"resource"`
	ScopeSpans []scopeSpans `json:"scopeSpans"`
}

type traceReport struct {
	ResourceSpans []resourceSpans `json:"resourceSpans"`
}

type scopeMetrics struct {
	Metrics []metric `json:"metrics"`
}

type resourceMetrics struct {
	Resource     resource       `json:"resource"`
	ScopeMetrics []scopeMetrics `json:"scopeMetrics"`
}

type metricReport struct {
	ResourceMetrics []resourceMetrics `json:"resourceMetrics"`
}

// Values of the enumerations of OTLP.
const (
	statusOK              = 1
	statusError           = 2
	cumulativeTemporality = 2
)

// region: report

// Report sends the spans that have ended and the present counters. Spans that could not be sent are kept for the next
// report, because a lost answer must not lose spans; the cluster knows those it has by their identifiers. Work must not
// fail because its report does, so callers log the error and go on.
func (r *Recorder) Report(ctx context.Context, to Sender) error {
	r.guard.Lock()
	spans := r.finished
	if len(spans) > spansPerReport {
		spans = spans[:spansPerReport]
	}
	r.finished = r.finished[len(spans):]
	counters := r.metricReport()
	r.guard.Unlock()

	var spanErr, counterErr error
	if len(spans) > 0 {
		if spanErr = to.Send(ctx, "/training/traces", r.traceReport(spans), true); spanErr != nil {
			r.guard.Lock()
			// A new slice: to append to spans would write over what stands behind it in the same array, which another
			// report may be sending.
			r.finished = append(append([]*Span(nil), spans...), r.finished...)
			r.guard.Unlock()
		}
	}
	if counters != nil {
		counterErr = to.Send(ctx, "/training/metrics", counters, true)
	}
	if spanErr != nil {
		return spanErr
	}
	return counterErr
}

// endregion

func (r *Recorder) resource() resource {
	return resource{Attributes: attributes(map[string]string{"service.name": r.service})}
}

func (r *Recorder) traceReport(spans []*Span) traceReport {
	var data []spanData
	for _, span := range spans {
		status := spanStatus{statusOK}
		if span.failed {
			status.Code = statusError
		}
		data = append(data, spanData{
			TraceID: span.traceID, SpanID: span.spanID, ParentSpanID: span.parentID, Name: span.name,
			Start: nanoseconds(span.start), End: nanoseconds(span.end),
			Attributes: attributes(span.attributes), Status: status,
		})
	}
	return traceReport{[]resourceSpans{{r.resource(), []scopeSpans{{data}}}}}
}

// metricReport needs the guard to be held; it is nil where nothing was counted.
func (r *Recorder) metricReport() *metricReport {
	if len(r.counters) == 0 {
		return nil
	}
	now := nanoseconds(r.now())
	var metrics []metric
	for _, name := range sortedKeys(r.counters) {
		total := sum{AggregationTemporality: cumulativeTemporality, IsMonotonic: true}
		for _, result := range sortedKeys(r.counters[name]) {
			total.DataPoints = append(total.DataPoints, dataPoint{
				attributes(map[string]string{"result": result}), now, r.counters[name][result],
			})
		}
		metrics = append(metrics, metric{name, total})
	}
	return &metricReport{[]resourceMetrics{{r.resource(), []scopeMetrics{{metrics}}}}}
}

func attributes(values map[string]string) []attribute {
	list := []attribute{}
	for _, key := range sortedKeys(values) {
		item := attribute{Key: key}
		item.Value.StringValue = values[key]
		list = append(list, item)
	}
	return list
}

func sortedKeys[V any](values map[string]V) []string {
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func nanoseconds(t time.Time) string { return strconv.FormatInt(t.UnixNano(), 10) }

// ClusterTime returns a clock that shows the time of the training cluster, whose calendar and speed are its own. A real
// cluster has the time of the world, and its programs use time.Now.
func ClusterTime(ctx context.Context, read func(ctx context.Context, out any) error) (func() time.Time, error) {
	var answer struct {
		Now   time.Time `json:"now"`
		Speed any       `json:"speed"`
	}
	if err := read(ctx, &answer); err != nil {
		return nil, err
	}
	if answer.Now.IsZero() {
		return nil, errors.New("the cluster did not say what time it is")
	}
	// Where time only passes when somebody asks, the clock stands still between two calls of ClusterTime.
	speed, _ := answer.Speed.(float64)
	readAt := time.Now()
	return func() time.Time {
		return answer.Now.Add(time.Duration(float64(time.Since(readAt)) * speed))
	}, nil
}
