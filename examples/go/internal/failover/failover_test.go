package failover_test

import (
	"context"
	"reflect"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/failover"
	"example.com/dwcp/training/internal/fleet"
)

var start = time.Date(2026, 1, 6, 8, 0, 0, 0, time.UTC)

// region: decider-test

func TestFiresOnlyWhenManyAgreeForLong(t *testing.T) {
	// One letter is one observation, 5 s after the one before: u is up, d is down, ? is unknown.
	sights := map[rune]failover.Sight{'u': failover.Up, 'd': failover.Down, '?': failover.Unknown}
	tests := []struct {
		name     string
		observed string
		fires    []int
	}{
		{"a region that is well", "uuuuuuuuuuuuuuu", nil},
		{"one worker restarts", "uuuuuddduuuuuuu", nil},
		{"a region that is lost", "uuuuudddddddd", []int{12}},
		{"a link that flaps", "uududduddududuudd", nil},
		{"an observer that is cut off", "uuuuu??????????", nil},
		{"one answer is lost on the way", "uuuuudd?dddddd", []int{13}},
		{"fires once", "dddddddddddddddd", []int{7}},
		{"lost, back, and lost again", "dddddddduuuuuuuuuudddddddd", []int{7, 25}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			decider := &failover.Decider{Window: 5, Quorum: 4, HoldDown: 20 * time.Second}
			var fires []int
			for i, letter := range test.observed {
				if decider.Observe(sights[letter], start.Add(time.Duration(i)*5*time.Second)) {
					fires = append(fires, i)
				}
			}
			if !reflect.DeepEqual(fires, test.fires) {
				t.Errorf("it fires at %v, want %v", fires, test.fires)
			}
		})
	}
}

// endregion

func node(id, region, status string, vms int) dwcp.Node {
	return dwcp.Node{ID: id, Type: "worker", Region: region, Status: status, VMs: vms}
}

func TestLooksAtTheWorkersOfARegion(t *testing.T) {
	controller := dwcp.Node{ID: "controller-1", Type: "controller", Region: "west", Status: "ready"}
	tests := []struct {
		name  string
		nodes []dwcp.Node
		want  failover.Sight
	}{
		{"all ready", []dwcp.Node{node("a", "west", "ready", 0), node("b", "west", "ready", 0)}, failover.Up},
		{"half of them", []dwcp.Node{node("a", "west", "ready", 0), node("b", "west", "unreachable", 0)}, failover.Up},
		{"a controller does not count", []dwcp.Node{controller, node("a", "west", "unreachable", 0)}, failover.Down},
		{"no such region", []dwcp.Node{node("a", "east", "ready", 0)}, failover.Unknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if sight := failover.Look(test.nodes, "west", 0.5); sight != test.want {
				t.Errorf("it is %s, want %s", sight, test.want)
			}
		})
	}
}

func TestPlansByPriorityAndSpreadsTheLoad(t *testing.T) {
	nodes := []dwcp.Node{
		node("west-1", "west", "quarantined", 3), node("west-2", "west", "unreachable", 1),
		node("east-1", "east", "ready", 2), node("east-2", "east", "ready", 1), node("east-3", "east", "draining", 0),
		{ID: "controller-1", Type: "controller", Region: "east", Status: "ready"},
	}
	vms := []dwcp.VM{
		{ID: "batch", Node: "west-1"}, {ID: "shop", Node: "west-1"}, {ID: "mail", Node: "west-1"},
		{ID: "gone", Node: "west-2"}, {ID: "safe", Node: "east-1"},
	}
	members := []fleet.Member{
		{VM: "batch", Priority: 9}, {VM: "shop", Priority: 1}, {VM: "mail", Priority: 5}, {VM: "gone", Priority: 1},
	}
	plan := failover.MakePlan("west", nodes, vms, members)
	want := failover.Plan{
		Moves: []failover.Move{
			{VM: "shop", From: "west-1", Targets: []string{"east-2", "east-1"}},
			{VM: "mail", From: "west-1", Targets: []string{"east-2", "east-1"}},
			{VM: "batch", From: "west-1", Targets: []string{"east-1", "east-2"}},
		},
		Stranded: []string{"gone"},
	}
	if !reflect.DeepEqual(plan, want) {
		t.Errorf("the plan is %+v, want %+v", plan, want)
	}
}

// fakeMover takes VMs on every worker but the full ones, and counts how many move at the same time.
type fakeMover struct {
	guard        sync.Mutex
	full         map[string]bool
	moving, most int
}

func (m *fakeMover) StartMigration(_ context.Context, want dwcp.MigrationRequest) (string, error) {
	if want.VM == "pinned" {
		return "", &dwcp.Error{Code: dwcp.CodePlacementFailed}
	}
	if m.full[want.Target] {
		return "", &dwcp.Error{Code: dwcp.CodeInsufficientResources}
	}
	return want.VM, nil
}

func (m *fakeMover) FollowMigration(
	context.Context, string, time.Duration, func(dwcp.Migration),
) (dwcp.Migration, error) {
	m.guard.Lock()
	m.moving++
	if m.moving > m.most {
		m.most = m.moving
	}
	m.guard.Unlock()
	time.Sleep(2 * time.Millisecond)
	m.guard.Lock()
	m.moving--
	m.guard.Unlock()
	return dwcp.Migration{}, nil
}

func TestMovesAllThatCanBeMoved(t *testing.T) {
	mover := &fakeMover{full: map[string]bool{"east-1": true}}
	targets := []string{"east-1", "east-2"}
	moves := []failover.Move{
		{VM: "a", Targets: targets}, {VM: "pinned", Targets: targets}, {VM: "b", Targets: targets},
		{VM: "nowhere"}, {VM: "c", Targets: targets}, {VM: "stuck", Targets: targets[:1]}, {VM: "d", Targets: targets},
	}
	var moved, stayed []string
	err := failover.Execute(context.Background(), mover, moves, 2, func(result failover.Result) {
		if result.Err != nil {
			stayed = append(stayed, result.VM)
		} else {
			moved = append(moved, result.VM+" to "+result.Target)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(moved)
	sort.Strings(stayed)
	if got, want := strings.Join(moved, ", "), "a to east-2, b to east-2, c to east-2, d to east-2"; got != want {
		t.Errorf("moved %s, want %s", got, want)
	}
	if got, want := strings.Join(stayed, ", "), "nowhere, pinned, stuck"; got != want {
		t.Errorf("stayed %s, want %s", got, want)
	}
	if mover.most > 2 {
		t.Errorf("%d moved at a time, want 2 at most", mover.most)
	}
}
