// Package integration tests the client and the programs against a running training cluster, the one of DWCP_URL. Without
// that variable its tests are skipped.
package integration

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/balance"
	"example.com/dwcp/training/internal/failover"
	"example.com/dwcp/training/internal/fleet"
	"example.com/dwcp/training/internal/migrate"
	"example.com/dwcp/training/internal/telemetry"
)

// look is the pause between two looks at a cluster that runs sixty times as fast as life.
const look = 100 * time.Millisecond

// connect returns a client of the cluster that is being tested, and a context that ends before the test would.
func connect(t *testing.T) (context.Context, *dwcp.Client) {
	t.Helper()
	if os.Getenv("DWCP_URL") == "" {
		t.Skip("DWCP_URL names no cluster. Start one with: npm run cluster -- --speed 60")
	}
	client, err := dwcp.FromEnvironment(dwcp.WithTraceparent(telemetry.Traceparent))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx, client
}

// create makes a VM that is gone after the test, and waits until it runs.
func create(ctx context.Context, t *testing.T, client *dwcp.Client, name string, memoryGB float64, region string) dwcp.VM {
	t.Helper()
	spec := dwcp.VMSpec{
		Name: name, Image: "ubuntu-22.04", Resources: dwcp.Resources{CPU: 2, MemoryGB: memoryGB, DiskGB: 20},
	}
	if region != "" {
		spec.Placement = &dwcp.Placement{Region: region}
	}
	id, _, err := client.CreateVM(ctx, spec)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := client.DeleteVM(context.Background(), id); err != nil {
			t.Errorf("delete %s: %v", id, err)
		}
	})
	vm, err := client.WaitForVM(ctx, id, look)
	if err != nil {
		t.Fatal(err)
	}
	return vm
}

// place moves a VM to a worker, unless it is there.
func place(ctx context.Context, t *testing.T, client *dwcp.Client, vm dwcp.VM, worker string) {
	t.Helper()
	if vm.Node == worker {
		return
	}
	id, err := client.StartMigration(ctx, dwcp.MigrationRequest{VM: vm.ID, Target: worker})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.FollowMigration(ctx, id, look, func(dwcp.Migration) {}); err != nil {
		t.Fatal(err)
	}
}

func allNodes(ctx context.Context, t *testing.T, client *dwcp.Client) []dwcp.Node {
	t.Helper()
	nodes, err := client.Nodes("").All(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return nodes
}

func TestErrorsOfTheCluster(t *testing.T) {
	ctx, client := connect(t)
	_, err := client.VM(ctx, "no-such-vm")
	var refusal *dwcp.Error
	if !errors.As(err, &refusal) || refusal.Code != dwcp.CodeVMNotFound || refusal.Status != 404 ||
		refusal.Detail("vm_id") != "no-such-vm" || !strings.HasPrefix(refusal.RequestID, "req-") {
		t.Errorf("the error is %+v", err)
	}
	stranger, err := dwcp.New(os.Getenv("DWCP_URL"), dwcp.Credentials{Username: "operator", Password: "wrong"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stranger.ClusterStatus(ctx); dwcp.CodeOf(err) != dwcp.CodeUnauthenticated {
		t.Errorf("with a wrong password the error is %v", err)
	}
	status, err := client.ClusterStatus(ctx)
	if err != nil || status.Workers.Total != 10 || status.Controllers.Leader == nil {
		t.Errorf("the status is %+v (%v)", status, err)
	}
}

func TestTraceReachesTheCluster(t *testing.T) {
	ctx, client := connect(t)
	vm := create(ctx, t, client, "go-traced", 2, "")
	now, err := telemetry.ClusterTime(ctx, func(ctx context.Context, out any) error {
		return client.Read(ctx, "/training/time", nil, out)
	})
	if err != nil {
		t.Fatal(err)
	}
	recorder := telemetry.New("go-mover", now)
	work, span := recorder.Start(ctx, "move-vm")
	target := "worker-5"
	if vm.Node == target {
		target = "worker-6"
	}
	place(work, t, client, vm, target)
	span.End(nil)
	recorder.Add("go_mover_moves_total", "completed", 1)
	if err := recorder.Report(ctx, client); err != nil {
		t.Fatal(err)
	}
	var trace json.RawMessage
	if err := client.Read(ctx, "/training/traces", url.Values{"trace": {span.TraceID()}}, &trace); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"move-vm"`, `"vm_migration_request"`, `"go-mover"`} {
		if !strings.Contains(string(trace), want) {
			t.Errorf("%s is missing in the trace", want)
		}
	}
	// A report whose answer was lost is sent again, and the cluster keeps each span once.
	if count := strings.Count(string(trace), `"move-vm"`); count != 1 {
		t.Errorf("the span is there %d times", count)
	}
}

func TestMigrationServiceSurvivesARestart(t *testing.T) {
	ctx, client := connect(t)
	file := filepath.Join(t.TempDir(), "state.json")
	var wishes []migrate.Wish
	for i := 1; i <= 3; i++ {
		vm := create(ctx, t, client, fmt.Sprintf("go-wish-%d", i), 4, "")
		place(ctx, t, client, vm, "worker-2")
		wishes = append(wishes, migrate.Wish{VM: vm.ID, Node: "worker-3"})
	}
	for life := 1; ; life++ {
		state, err := migrate.LoadState(file)
		if err != nil {
			t.Fatal(err)
		}
		// Every process of the service lives for one round only.
		service := &migrate.Service{
			Cluster: client, Clock: dwcp.SystemClock{}, State: state, AtOnce: 2, Attempts: 3, Pause: look,
			Log: func(line string) { t.Logf("life %d: %s", life, line) },
		}
		if err := service.Round(ctx, wishes); err != nil {
			t.Fatal(err)
		}
		placed := 0
		for _, entry := range service.State {
			if entry.Phase == migrate.Placed {
				placed++
			}
		}
		if placed == len(wishes) {
			break
		}
		if err := service.State.Save(file); err != nil {
			t.Fatal(err)
		}
		if err := (dwcp.SystemClock{}).Sleep(ctx, look); err != nil {
			t.Fatal(err)
		}
	}
	moves := map[string]int{}
	migrations := client.Migrations("")
	for migrations.Next(ctx) {
		if migration := migrations.Value(); migration.Target == "worker-3" {
			moves[migration.VM]++
		}
	}
	if err := migrations.Err(); err != nil {
		t.Fatal(err)
	}
	for _, wish := range wishes {
		if moves[wish.VM] != 1 {
			t.Errorf("%s was moved %d times, want once", wish.VM, moves[wish.VM])
		}
	}
}

func TestBalancerRelievesAWorker(t *testing.T) {
	ctx, client := connect(t)
	var members []fleet.Member
	for i := 1; i <= 3; i++ {
		vm := create(ctx, t, client, fmt.Sprintf("go-load-%d", i), 4, "")
		place(ctx, t, client, vm, "worker-4")
		members = append(members, fleet.Member{VM: vm.ID})
	}
	vms, missing, err := fleet.Read(ctx, client, append(members, fleet.Member{VM: "go-load-9"}))
	if err != nil || len(missing) != 1 {
		t.Fatalf("missing are %v (%v)", missing, err)
	}
	// Three VMs of 4 GB on a worker of 128 GB are 9.4 per cent, one is 3.1.
	balancer := &balance.Balancer{Limits: balance.Limits{High: 0.09, Low: 0.04, Moves: 3}}
	moves := balancer.Round(allNodes(ctx, t, client), vms)
	if len(moves) != 2 {
		t.Fatalf("it plans %v, want two moves", moves)
	}
	for _, move := range moves {
		vm, err := client.VM(ctx, move.VM)
		if err != nil {
			t.Fatal(err)
		}
		place(ctx, t, client, vm, move.To)
	}
	vms, _, err = fleet.Read(ctx, client, members)
	if err != nil {
		t.Fatal(err)
	}
	if moves := balancer.Round(allNodes(ctx, t, client), vms); len(moves) != 0 {
		t.Errorf("it still plans %v", moves)
	}
}

func TestFailoverEmptiesARegion(t *testing.T) {
	ctx, client := connect(t)
	pinned := create(ctx, t, client, "go-pinned", 2, "ap-south")
	vm := create(ctx, t, client, "go-free", 2, "")
	place(ctx, t, client, vm, "worker-8")
	decider := &failover.Decider{Window: 3, Quorum: 2, HoldDown: 2 * look}
	if sight := failover.Look(allNodes(ctx, t, client), "ap-south", 0.5); sight != failover.Up {
		t.Fatalf("the region is %s at the start", sight)
	}
	lost := create(ctx, t, client, "go-lost", 2, "")
	place(ctx, t, client, lost, "worker-10")
	quarantine := map[string]any{"args": []string{
		"reputation", "quarantine", "--node", "worker-8", "--reason", "false_metrics",
	}}
	if err := client.Send(ctx, "/training/command", quarantine, false); err != nil {
		t.Fatal(err)
	}
	crash := map[string]string{"type": "crash", "node": "worker-10"}
	if err := client.Send(ctx, "/training/faults", crash, false); err != nil {
		t.Fatal(err)
	}
	var nodes []dwcp.Node
	for isLost := false; !isLost; {
		nodes = allNodes(ctx, t, client)
		isLost = decider.Observe(failover.Look(nodes, "ap-south", 0.5), time.Now())
		if err := (dwcp.SystemClock{}).Sleep(ctx, look); err != nil {
			t.Fatal(err)
		}
	}
	members := []fleet.Member{{VM: pinned.ID, Priority: 1}, {VM: vm.ID, Priority: 2}, {VM: lost.ID, Priority: 1}}
	vms, _, err := fleet.Read(ctx, client, members)
	if err != nil {
		t.Fatal(err)
	}
	plan := failover.MakePlan("ap-south", nodes, vms, members)
	if len(plan.Moves) != 2 || len(plan.Stranded) != 1 || plan.Stranded[0] != lost.ID {
		t.Fatalf("the plan is %+v", plan)
	}
	results := map[string]failover.Result{}
	err = failover.Execute(ctx, client, plan.Moves, 2, func(result failover.Result) { results[result.VM] = result })
	if err != nil {
		t.Fatal(err)
	}
	if result := results[vm.ID]; result.Err != nil || result.Target == "" {
		t.Errorf("%s: %+v", vm.ID, result)
	}
	if code := dwcp.CodeOf(results[pinned.ID].Err); code != dwcp.CodePlacementFailed {
		t.Errorf("the VM with a region rule gives %v, want PLACEMENT_FAILED", results[pinned.ID].Err)
	}
}
