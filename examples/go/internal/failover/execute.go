package failover

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/parallel"
)

// Mover moves VMs. A *dwcp.Client is one.
type Mover interface {
	StartMigration(ctx context.Context, want dwcp.MigrationRequest) (string, error)
	FollowMigration(
		ctx context.Context, id string, interval time.Duration, report func(dwcp.Migration),
	) (dwcp.Migration, error)
}

// Result is what has become of one move: a target, or why there is none.
type Result struct {
	VM, Target string
	Err        error
}

// region: execute

// Execute makes the moves of a plan, at most atOnce at a time, and reports each. One VM that cannot be moved does not
// keep the others from moving; only the end of ctx does.
func Execute(ctx context.Context, by Mover, moves []Move, atOnce int, report func(Result)) error {
	var guard sync.Mutex
	return parallel.ForEach(ctx, atOnce, moves, func(ctx context.Context, move Move) error {
		target, err := tryTargets(ctx, by, move)
		guard.Lock()
		defer guard.Unlock()
		report(Result{move.VM, target, err})
		return ctx.Err()
	})
}

// endregion

// region: targets

// tryTargets goes through the targets of a VM until one takes it.
func tryTargets(ctx context.Context, by Mover, move Move) (string, error) {
	err := errors.New("no worker of another region is ready")
	for _, target := range move.Targets {
		var id string
		id, err = by.StartMigration(ctx, dwcp.MigrationRequest{VM: move.VM, Target: target})
		switch dwcp.CodeOf(err) {
		case dwcp.CodeInsufficientResources, dwcp.CodeTargetUnreachable, dwcp.CodeNodeQuarantined:
			continue // The next worker may have room.
		}
		if err != nil {
			return "", err
		}
		if _, err = by.FollowMigration(ctx, id, time.Second, func(dwcp.Migration) {}); err != nil {
			return "", err
		}
		return target, nil
	}
	return "", fmt.Errorf("%s stays on %s: %w", move.VM, move.From, err)
}

// endregion
