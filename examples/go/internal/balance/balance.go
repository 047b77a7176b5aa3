// Package balance moves VMs from full workers to empty ones.
package balance

import (
	"sort"

	"example.com/dwcp/training/dwcp"
)

// Limits say when and how far to balance. Use is the share of the memory of a worker that the known VMs have, 0 to 1.
type Limits struct {
	// High begins a round of balancing, and Low ends it. Between the two a balancer goes on with what it does.
	High, Low float64
	// Moves is the most that are made in one round.
	Moves int
}

// Move is one VM that goes from a full worker to an empty one.
type Move struct {
	VM, From, To string
}

// Balancer decides round by round. Its only memory is whether it is at work.
type Balancer struct {
	Limits Limits
	active bool
}

// worker is a ready worker during the planning of a round.
type worker struct {
	id, region string
	memory     float64
	used       float64
	vms        []dwcp.VM
}

func (w *worker) use() float64 { return w.used / w.memory }

// region: balance

// Round says what to move now. It begins when a worker is above High, and goes on until none is above Low: with one
// limit alone, a worker at the limit would gain and lose the same VM for ever. A move never lifts its target above Low.
func (b *Balancer) Round(nodes []dwcp.Node, vms []dwcp.VM) []Move {
	workers := readyWorkers(nodes, vms)
	if len(workers) < 2 {
		return nil
	}
	var moves []Move
	for len(moves) < b.Limits.Moves {
		sort.Slice(workers, func(i, j int) bool { return fuller(workers[i], workers[j]) })
		fullest := workers[0]
		if fullest.use() > b.Limits.High {
			b.active = true
		}
		if fullest.use() <= b.Limits.Low {
			b.active = false
		}
		if !b.active {
			break
		}
		move, found := b.relieve(fullest, workers)
		if !found {
			break
		}
		moves = append(moves, move)
	}
	return moves
}

// endregion

// region: relieve

// relieve takes the largest VM of a full worker that fits, and puts it on the emptiest worker that it may go to.
func (b *Balancer) relieve(full *worker, workers []*worker) (Move, bool) {
	sort.Slice(full.vms, func(i, j int) bool { return larger(full.vms[i], full.vms[j]) })
	for i, vm := range full.vms {
		for j := len(workers) - 1; j > 0; j-- {
			target := workers[j]
			after := (target.used + vm.Resources.MemoryGB) / target.memory
			isAllowed := vm.Placement.Region == "" || vm.Placement.Region == target.region
			if vm.Status != dwcp.VMRunning || !isAllowed || after > b.Limits.Low {
				continue
			}
			full.used -= vm.Resources.MemoryGB
			target.used += vm.Resources.MemoryGB
			full.vms = append(full.vms[:i], full.vms[i+1:]...)
			return Move{VM: vm.ID, From: full.id, To: target.id}, true
		}
	}
	return Move{}, false
}

// endregion

// readyWorkers are the workers that take VMs, with the known VMs on them.
func readyWorkers(nodes []dwcp.Node, vms []dwcp.VM) []*worker {
	byID := map[string]*worker{}
	var workers []*worker
	for _, node := range nodes {
		if node.Type != "worker" || node.Status != "ready" || node.Resources.MemoryGB <= 0 {
			continue
		}
		byID[node.ID] = &worker{id: node.ID, region: node.Region, memory: node.Resources.MemoryGB}
		workers = append(workers, byID[node.ID])
	}
	for _, vm := range vms {
		if host := byID[vm.Node]; host != nil {
			host.used += vm.Resources.MemoryGB
			host.vms = append(host.vms, vm)
		}
	}
	return workers
}

// fuller orders workers by use, and by identifier where it is the same, so that the same cluster gives the same plan.
func fuller(a, b *worker) bool {
	if a.use() != b.use() {
		return a.use() > b.use()
	}
	return a.id < b.id
}

func larger(a, b dwcp.VM) bool {
	if a.Resources.MemoryGB != b.Resources.MemoryGB {
		return a.Resources.MemoryGB > b.Resources.MemoryGB
	}
	return a.ID < b.ID
}
