// Package parallel does several things at a time, but not too many.
package parallel

import (
	"context"
	"sync"
)

// region: limit

// ForEach calls do once for every item, with at most limit calls at a time, and returns when all that were begun have
// ended. After the first error, or when ctx ends, no further call is begun and the context of the others is cancelled.
// It returns the first error.
func ForEach[T any](ctx context.Context, limit int, items []T, do func(context.Context, T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		group sync.WaitGroup
		once  sync.Once
		first error
		slots = make(chan struct{}, limit)
	)
	for _, item := range items {
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
		group.Add(1)
		go func(item T) {
			defer group.Done()
			defer func() { <-slots }()
			if err := do(ctx, item); err != nil {
				once.Do(func() { first = err; cancel() })
			}
		}(item)
	}
	group.Wait()
	if first == nil {
		return ctx.Err()
	}
	return first
}

// endregion
