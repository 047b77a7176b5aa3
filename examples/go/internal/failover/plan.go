package failover

import (
	"sort"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/fleet"
)

// Move is one VM with the workers that it can go to, the best first.
type Move struct {
	VM      string
	From    string
	Targets []string
}

// Plan is what a failover does.
type Plan struct {
	// Moves are in the order of priority.
	Moves []Move
	// Stranded are VMs on workers without contact. Their memory cannot be read, so they cannot be moved; and a second
	// one of the same name, started elsewhere while the first still runs, would be a split brain. A person has to fence
	// the host before the VM is made anew.
	Stranded []string
}

// region: plan

// MakePlan says what has to move out of a region, and where it can go. Targets are ready workers of other regions, those
// with the fewest VMs first, counting the moves planned so far.
func MakePlan(region string, nodes []dwcp.Node, vms []dwcp.VM, members []fleet.Member) Plan {
	byID := map[string]dwcp.Node{}
	load := map[string]int{}
	var targets []string
	for _, node := range nodes {
		byID[node.ID] = node
		load[node.ID] = node.VMs
		if node.Type == "worker" && node.Status == "ready" && node.Region != region {
			targets = append(targets, node.ID)
		}
	}
	var plan Plan
	for _, vm := range inOrder(vms, members) {
		host, known := byID[vm.Node]
		switch {
		case known && host.Region != region:
			continue
		case !known || host.Status == "unreachable":
			plan.Stranded = append(plan.Stranded, vm.ID)
			continue
		}
		sort.SliceStable(targets, func(i, j int) bool { return load[targets[i]] < load[targets[j]] })
		move := Move{VM: vm.ID, From: vm.Node, Targets: append([]string(nil), targets...)}
		if len(targets) > 0 {
			load[targets[0]]++
		}
		plan.Moves = append(plan.Moves, move)
	}
	return plan
}

// endregion

// inOrder sorts VMs by the priority of their members, and by identifier where it is the same.
func inOrder(vms []dwcp.VM, members []fleet.Member) []dwcp.VM {
	priority := map[string]int{}
	for _, member := range members {
		priority[member.VM] = member.Priority
	}
	sorted := append([]dwcp.VM(nil), vms...)
	sort.Slice(sorted, func(i, j int) bool {
		a, b := sorted[i].ID, sorted[j].ID
		if priority[a] != priority[b] {
			return priority[a] < priority[b]
		}
		return a < b
	})
	return sorted
}
