package dwcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

// answerLimit is the most that is read of an answer, 16 MiB: a page of 200 entries is far smaller.
const answerLimit = 16 << 20

// Client talks to one cluster. It may be used by several goroutines at the same time.
type Client struct {
	base        string
	credentials Credentials
	http        *http.Client
	clock       Clock
	random      func() float64
	retry       RetryPolicy
	traceparent func(context.Context) string

	// loginSlot is held by whoever reads or writes token and tokenEnd.
	loginSlot chan struct{}
	token     string
	tokenEnd  time.Time
}

// Option changes how New builds a Client.
type Option func(*Client)

// WithHTTPClient replaces the HTTP client, to set certificates or a proxy.
func WithHTTPClient(client *http.Client) Option { return func(c *Client) { c.http = client } }

// WithClock replaces the clock of the machine.
func WithClock(clock Clock) Option { return func(c *Client) { c.clock = clock } }

// WithRandom replaces the source of jitter: numbers from 0 up to, and without, 1.
func WithRandom(random func() float64) Option { return func(c *Client) { c.random = random } }

// WithRetryPolicy replaces DefaultRetryPolicy.
func WithRetryPolicy(policy RetryPolicy) Option { return func(c *Client) { c.retry = policy } }

// WithTraceparent sends what traceparent returns for the context of a call in the header of that name.
func WithTraceparent(traceparent func(context.Context) string) Option {
	return func(c *Client) { c.traceparent = traceparent }
}

// New returns a client for the cluster at base, such as http://localhost:8080. It sends nothing yet.
func New(base string, credentials Credentials, options ...Option) (*Client, error) {
	address, err := url.Parse(base)
	if err != nil || (address.Scheme != "http" && address.Scheme != "https") || address.Host == "" {
		return nil, fmt.Errorf("%q is not an address such as http://localhost:8080", base)
	}
	c := &Client{
		base:        strings.TrimSuffix(base, "/"),
		credentials: credentials,
		http:        &http.Client{},
		clock:       SystemClock{},
		random:      newJitter(),
		retry:       DefaultRetryPolicy,
		traceparent: func(context.Context) string { return "" },
		loginSlot:   make(chan struct{}, 1),
	}
	for _, option := range options {
		option(c)
	}
	return c, nil
}

// FromEnvironment returns a client for DWCP_URL with the account DWCP_USERNAME and DWCP_PASSWORD.
func FromEnvironment(options ...Option) (*Client, error) {
	base := os.Getenv("DWCP_URL")
	if base == "" {
		base = "http://localhost:8080"
	}
	account := Credentials{Username: os.Getenv("DWCP_USERNAME"), Password: os.Getenv("DWCP_PASSWORD")}
	if account.Username == "" || account.Password == "" {
		return nil, errors.New("set DWCP_USERNAME and DWCP_PASSWORD to the account to log in with")
	}
	return New(base, account, options...)
}

// request is one call, independent of how often it is sent.
type request struct {
	method, path string
	query        url.Values
	// body is sent as JSON; nil sends none.
	body any
	// out is a pointer that the answer is read into; nil ignores it.
	out any
	// isWrite: the call changes the cluster.
	isWrite bool
	// repeatable: sending the write twice has the effect of sending it once.
	repeatable bool
}

// Send posts body to a path that this package has no method for, such as those below /training, and ignores the
// answer. repeatable says that sending it twice has the effect of sending it once.
func (c *Client) Send(ctx context.Context, path string, body any, repeatable bool) error {
	_, err := c.send(ctx, request{
		method: http.MethodPost, path: path, body: body, isWrite: true, repeatable: repeatable,
	})
	return err
}

// Read gets a path that this package has no method for.
func (c *Client) Read(ctx context.Context, path string, query url.Values, out any) error {
	_, err := c.send(ctx, request{method: http.MethodGet, path: path, query: query, out: out})
	return err
}

// region: exchange

// exchange sends a call once and reads its answer.
func (c *Client) exchange(ctx context.Context, r request, token string) error {
	ctx, cancel := context.WithTimeout(ctx, c.retry.PerAttempt)
	defer cancel()
	address := c.base + r.path
	if len(r.query) > 0 {
		address += "?" + r.query.Encode()
	}
	var content io.Reader
	if r.body != nil {
		encoded, err := json.Marshal(r.body)
		if err != nil {
			return &notSentError{err}
		}
		content = bytes.NewReader(encoded)
	}
	call, err := http.NewRequestWithContext(ctx, r.method, address, content)
	if err != nil {
		return &notSentError{err}
	}
	if r.body != nil {
		call.Header.Set("Content-Type", "application/json")
	}
	if token != "" {
		call.Header.Set("Authorization", "Bearer "+token)
	}
	traceparent := c.traceparent(ctx)
	if traceparent != "" {
		call.Header.Set("Traceparent", traceparent)
	}
	response, err := c.http.Do(call)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if err != nil {
		return err
	}
	if response.StatusCode >= 300 {
		return readError(response, answer, traceID(traceparent))
	}
	if r.out == nil {
		return nil
	}
	return json.Unmarshal(answer, r.out)
}

// endregion

// traceID is the second of the four parts of a traceparent.
func traceID(traceparent string) string {
	parts := strings.Split(traceparent, "-")
	if len(parts) != 4 {
		return ""
	}
	return parts[1]
}
