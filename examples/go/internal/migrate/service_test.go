package migrate_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/clocktest"
	"example.com/dwcp/training/internal/migrate"
)

var start = time.Date(2026, 1, 6, 8, 0, 0, 0, time.UTC)

// fakeCluster moves VMs when the test says so.
type fakeCluster struct {
	vms        map[string]dwcp.VM
	migrations map[string]dwcp.Migration
	started    []string
	// refuse is what StartMigration answers, if it is set; loseAnswer starts the migration nevertheless.
	refuse     error
	loseAnswer bool
	isAway     bool
}

func newCluster(ids ...string) *fakeCluster {
	c := &fakeCluster{vms: map[string]dwcp.VM{}, migrations: map[string]dwcp.Migration{}}
	for _, id := range ids {
		c.vms[id] = dwcp.VM{ID: id, Status: dwcp.VMRunning, Node: "worker-1"}
	}
	return c
}

func (c *fakeCluster) VM(_ context.Context, id string) (dwcp.VM, error) {
	if c.isAway {
		return dwcp.VM{}, errors.New("connection refused")
	}
	vm, ok := c.vms[id]
	if !ok {
		return dwcp.VM{}, &dwcp.Error{Code: dwcp.CodeVMNotFound, Status: 404}
	}
	return vm, nil
}

func (c *fakeCluster) StartMigration(_ context.Context, want dwcp.MigrationRequest) (string, error) {
	if c.refuse != nil && !c.loseAnswer {
		return "", c.refuse
	}
	id := fmt.Sprintf("mig-%d", len(c.started)+1)
	c.started = append(c.started, want.VM)
	vm := c.vms[want.VM]
	c.migrations[id] = dwcp.Migration{
		ID: id, VM: want.VM, Status: dwcp.MigrationInProgress, Source: vm.Node, Target: want.Target,
	}
	vm.Status = dwcp.VMMigrating
	c.vms[want.VM] = vm
	return id, c.refuse
}

func (c *fakeCluster) Migration(_ context.Context, id string) (dwcp.Migration, error) {
	migration, ok := c.migrations[id]
	if !ok {
		return migration, &dwcp.Error{Code: dwcp.CodeMigrationNotFound, Status: 404}
	}
	return migration, nil
}

func (c *fakeCluster) MigrationOf(_ context.Context, vm string) (*dwcp.Migration, error) {
	for _, migration := range c.migrations {
		if migration.VM == vm && migration.Status == dwcp.MigrationInProgress {
			return &migration, nil
		}
	}
	return nil, nil
}

// end ends the migration of a VM; with a code it fails.
func (c *fakeCluster) end(vmID string, code dwcp.Code) {
	for id, migration := range c.migrations {
		if migration.VM != vmID || migration.Status != dwcp.MigrationInProgress {
			continue
		}
		vm := c.vms[vmID]
		vm.Status = dwcp.VMRunning
		if code == "" {
			migration.Status, vm.Node = dwcp.MigrationCompleted, migration.Target
		} else {
			migration.Status, migration.Error.Code = dwcp.MigrationFailed, code
		}
		c.migrations[id], c.vms[vmID] = migration, vm
	}
}

func newService(cluster *fakeCluster, state migrate.State) (*migrate.Service, *clocktest.Clock) {
	clock := clocktest.New(start)
	return &migrate.Service{
		Cluster: cluster, Clock: clock, State: state, AtOnce: 2, Attempts: 3, Pause: 10 * time.Second,
		Log: func(string) {},
	}, clock
}

func round(t *testing.T, service *migrate.Service, wishes ...migrate.Wish) {
	t.Helper()
	if err := service.Round(context.Background(), wishes); err != nil {
		t.Fatal(err)
	}
}

func wish(vm, node string) migrate.Wish { return migrate.Wish{VM: vm, Node: node} }

func TestBringsAVMToWhereItIsWanted(t *testing.T) {
	cluster := newCluster("web-1")
	service, _ := newService(cluster, migrate.State{})
	round(t, service, wish("web-1", "worker-2"))
	if phase := service.State["web-1"].Phase; phase != migrate.Moving {
		t.Errorf("it is %s, want moving", phase)
	}
	round(t, service, wish("web-1", "worker-2"))
	cluster.end("web-1", "")
	round(t, service, wish("web-1", "worker-2"))
	round(t, service, wish("web-1", "worker-2"))
	if phase := service.State["web-1"].Phase; phase != migrate.Placed {
		t.Errorf("it is %s, want placed", phase)
	}
	if len(cluster.started) != 1 {
		t.Errorf("%d migrations were started, want 1", len(cluster.started))
	}
}

func TestMovesNoMoreThanItMayAtOnce(t *testing.T) {
	cluster := newCluster("a", "b", "c", "d")
	service, _ := newService(cluster, migrate.State{})
	wishes := []migrate.Wish{wish("a", "w"), wish("b", "w"), wish("c", "w"), wish("d", "w")}
	// Somebody else moves the last one there already.
	if _, err := cluster.StartMigration(context.Background(), dwcp.MigrationRequest{VM: "d", Target: "w"}); err != nil {
		t.Fatal(err)
	}
	round(t, service, wishes...)
	if want := []string{"d", "a"}; !reflect.DeepEqual(cluster.started, want) {
		t.Errorf("started %v, want %v", cluster.started, want)
	}
}

// region: restart

func TestSurvivesARestartAtAnyMoment(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	tests := []struct {
		name string
		// state is what the new process finds on the disk.
		state func(before migrate.State) migrate.State
	}{
		{"after the state was saved", func(before migrate.State) migrate.State { return before }},
		{"before the state was saved", func(migrate.State) migrate.State { return migrate.State{} }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cluster := newCluster("web-1")
			first, _ := newService(cluster, migrate.State{})
			round(t, first, wish("web-1", "worker-2"))
			if err := test.state(first.State).Save(file); err != nil {
				t.Fatal(err)
			}
			state, err := migrate.LoadState(file)
			if err != nil {
				t.Fatal(err)
			}
			second, _ := newService(cluster, state)
			round(t, second, wish("web-1", "worker-2"))
			if entry := second.State["web-1"]; entry.Phase != migrate.Moving || entry.Migration != "mig-1" {
				t.Errorf("after the restart it is %+v, want moving with mig-1", entry)
			}
			if len(cluster.started) != 1 {
				t.Errorf("%d migrations were started, want 1", len(cluster.started))
			}
		})
	}
}

// endregion

func TestAdoptsAMigrationWhoseAnswerWasLost(t *testing.T) {
	cluster := newCluster("web-1")
	cluster.loseAnswer = true
	cluster.refuse = &dwcp.OutcomeUnknownError{Method: "POST", Path: "/v3/migrations", Err: errors.New("EOF")}
	service, _ := newService(cluster, migrate.State{})
	round(t, service, wish("web-1", "worker-2"))
	round(t, service, wish("web-1", "worker-2"))
	if entry := service.State["web-1"]; entry.Migration != "mig-1" || len(cluster.started) != 1 {
		t.Errorf("it is %+v after %d starts, want mig-1 after one", entry, len(cluster.started))
	}
}

func TestTriesAgainLaterAndLater(t *testing.T) {
	cluster := newCluster("web-1")
	service, clock := newService(cluster, migrate.State{})
	var startedAt []time.Duration
	for i := 0; i < 60; i++ {
		before := len(cluster.started)
		round(t, service, wish("web-1", "worker-2"))
		if len(cluster.started) > before {
			startedAt = append(startedAt, clock.Now().Sub(start))
		}
		cluster.end("web-1", "MIGRATION_NOT_CONVERGING")
		if err := clock.Sleep(context.Background(), time.Second); err != nil {
			t.Fatal(err)
		}
	}
	if want := []time.Duration{0, 11 * time.Second, 32 * time.Second}; !reflect.DeepEqual(startedAt, want) {
		t.Errorf("started at %v, want %v", startedAt, want)
	}
	entry := service.State["web-1"]
	if entry.Phase != migrate.Failed || entry.Reason != "MIGRATION_NOT_CONVERGING, after 3 attempts" {
		t.Errorf("it is %+v, want failed after 3 attempts", entry)
	}
	round(t, service, wish("web-1", "worker-3"))
	if phase := service.State["web-1"].Phase; phase != migrate.Moving {
		t.Errorf("with another wish it is %s, want moving", phase)
	}
}

func TestSortsRefusals(t *testing.T) {
	refusal := func(code dwcp.Code) error { return &dwcp.Error{Code: code} }
	tests := []struct {
		refuse error
		phase  migrate.Phase
		isErr  bool
	}{
		{refusal("PLACEMENT_FAILED"), migrate.Failed, false},
		{refusal("INSUFFICIENT_RESOURCES"), migrate.Waiting, false},
		{refusal("MIGRATION_IN_PROGRESS"), migrate.Pending, false},
		{&dwcp.GivenUpError{Attempts: 6, Last: refusal("QUORUM_LOST")}, migrate.Pending, true},
		{errors.New("no route to host"), migrate.Pending, true},
	}
	for _, test := range tests {
		t.Run(test.refuse.Error(), func(t *testing.T) {
			cluster := newCluster("web-1")
			cluster.refuse = test.refuse
			service, _ := newService(cluster, migrate.State{})
			err := service.Round(context.Background(), []migrate.Wish{wish("web-1", "worker-2")})
			if (err != nil) != test.isErr {
				t.Errorf("the error is %v", err)
			}
			if phase := service.State["web-1"].Phase; phase != test.phase {
				t.Errorf("it is %s, want %s", phase, test.phase)
			}
		})
	}
}

func TestWaitsForAMoveElsewhere(t *testing.T) {
	cluster := newCluster("web-1")
	if _, err := cluster.StartMigration(context.Background(), dwcp.MigrationRequest{VM: "web-1", Target: "worker-9"}); err != nil {
		t.Fatal(err)
	}
	service, clock := newService(cluster, migrate.State{})
	round(t, service, wish("web-1", "worker-2"))
	if entry := service.State["web-1"]; entry.Phase != migrate.Waiting || entry.Attempts != 0 {
		t.Errorf("it is %+v, want waiting without an attempt", entry)
	}
	cluster.end("web-1", "")
	if err := clock.Sleep(context.Background(), 10*time.Second); err != nil {
		t.Fatal(err)
	}
	round(t, service, wish("web-1", "worker-2"))
	if phase := service.State["web-1"].Phase; phase != migrate.Moving {
		t.Errorf("it is %s, want moving", phase)
	}
}

func TestLeavesItsMemoryAloneWhenTheClusterIsAway(t *testing.T) {
	cluster := newCluster("web-1")
	service, _ := newService(cluster, migrate.State{})
	round(t, service, wish("web-1", "worker-2"))
	before := service.State["web-1"]
	cluster.isAway = true
	if err := service.Round(context.Background(), []migrate.Wish{wish("web-1", "worker-2")}); err == nil {
		t.Error("there is no error")
	}
	if after := service.State["web-1"]; after != before {
		t.Errorf("it is %+v, was %+v", after, before)
	}
}

func TestRefusesADamagedStateFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	if err := os.WriteFile(file, []byte(`{"web-1": {"phase": "mov`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := migrate.LoadState(file); err == nil || !strings.Contains(err.Error(), "is damaged") {
		t.Errorf("the error is %v", err)
	}
}

func TestLeavesOneFile(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "state.json")
	for _, phase := range []migrate.Phase{migrate.Pending, migrate.Placed} {
		if err := (migrate.State{"web-1": {Phase: phase}}).Save(file); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 1 {
		t.Errorf("the folder has %v (%v), want one file", files, err)
	}
	state, err := migrate.LoadState(file)
	if err != nil || state["web-1"].Phase != migrate.Placed {
		t.Errorf("read %v (%v)", state, err)
	}
}
