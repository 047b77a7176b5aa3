package migrate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"example.com/dwcp/training/dwcp"
)

// Wish is where a VM is wanted.
type Wish struct {
	VM   string `json:"vm_id"`
	Node string `json:"node"`
}

// LoadWishes reads a file such as [{"vm_id": "web-1", "node": "worker-2"}].
func LoadWishes(file string) ([]Wish, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var wishes []Wish
	if err := json.Unmarshal(text, &wishes); err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return wishes, nil
}

// Cluster is what the service needs of a cluster. A *dwcp.Client has it.
type Cluster interface {
	VM(ctx context.Context, id string) (dwcp.VM, error)
	StartMigration(ctx context.Context, want dwcp.MigrationRequest) (string, error)
	Migration(ctx context.Context, id string) (dwcp.Migration, error)
	MigrationOf(ctx context.Context, vm string) (*dwcp.Migration, error)
}

// Service brings VMs to where they are wanted.
type Service struct {
	Cluster Cluster
	Clock   dwcp.Clock
	// State is what is remembered from round to round; the caller saves it.
	State State
	// AtOnce is how many VMs may be moving at a time.
	AtOnce int
	// Attempts is how often a VM is tried before a person is asked.
	Attempts int
	// Pause is the wait after the first failed attempt; it doubles with each.
	Pause time.Duration
	// Log receives a line for each change of phase or reason.
	Log func(line string)
}

// region: reconcile

// Round compares what is wanted with what is there, and does the next step for each VM. It remembers nothing that the
// cluster can tell: where a VM is and whether it moves is read in every round. First everything is read, then new
// migrations are started as far as AtOnce allows, so that a move that is found last counts as well. An error means that
// the cluster did not answer; the next round finds out for itself how far this one came.
func (s *Service) Round(ctx context.Context, wishes []Wish) error {
	moving := 0
	for _, wish := range wishes {
		entry, known := s.State[wish.VM]
		if !known || entry.Target != wish.Node {
			entry = Entry{Phase: Pending, Target: wish.Node}
		}
		entry, err := s.observe(ctx, wish, entry)
		if err != nil {
			return fmt.Errorf("observe %s: %w", wish.VM, err)
		}
		s.remember(wish, entry)
		if entry.Phase == Moving {
			moving++
		}
	}
	for _, wish := range wishes {
		entry := s.State[wish.VM]
		isDue := entry.Phase == Pending || entry.Phase == Waiting && !s.Clock.Now().Before(entry.NotBefore)
		if !isDue || moving >= s.AtOnce {
			continue
		}
		entry, err := s.start(ctx, wish, entry)
		if err != nil {
			return fmt.Errorf("start to move %s: %w", wish.VM, err)
		}
		s.remember(wish, entry)
		moving++
	}
	return nil
}

// endregion

// region: observe

// observe brings what is remembered of a VM up to what the cluster says.
func (s *Service) observe(ctx context.Context, wish Wish, entry Entry) (Entry, error) {
	vm, err := s.Cluster.VM(ctx, wish.VM)
	switch {
	case dwcp.CodeOf(err) == dwcp.CodeVMNotFound:
		return entry.failed("there is no such VM"), nil
	case err != nil:
		return entry, err
	case vm.Status == dwcp.VMMigrating:
		return s.adopt(ctx, wish, entry)
	case vm.Status == dwcp.VMRunning && vm.Node == wish.Node:
		return Entry{Phase: Placed, Target: wish.Node}, nil
	case entry.Migration != "":
		return s.judge(ctx, entry)
	case entry.Phase == Placed:
		return Entry{Phase: Pending, Target: wish.Node}, nil
	}
	return entry, nil
}

// endregion

// region: adopt

// adopt takes over a migration that is in progress, whoever started it: this service in an earlier life, a call whose
// answer was lost, or a person. One that leads elsewhere is waited for.
func (s *Service) adopt(ctx context.Context, wish Wish, entry Entry) (Entry, error) {
	running, err := s.Cluster.MigrationOf(ctx, wish.VM)
	if err != nil || running == nil {
		return entry, err
	}
	if running.Target != wish.Node {
		entry.Phase, entry.Migration, entry.NotBefore = Waiting, "", s.Clock.Now().Add(s.Pause)
		entry.Reason = fmt.Sprintf("%s moves it to %s", running.ID, running.Target)
		return entry, nil
	}
	entry.Phase, entry.Migration, entry.Reason = Moving, running.ID, ""
	return entry, nil
}

// endregion

// region: judge

// judge looks at how the migration of the last rounds has ended.
func (s *Service) judge(ctx context.Context, entry Entry) (Entry, error) {
	migration, err := s.Cluster.Migration(ctx, entry.Migration)
	switch {
	case dwcp.CodeOf(err) == dwcp.CodeMigrationNotFound:
		// Its record has been dropped. Where the VM is decides.
		entry.Phase, entry.Migration = Pending, ""
		return entry, nil
	case err != nil:
		return entry, err
	case migration.Status == dwcp.MigrationFailed:
		return s.later(entry, string(migration.Error.Code)), nil
	case migration.Status == dwcp.MigrationCompleted:
		// It was moved, and then moved on by somebody else.
		entry.Phase, entry.Migration = Pending, ""
	}
	return entry, nil
}

// endregion

// region: start

// start asks for a migration, and sorts what can come of it: begun, perhaps begun, later, or never.
func (s *Service) start(ctx context.Context, wish Wish, entry Entry) (Entry, error) {
	id, err := s.Cluster.StartMigration(ctx, dwcp.MigrationRequest{VM: wish.VM, Target: wish.Node})
	if err == nil {
		entry.Phase, entry.Migration, entry.Reason = Moving, id, ""
		return entry, nil
	}
	var unknown *dwcp.OutcomeUnknownError
	if errors.As(err, &unknown) || dwcp.CodeOf(err) == dwcp.CodeMigrationInProgress {
		// The next round reads whether the VM moves, and adopts the migration if it does.
		return entry, nil
	}
	var refusal *dwcp.Error
	var givenUp *dwcp.GivenUpError
	if errors.As(err, &givenUp) || !errors.As(err, &refusal) {
		// The cluster does not answer, or commits nothing at present. That is no attempt of this VM.
		return entry, err
	}
	switch refusal.Code {
	case dwcp.CodePlacementFailed, dwcp.CodeNodeNotFound, dwcp.CodeNodeQuarantined, dwcp.CodeVersionMismatch:
		return entry.failed(string(refusal.Code)), nil
	default:
		return s.later(entry, string(refusal.Code)), nil
	}
}

// endregion

// remember keeps an entry, and says so where something has changed.
func (s *Service) remember(wish Wish, entry Entry) {
	before := s.State[wish.VM]
	s.State[wish.VM] = entry
	if entry.Phase == before.Phase && entry.Target == before.Target && entry.Reason == before.Reason {
		return
	}
	line := fmt.Sprintf("%s -> %s: %s", wish.VM, wish.Node, entry.Phase)
	if entry.Reason != "" {
		line += ", " + entry.Reason
	}
	s.Log(line)
}

// later plans the next attempt, each after twice the pause, or gives up after the last.
func (s *Service) later(entry Entry, reason string) Entry {
	entry.Attempts++
	if entry.Attempts >= s.Attempts {
		return entry.failed(fmt.Sprintf("%s, after %d attempts", reason, entry.Attempts))
	}
	entry.Phase, entry.Migration, entry.Reason = Waiting, "", reason
	entry.NotBefore = s.Clock.Now().Add(s.Pause << (entry.Attempts - 1))
	return entry
}

func (e Entry) failed(reason string) Entry {
	e.Phase, e.Migration, e.Reason = Failed, "", reason
	return e
}
