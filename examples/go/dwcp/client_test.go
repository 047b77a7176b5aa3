package dwcp_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/clocktest"
)

var start = time.Date(2026, 1, 6, 8, 0, 0, 0, time.UTC)

// step is how the cluster of a test answers one call: with a status and a body, or by breaking the connection.
type step struct {
	status  int
	body    string
	header  http.Header
	isBreak bool
}

func refuse(status int, code dwcp.Code, details string) step {
	body := fmt.Sprintf(`{"error":{"code":%q,"message":"m","details":%s,"request_id":"req-1"}}`, code, details)
	return step{status: status, body: body}
}

var broken = step{isBreak: true}

// cluster answers logins by itself and every other call with the next of its steps.
type cluster struct {
	guard  sync.Mutex
	steps  []step
	calls  []string
	tokens []string
	logins int
}

func (c *cluster) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.guard.Lock()
	defer c.guard.Unlock()
	if r.URL.Path == "/v3/auth/login" {
		c.logins++
		end := start.Add(24 * time.Hour).Format(time.RFC3339)
		fmt.Fprintf(w, `{"token":"token-%d","expires_at":%q}`, c.logins, end)
		return
	}
	c.calls = append(c.calls, r.Method+" "+r.URL.Path)
	c.tokens = append(c.tokens, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	next := step{status: http.StatusInternalServerError, body: "no step left"}
	if len(c.steps) > 0 {
		next, c.steps = c.steps[0], c.steps[1:]
	}
	if next.isBreak {
		connection, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			connection.Close()
		}
		return
	}
	for name, values := range next.header {
		w.Header()[name] = values
	}
	w.WriteHeader(next.status)
	fmt.Fprint(w, next.body)
}

// seen returns the calls so far with their tokens, and the number of logins.
func (c *cluster) seen() (calls, tokens []string, logins int) {
	c.guard.Lock()
	defer c.guard.Unlock()
	return append([]string(nil), c.calls...), append([]string(nil), c.tokens...), c.logins
}

func serve(t *testing.T, steps ...step) (*dwcp.Client, *cluster, *clocktest.Clock) {
	t.Helper()
	fake := &cluster{steps: steps}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	clock := clocktest.New(start)
	client, err := dwcp.New(server.URL, dwcp.Credentials{Username: "operator", Password: "secret"},
		dwcp.WithClock(clock),
		dwcp.WithRandom(func() float64 { return 0.5 }),
		// net/http repeats a GET by itself when a kept connection breaks; without kept ones each attempt is ours.
		dwcp.WithHTTPClient(&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}),
	)
	if err != nil {
		t.Fatal(err)
	}
	return client, fake, clock
}

const runningVM = `{"vm_id":"web-1","name":"web-1","image":"ubuntu-22.04","status":"running","node":"worker-1",` +
	`"resources":{"cpu":2,"memory_gb":4,"disk_gb":20},"placement":{"region":null,"affinity":null},` +
	`"network":{"ip":null,"mac":"52:54:00:00:00:01"},"uptime_seconds":1,"created_at":"2026-01-06T08:00:00.000Z"}`

var web1 = dwcp.VMSpec{
	Name: "web-1", Image: "ubuntu-22.04", Resources: dwcp.Resources{CPU: 2, MemoryGB: 4, DiskGB: 20},
}

// region: table

func TestRepeatsWhatMayBeRepeated(t *testing.T) {
	read := func(c *dwcp.Client) error { _, err := c.VM(context.Background(), "web-1"); return err }
	move := func(c *dwcp.Client) error {
		_, err := c.StartMigration(context.Background(), dwcp.MigrationRequest{VM: "web-1", Target: "worker-2"})
		return err
	}
	ok := step{status: 200, body: runningVM}
	tests := []struct {
		name  string
		call  func(*dwcp.Client) error
		steps []step
		sent  int
		slept []time.Duration
		code  dwcp.Code
	}{
		{"a read after a broken connection", read, []step{broken, ok}, 2, ms(100), ""},
		{"a read after TIMEOUT", read, []step{refuse(504, "TIMEOUT", "{}"), ok}, 2, ms(100), ""},
		{"a read after a gateway without a cluster", read, []step{{status: 502, body: "<html>"}, ok}, 2, ms(100), ""},
		{"no read that is refused for good", read, []step{refuse(404, "VM_NOT_FOUND", "{}")}, 1, nil, "VM_NOT_FOUND"},
		{"a write that was refused for now", move, []step{refuse(503, "QUORUM_LOST", "{}"), ok}, 2, ms(100), ""},
		{"no write that may have worked", move, []step{refuse(504, "TIMEOUT", "{}")}, 1, nil, "TIMEOUT"},
		{
			"with longer and longer pauses", read,
			[]step{broken, broken, broken, broken, broken, broken}, 6, ms(100, 200, 400, 800, 1600), "",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client, cluster, clock := serve(t, test.steps...)
			err := test.call(client)
			if code := dwcp.CodeOf(err); code != test.code {
				t.Errorf("the error is %v, want code %q", err, test.code)
			}
			if calls, _, _ := cluster.seen(); len(calls) != test.sent {
				t.Errorf("sent %d times, want %d", len(calls), test.sent)
			}
			if slept := clock.Slept(); !reflect.DeepEqual(slept, test.slept) {
				t.Errorf("slept %v, want %v", slept, test.slept)
			}
		})
	}
}

// endregion

func ms(values ...int) []time.Duration {
	var durations []time.Duration
	for _, value := range values {
		durations = append(durations, time.Duration(value)*time.Millisecond)
	}
	return durations
}

func TestWaitsForRetryAfterAndARandomPart(t *testing.T) {
	limited := refuse(429, "RATE_LIMITED", "{}")
	limited.header = http.Header{"Retry-After": {"3"}}
	client, _, clock := serve(t, limited, step{status: 200, body: runningVM})
	if _, err := client.VM(context.Background(), "web-1"); err != nil {
		t.Fatal(err)
	}
	if slept, want := clock.Slept(), ms(3100); !reflect.DeepEqual(slept, want) {
		t.Errorf("slept %v, want %v", slept, want)
	}
}

func TestGivesUpRatherThanWaitBeyondTheDeadline(t *testing.T) {
	limited := refuse(429, "RATE_LIMITED", "{}")
	limited.header = http.Header{"Retry-After": {"61"}}
	client, cluster, clock := serve(t, limited)
	_, err := client.VM(context.Background(), "web-1")
	var givenUp *dwcp.GivenUpError
	if !errors.As(err, &givenUp) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the error is %v, want a GivenUpError for a deadline", err)
	}
	if dwcp.CodeOf(err) != dwcp.CodeRateLimited {
		t.Errorf("the error %v does not say how the last attempt failed", err)
	}
	if calls, _, _ := cluster.seen(); len(calls) != 1 || clock.Slept() != nil {
		t.Errorf("sent %d times and slept %v, want once and no sleep", len(calls), clock.Slept())
	}
}

func TestStopsWhenTheCallerDoes(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	client, cluster, clock := serve(t, broken, broken, broken)
	clock.OnSleep = func(time.Time) { cancel() }
	_, err := client.VM(ctx, "web-1")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v, want context.Canceled", err)
	}
	if calls, _, _ := cluster.seen(); len(calls) != 1 {
		t.Errorf("sent %d times, want 1, since the caller has left", len(calls))
	}
}

func TestSaysThatAnOutcomeIsUnknown(t *testing.T) {
	client, _, _ := serve(t, broken)
	_, err := client.StartMigration(context.Background(), dwcp.MigrationRequest{VM: "web-1", Target: "worker-2"})
	var unknown *dwcp.OutcomeUnknownError
	if !errors.As(err, &unknown) {
		t.Fatalf("the error is %v, want an OutcomeUnknownError", err)
	}
	if unknown.Method != "POST" || unknown.Path != "/v3/migrations" {
		t.Errorf("it names %s %s", unknown.Method, unknown.Path)
	}
}

func TestKnowsThatNothingWasDoneWithoutAConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	client, err := dwcp.New("http://"+listener.Addr().String(), dwcp.Credentials{Username: "a", Password: "b"},
		dwcp.WithClock(clocktest.New(start)))
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.StartMigration(context.Background(), dwcp.MigrationRequest{VM: "web-1", Target: "worker-2"})
	var unknown *dwcp.OutcomeUnknownError
	var givenUp *dwcp.GivenUpError
	if errors.As(err, &unknown) || !errors.As(err, &givenUp) || givenUp.Attempts != 6 {
		t.Errorf("the error is %v, want one that was given up after 6 attempts", err)
	}
}

func TestCreatesOnceThoughAnAnswerWasLost(t *testing.T) {
	exists := refuse(409, "VM_ALREADY_EXISTS", `{"vm_id":"web-1"}`)
	other := strings.Replace(runningVM, `"cpu":2`, `"cpu":8`, 1)
	tests := []struct {
		name  string
		steps []step
		code  dwcp.Code
	}{
		{"it is the wanted one", []step{broken, exists, {status: 200, body: runningVM}}, ""},
		{"it is another one", []step{broken, exists, {status: 200, body: other}}, dwcp.CodeVMAlreadyExists},
		{"it was there before", []step{exists}, dwcp.CodeVMAlreadyExists},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client, _, _ := serve(t, test.steps...)
			id, node, err := client.CreateVM(context.Background(), web1)
			if code := dwcp.CodeOf(err); code != test.code {
				t.Fatalf("the error is %v, want code %q", err, test.code)
			}
			if err == nil && (id != "web-1" || node != "worker-1") {
				t.Errorf("it is %s on %s, want web-1 on worker-1", id, node)
			}
		})
	}
}

func TestDeletesOnceThoughAnAnswerWasLost(t *testing.T) {
	missing := refuse(404, "VM_NOT_FOUND", `{"vm_id":"web-1"}`)
	client, _, _ := serve(t, broken, missing)
	if err := client.DeleteVM(context.Background(), "web-1"); err != nil {
		t.Errorf("after a lost answer: %v", err)
	}
	client, _, _ = serve(t, missing)
	if err := client.DeleteVM(context.Background(), "web-1"); dwcp.CodeOf(err) != dwcp.CodeVMNotFound {
		t.Errorf("at the first attempt: %v, want VM_NOT_FOUND", err)
	}
}

func TestRenewsATokenOnce(t *testing.T) {
	expired := refuse(401, dwcp.CodeTokenExpired, "{}")
	client, cluster, _ := serve(t, expired, step{status: 200, body: runningVM}, expired, expired)
	if _, err := client.VM(context.Background(), "web-1"); err != nil {
		t.Fatal(err)
	}
	_, tokens, _ := cluster.seen()
	if want := []string{"token-1", "token-2"}; !reflect.DeepEqual(tokens, want) {
		t.Errorf("the tokens were %v, want %v", tokens, want)
	}
	if _, err := client.VM(context.Background(), "web-1"); dwcp.CodeOf(err) != dwcp.CodeTokenExpired {
		t.Errorf("the error is %v, want TOKEN_EXPIRED", err)
	}
	if _, _, logins := cluster.seen(); logins != 3 {
		t.Errorf("logged in %d times, want 3", logins)
	}
}

func TestReplacesATokenBeforeItEnds(t *testing.T) {
	ok := step{status: 200, body: runningVM}
	client, cluster, clock := serve(t, ok, ok)
	for range [2]int{} {
		if _, err := client.VM(context.Background(), "web-1"); err != nil {
			t.Fatal(err)
		}
		if err := clock.Sleep(context.Background(), 24*time.Hour-30*time.Second); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, logins := cluster.seen(); logins != 2 {
		t.Errorf("logged in %d times, want 2", logins)
	}
}

func TestLogsInOnceForManyGoroutines(t *testing.T) {
	var steps []step
	for i := 0; i < 20; i++ {
		steps = append(steps, step{status: 200, body: runningVM})
	}
	client, cluster, _ := serve(t, steps...)
	var group sync.WaitGroup
	for range steps {
		group.Add(1)
		go func() {
			defer group.Done()
			if _, err := client.VM(context.Background(), "web-1"); err != nil {
				t.Error(err)
			}
		}()
	}
	group.Wait()
	if _, _, logins := cluster.seen(); logins != 1 {
		t.Errorf("logged in %d times, want 1", logins)
	}
}

func TestReadsListsToTheirEnd(t *testing.T) {
	page := func(from, to, total int) step {
		var nodes []map[string]string
		for i := from; i < to; i++ {
			nodes = append(nodes, map[string]string{"id": fmt.Sprintf("worker-%d", i)})
		}
		body, err := json.Marshal(map[string]any{"nodes": nodes, "total": total, "page": 1})
		if err != nil {
			t.Fatal(err)
		}
		return step{status: 200, body: string(body)}
	}
	tests := []struct {
		name     string
		steps    []step
		want     int
		requests int
	}{
		{"an empty list", []step{{status: 200, body: `{"nodes":[],"total":0,"page":1}`}}, 0, 1},
		{"one full page", []step{page(0, 200, 200)}, 200, 1},
		{"two pages", []step{page(0, 200, 201), page(200, 201, 201)}, 201, 2},
		{"a list that grew at its front", []step{page(0, 200, 399), page(199, 399, 400)}, 399, 2},
		{"a list that shrank", []step{page(0, 200, 400), {status: 200, body: `{"nodes":[],"total":200,"page":2}`}}, 200, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client, cluster, _ := serve(t, test.steps...)
			nodes, err := client.Nodes("").All(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if calls, _, _ := cluster.seen(); len(nodes) != test.want || len(calls) != test.requests {
				t.Errorf("%d nodes in %d requests, want %d in %d", len(nodes), len(calls), test.want, test.requests)
			}
		})
	}
}

func TestTellsWhenAListEndedEarly(t *testing.T) {
	client, _, _ := serve(t, refuse(403, "PERMISSION_DENIED", "{}"))
	nodes := client.Nodes("")
	if nodes.Next(context.Background()) {
		t.Error("there is an entry")
	}
	if dwcp.CodeOf(nodes.Err()) != "PERMISSION_DENIED" {
		t.Errorf("Err is %v, want PERMISSION_DENIED", nodes.Err())
	}
}

func TestReadsErrors(t *testing.T) {
	client, _, _ := serve(t, refuse(404, "VM_NOT_FOUND", `{"vm_id":"web-9"}`))
	_, err := client.VM(context.Background(), "web-9")
	var refusal *dwcp.Error
	if !errors.As(fmt.Errorf("wrapped: %w", err), &refusal) {
		t.Fatalf("%v is no *dwcp.Error", err)
	}
	if refusal.Status != 404 || refusal.Code != dwcp.CodeVMNotFound || refusal.RequestID != "req-1" ||
		refusal.Detail("vm_id") != "web-9" {
		t.Errorf("read %+v", refusal)
	}
	if text, want := refusal.Error(), "VM_NOT_FOUND (HTTP 404): m [request req-1]"; text != want {
		t.Errorf("it says %q, want %q", text, want)
	}
}

func TestFollowsAMigrationToItsEnd(t *testing.T) {
	at := func(status, phase string, progress float64, failure string) step {
		return step{status: 200, body: fmt.Sprintf(
			`{"migration_id":"mig-1","vm_id":"web-1","status":%q,"phase":%q,"progress":%g,"target_node":"worker-2","error":%s}`,
			status, phase, progress, failure)}
	}
	t.Run("completed", func(t *testing.T) {
		client, _, clock := serve(t, at("in_progress", "pre-copy", 40, "null"), at("completed", "complete", 100, "null"))
		var seen []float64
		_, err := client.FollowMigration(context.Background(), "mig-1", time.Second, func(m dwcp.Migration) {
			seen = append(seen, m.Progress)
		})
		if err != nil {
			t.Fatal(err)
		}
		if want := []float64{40, 100}; !reflect.DeepEqual(seen, want) {
			t.Errorf("saw %v, want %v", seen, want)
		}
		if slept, want := clock.Slept(), ms(1050); !reflect.DeepEqual(slept, want) {
			t.Errorf("slept %v, want %v", slept, want)
		}
	})
	t.Run("failed", func(t *testing.T) {
		client, _, _ := serve(t, at("failed", "pre-copy", 40, `{"code":"MIGRATION_NOT_CONVERGING","message":"m"}`))
		_, err := client.FollowMigration(context.Background(), "mig-1", time.Second, func(dwcp.Migration) {})
		var failed *dwcp.MigrationError
		if !errors.As(err, &failed) || failed.Migration.Error.Code != "MIGRATION_NOT_CONVERGING" {
			t.Errorf("the error is %v, want a MigrationError", err)
		}
	})
}

func TestRefusesWhatIsNoAddress(t *testing.T) {
	for _, base := range []string{"", "localhost:8080", "ftp://localhost", "http://"} {
		if _, err := dwcp.New(base, dwcp.Credentials{}); err == nil {
			t.Errorf("%q is taken for an address", base)
		}
	}
}
