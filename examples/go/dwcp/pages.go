package dwcp

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// pageSize is the largest that the API allows.
const pageSize = 200

// region: pages

// Pages steps through a list of the API and fetches the next page when the present one is used up:
//
//	nodes := client.Nodes("ready")
//	for nodes.Next(ctx) {
//		fmt.Println(nodes.Value().ID)
//	}
//	if err := nodes.Err(); err != nil { … }
type Pages[T any] struct {
	fetch func(ctx context.Context, page int) (items []T, total int, err error)
	// key tells entries apart. A list that grows at its front pushes entries onto the next page, and they come again.
	key   func(T) string
	seen  map[string]bool
	items []T
	page  int
	value T
	isEnd bool
	err   error
}

// Next moves to the next entry, and returns false at the end of the list or at a failure.
func (p *Pages[T]) Next(ctx context.Context) bool {
	for p.err == nil {
		for len(p.items) > 0 {
			p.value, p.items = p.items[0], p.items[1:]
			if key := p.key(p.value); !p.seen[key] {
				p.seen[key] = true
				return true
			}
		}
		if p.isEnd {
			return false
		}
		p.page++
		var total int
		p.items, total, p.err = p.fetch(ctx, p.page)
		p.isEnd = len(p.items) == 0 || p.page*pageSize >= total
	}
	return false
}

// endregion

// region: pages-end

// Value is the entry that Next moved to.
func (p *Pages[T]) Value() T { return p.value }

// Err is what ended the list early, or nil. A loop over Next that does not ask has perhaps seen half of the list.
func (p *Pages[T]) Err() error { return p.err }

// All reads what is left of the list.
func (p *Pages[T]) All(ctx context.Context) ([]T, error) {
	var all []T
	for p.Next(ctx) {
		all = append(all, p.Value())
	}
	return all, p.Err()
}

// endregion

// list returns the pages of a path; field is the name of the list in the answer.
func list[T any](c *Client, path, field string, query url.Values, key func(T) string) *Pages[T] {
	fetch := func(ctx context.Context, page int) ([]T, int, error) {
		query.Set("page", strconv.Itoa(page))
		query.Set("limit", strconv.Itoa(pageSize))
		var answer map[string]json.RawMessage
		if _, err := c.send(ctx, request{method: http.MethodGet, path: path, query: query, out: &answer}); err != nil {
			return nil, 0, err
		}
		var items []T
		if err := json.Unmarshal(answer[field], &items); err != nil {
			return nil, 0, fmt.Errorf("read %s of %s: %w", field, path, err)
		}
		var total int
		if err := json.Unmarshal(answer["total"], &total); err != nil {
			return nil, 0, fmt.Errorf("read total of %s: %w", path, err)
		}
		return items, total, nil
	}
	return &Pages[T]{fetch: fetch, key: key, seen: map[string]bool{}}
}
