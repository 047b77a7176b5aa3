// Package fleet knows which VMs a program is responsible for. The API lists nodes and migrations but not VMs, so a
// program keeps the identifiers of its own, and reads the rest from the cluster.
package fleet

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/parallel"
)

// readsAtOnce is how many VMs are read at the same time.
const readsAtOnce = 8

// Member is one VM that the program looks after.
type Member struct {
	VM string `json:"vm_id"`
	// Priority orders the work where there is not enough time or room for all: 1 comes first.
	Priority int `json:"priority"`
}

// Load reads a file such as [{"vm_id": "web-1", "priority": 1}].
func Load(file string) ([]Member, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var members []Member
	if err := json.Unmarshal(text, &members); err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	for _, member := range members {
		if member.VM == "" {
			return nil, fmt.Errorf("%s has an entry without vm_id", file)
		}
	}
	return members, nil
}

// Reader reads VMs. A *dwcp.Client is one.
type Reader interface {
	VM(ctx context.Context, id string) (dwcp.VM, error)
}

// Read reads the members, in their order; those that do not exist are missing in the result and named in missing.
func Read(ctx context.Context, from Reader, members []Member) (vms []dwcp.VM, missing []string, err error) {
	found := make([]*dwcp.VM, len(members))
	places := make([]int, len(members))
	for i := range places {
		places[i] = i
	}
	// Each call writes its own place of found, so no lock is needed.
	err = parallel.ForEach(ctx, readsAtOnce, places, func(ctx context.Context, i int) error {
		vm, err := from.VM(ctx, members[i].VM)
		switch {
		case err == nil:
			found[i] = &vm
		case dwcp.CodeOf(err) != dwcp.CodeVMNotFound:
			return fmt.Errorf("read %s: %w", members[i].VM, err)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	for i, vm := range found {
		if vm == nil {
			missing = append(missing, members[i].VM)
		} else {
			vms = append(vms, *vm)
		}
	}
	return vms, missing, nil
}
