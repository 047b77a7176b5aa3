package telemetry_test

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.com/dwcp/training/internal/telemetry"
)

var start = time.Date(2026, 1, 6, 8, 0, 0, 0, time.UTC)

// receiver keeps the bodies that it takes, by path.
type receiver struct {
	bodies map[string][]string
	err    error
}

func (r *receiver) Send(_ context.Context, path string, body any, _ bool) error {
	if r.err != nil {
		return r.err
	}
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	if r.bodies == nil {
		r.bodies = map[string][]string{}
	}
	r.bodies[path] = append(r.bodies[path], string(text))
	return nil
}

func TestGivesCallsTheContextOfTheirSpan(t *testing.T) {
	recorder := telemetry.New("orders", func() time.Time { return start })
	if header := telemetry.Traceparent(context.Background()); header != "" {
		t.Errorf("without a span the header is %q", header)
	}
	outer, root := recorder.Start(context.Background(), "round")
	inner, _ := recorder.Start(outer, "move")
	form := regexp.MustCompile(`^00-[0-9a-f]{32}-[0-9a-f]{16}-01$`)
	first, second := telemetry.Traceparent(outer), telemetry.Traceparent(inner)
	if !form.MatchString(first) || !form.MatchString(second) {
		t.Errorf("the headers are %q and %q", first, second)
	}
	if first[:35] != second[:35] || first == second {
		t.Errorf("%q and %q are not two spans of one trace", first, second)
	}
	if root.TraceID() != first[3:35] {
		t.Errorf("the trace is %q, in the header it is %q", root.TraceID(), first[3:35])
	}
}

func TestReportsWhatHasEnded(t *testing.T) {
	now := start
	recorder := telemetry.New("orders", func() time.Time { return now })
	ctx, root := recorder.Start(context.Background(), "round")
	_, child := recorder.Start(ctx, "move")
	child.Set("vm", "web-1")
	now = now.Add(1500 * time.Millisecond)
	child.End(errors.New("no room"))
	recorder.Add("orders_moved_total", "failed", 1)
	to := &receiver{}
	if err := recorder.Report(context.Background(), to); err != nil {
		t.Fatal(err)
	}
	spans := to.bodies["/training/traces"][0]
	for _, want := range []string{
		`{"key":"service.name","value":{"stringValue":"orders"}}`, `"name":"move"`, `"status":{"code":2}`,
		`{"key":"error.message","value":{"stringValue":"no room"}}`, `{"key":"vm","value":{"stringValue":"web-1"}}`,
		`"startTimeUnixNano":"1767686400000000000"`, `"endTimeUnixNano":"1767686401500000000"`,
	} {
		if !strings.Contains(spans, want) {
			t.Errorf("%s is missing in %s", want, spans)
		}
	}
	if strings.Contains(spans, `"name":"round"`) {
		t.Errorf("a span that goes on is in %s", spans)
	}
	want := `"name":"orders_moved_total","sum":{"dataPoints":[{"attributes":[{"key":"result","value":{"stringValue":"failed"}}],` +
		`"timeUnixNano":"1767686401500000000","asDouble":1}],"aggregationTemporality":2,"isMonotonic":true}`
	if counters := to.bodies["/training/metrics"][0]; !strings.Contains(counters, want) {
		t.Errorf("%s is missing in %s", want, counters)
	}
	root.End(nil)
	if err := recorder.Report(context.Background(), to); err != nil {
		t.Fatal(err)
	}
	if second := to.bodies["/training/traces"][1]; !strings.Contains(second, `"name":"round"`) ||
		strings.Contains(second, `"name":"move"`) {
		t.Errorf("the second report is %s", second)
	}
}

func TestKeepsSpansThatWereNotTaken(t *testing.T) {
	recorder := telemetry.New("orders", func() time.Time { return start })
	_, first := recorder.Start(context.Background(), "first")
	first.End(nil)
	to := &receiver{err: errors.New("away")}
	if err := recorder.Report(context.Background(), to); err == nil {
		t.Error("there is no error")
	}
	_, second := recorder.Start(context.Background(), "second")
	second.End(nil)
	to.err = nil
	if err := recorder.Report(context.Background(), to); err != nil {
		t.Fatal(err)
	}
	if spans := to.bodies["/training/traces"][0]; !strings.Contains(spans, `"first"`) || !strings.Contains(spans, `"second"`) {
		t.Errorf("the report is %s", spans)
	}
}

func TestTakesTheTimeOfTheCluster(t *testing.T) {
	now, err := telemetry.ClusterTime(context.Background(), func(_ context.Context, out any) error {
		return json.Unmarshal([]byte(`{"now":"2026-01-06T08:00:00.000Z","now_ms":0,"speed":"step"}`), out)
	})
	if err != nil {
		t.Fatal(err)
	}
	if at := now(); !at.Equal(start) {
		t.Errorf("it is %v, want %v", at, start)
	}
}
