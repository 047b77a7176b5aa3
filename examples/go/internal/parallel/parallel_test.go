package parallel_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"example.com/dwcp/training/internal/parallel"
)

func TestDoesAllWithALimit(t *testing.T) {
	var now, most, done int32
	err := parallel.ForEach(context.Background(), 3, make([]int, 20), func(context.Context, int) error {
		running := atomic.AddInt32(&now, 1)
		for old := atomic.LoadInt32(&most); running > old && !atomic.CompareAndSwapInt32(&most, old, running); {
			old = atomic.LoadInt32(&most)
		}
		time.Sleep(time.Millisecond)
		atomic.AddInt32(&now, -1)
		atomic.AddInt32(&done, 1)
		return nil
	})
	if err != nil || done != 20 {
		t.Errorf("%d were done (%v), want 20", done, err)
	}
	if most > 3 {
		t.Errorf("%d ran at a time, want 3 at most", most)
	}
}

func TestBeginsNothingAfterAnError(t *testing.T) {
	bad := errors.New("bad")
	var begun int32
	err := parallel.ForEach(context.Background(), 1, []int{1, 2, 3, 4}, func(_ context.Context, item int) error {
		atomic.AddInt32(&begun, 1)
		if item == 2 {
			return bad
		}
		return nil
	})
	if err != bad || begun != 2 {
		t.Errorf("%d were begun, with the error %v; want 2 and bad", begun, err)
	}
}

func TestStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	err := parallel.ForEach(ctx, 2, make([]int, 10), func(ctx context.Context, _ int) error {
		cancel()
		<-ctx.Done()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v, want context.Canceled", err)
	}
}
