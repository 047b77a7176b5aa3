package balance_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/balance"
)

// cluster has workers of 100 GB; each list holds the memory of the VMs on a worker in GB.
func cluster(memory ...[]float64) ([]dwcp.Node, []dwcp.VM) {
	var nodes []dwcp.Node
	var vms []dwcp.VM
	for i, sizes := range memory {
		id := fmt.Sprintf("worker-%d", i+1)
		nodes = append(nodes, dwcp.Node{
			ID: id, Type: "worker", Status: "ready", Region: "west", Resources: dwcp.Resources{MemoryGB: 100},
		})
		for j, size := range sizes {
			vms = append(vms, dwcp.VM{
				ID: fmt.Sprintf("vm-%d%c", i+1, 'a'+j), Node: id, Status: dwcp.VMRunning,
				Resources: dwcp.Resources{MemoryGB: size},
			})
		}
	}
	return nodes, vms
}

func describe(moves []balance.Move) string {
	var texts []string
	for _, move := range moves {
		texts = append(texts, move.VM+" to "+move.To)
	}
	return strings.Join(texts, ", ")
}

func TestMovesFromFullToEmpty(t *testing.T) {
	tests := []struct {
		name   string
		memory [][]float64
		want   string
	}{
		{"nothing above the high limit", [][]float64{{40, 39}, {}}, ""},
		{"until none is above the low one", [][]float64{{30, 30, 30}, {}}, "vm-1a to worker-2"},
		{"to the emptiest", [][]float64{{30, 30, 30}, {20}, {10}}, "vm-1a to worker-3"},
		{"not more than allowed in a round", [][]float64{{10, 10, 10, 10, 10, 10, 10, 10, 10}, {}}, "vm-1a to worker-2, vm-1b to worker-2"},
		{"nothing that would fill its target", [][]float64{{90}, {}}, ""},
		{"a smaller one where the largest does not fit", [][]float64{{70, 20}, {40}}, "vm-1b to worker-2"},
		{"nothing with one worker", [][]float64{{90}}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			balancer := &balance.Balancer{Limits: balance.Limits{High: 0.8, Low: 0.6, Moves: 2}}
			if moves := describe(balancer.Round(cluster(test.memory...))); moves != test.want {
				t.Errorf("it moves %q, want %q", moves, test.want)
			}
		})
	}
}

func TestGoesOnBetweenTheLimitsOnlyIfItHasBegun(t *testing.T) {
	between := [][]float64{{35, 35}, {}}
	fresh := &balance.Balancer{Limits: balance.Limits{High: 0.8, Low: 0.6, Moves: 2}}
	if moves := fresh.Round(cluster(between...)); len(moves) > 0 {
		t.Errorf("it begins with %v", moves)
	}
	working := &balance.Balancer{Limits: balance.Limits{High: 0.8, Low: 0.6, Moves: 2}}
	working.Round(cluster([]float64{85}, []float64{}))
	if moves := describe(working.Round(cluster(between...))); moves != "vm-1a to worker-2" {
		t.Errorf("it moves %q, want it to go on", moves)
	}
}

func TestComesToRest(t *testing.T) {
	nodes, vms := cluster([]float64{10, 10, 10, 10, 10, 10, 10, 10, 10}, nil, nil)
	balancer := &balance.Balancer{Limits: balance.Limits{High: 0.8, Low: 0.6, Moves: 2}}
	total := 0
	for round := 0; round < 20; round++ {
		moves := balancer.Round(nodes, vms)
		total += len(moves)
		for _, move := range moves {
			for i := range vms {
				if vms[i].ID == move.VM {
					vms[i].Node = move.To
				}
			}
		}
	}
	if total != 3 {
		t.Errorf("%d moves in 20 rounds, want 3: from 90 to 60 per cent in steps of 10", total)
	}
}

func TestKeepsToRegionsAndStates(t *testing.T) {
	nodes, vms := cluster([]float64{30, 30, 30}, nil)
	nodes[1].Region = "east"
	vms[0].Placement.Region = "west"
	vms[1].Status = dwcp.VMMigrating
	balancer := &balance.Balancer{Limits: balance.Limits{High: 0.8, Low: 0.6, Moves: 2}}
	want := []balance.Move{{VM: "vm-1c", From: "worker-1", To: "worker-2"}}
	if moves := balancer.Round(nodes, vms); !reflect.DeepEqual(moves, want) {
		t.Errorf("it moves %v, want %v", moves, want)
	}
	nodes[1].Status = "draining"
	if moves := balancer.Round(nodes, vms); moves != nil {
		t.Errorf("it moves %v to a worker that is being emptied", moves)
	}
}
