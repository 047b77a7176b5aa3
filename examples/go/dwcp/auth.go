package dwcp

import (
	"context"
	"net/http"
	"time"
)

// Credentials are the account that a Client logs in with.
type Credentials struct {
	Username, Password string
}

// renewBefore is how long before its end a token is replaced, so that it does not end on the way.
const renewBefore = time.Minute

// region: auth

// bearer returns a token that is still good, and logs in where there is none. refused is a token that the cluster did
// not take: if it is still the one in use, it is replaced; if another goroutine was faster, its new one is used.
func (c *Client) bearer(ctx context.Context, refused string) (string, error) {
	// A channel with one place and not a sync.Mutex, because a caller whose time is up can stop waiting for it.
	select {
	case c.loginSlot <- struct{}{}:
		defer func() { <-c.loginSlot }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	if c.token != "" && c.token != refused && c.clock.Now().Before(c.tokenEnd.Add(-renewBefore)) {
		return c.token, nil
	}
	var answer struct {
		Token     string    `json:"token"`
		ExpiresAt time.Time `json:"expires_at"`
	}
	body := map[string]string{"username": c.credentials.Username, "password": c.credentials.Password}
	login := request{method: http.MethodPost, path: "/v3/auth/login", body: body, out: &answer}
	if err := c.exchange(ctx, login, ""); err != nil {
		return "", err
	}
	c.token, c.tokenEnd = answer.Token, answer.ExpiresAt
	return c.token, nil
}

// endregion

// region: renewal

// attempt sends a call with a token, and once more with a new one if the cluster does not take the first.
func (c *Client) attempt(ctx context.Context, r request) error {
	refused := ""
	for {
		token, err := c.bearer(ctx, refused)
		if err != nil {
			return &notSentError{err}
		}
		err = c.exchange(ctx, r, token)
		isRefused := CodeOf(err) == CodeTokenExpired || CodeOf(err) == CodeUnauthenticated
		if !isRefused || refused != "" {
			return err
		}
		refused = token
	}
}

// endregion
