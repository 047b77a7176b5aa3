// Package migrate brings VMs to the nodes where they are wanted, and keeps at it: a reconciliation loop.
package migrate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Phase is how far the service is with one VM.
type Phase string

const (
	// Pending: the VM is not where it is wanted, and nothing has been started.
	Pending Phase = "pending"
	// Moving: a migration is in progress.
	Moving Phase = "moving"
	// Waiting: an attempt has failed, and the next one comes after NotBefore.
	Waiting Phase = "waiting"
	// Placed: the VM runs where it is wanted.
	Placed Phase = "placed"
	// Failed: a person has to look, and to change what is wanted or the cluster.
	Failed Phase = "failed"
)

// Entry is what the service remembers of one VM.
type Entry struct {
	Phase Phase `json:"phase"`
	// Target is the node that the entry is about; another one begins from the start.
	Target    string    `json:"target"`
	Migration string    `json:"migration_id,omitempty"`
	Attempts  int       `json:"attempts,omitempty"`
	NotBefore time.Time `json:"not_before"`
	Reason    string    `json:"reason,omitempty"`
}

// State is what the service remembers, by VM.
type State map[string]Entry

// LoadState reads a state file; one that does not exist is an empty state.
func LoadState(file string) (State, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return State{}, nil
	}
	if err != nil {
		return nil, err
	}
	state := State{}
	if err := json.Unmarshal(text, &state); err != nil {
		return nil, fmt.Errorf("%s is damaged; move it away, and the service begins anew: %w", file, err)
	}
	return state, nil
}

// region: state-file

// Save writes the state so that a crash at any moment leaves the old file or the new one, and never half of one: into a
// second file, down to the disk, and then under the name of the first.
func (s State) Save(file string) error {
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	next, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(next.Name())
	if _, err := next.Write(append(text, '\n')); err != nil {
		next.Close()
		return err
	}
	if err := next.Sync(); err != nil {
		next.Close()
		return err
	}
	if err := next.Close(); err != nil {
		return err
	}
	return os.Rename(next.Name(), file)
}

// endregion
