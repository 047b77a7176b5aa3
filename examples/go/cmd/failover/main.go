// Command failover watches a region and moves VMs out of it when it is lost. Without -apply it only says what it would do.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"time"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/failover"
	"example.com/dwcp/training/internal/fleet"
	"example.com/dwcp/training/internal/program"
)

type settings struct {
	region   string
	minReady float64
	interval time.Duration
	atOnce   int
	apply    bool
	isOnce   bool
}

func main() { program.Main(run) }

func run(ctx context.Context) error {
	var s settings
	flag.StringVar(&s.region, "region", "", "region to watch")
	fleetFile := flag.String("fleet", "fleet.json", `file with the VMs to look after: [{"vm_id": "web-1", "priority": 1}]`)
	flag.Float64Var(&s.minReady, "min-ready", 0.5, "share of the workers that must be ready, 0 to 1")
	flag.DurationVar(&s.interval, "interval", 5*time.Second, "pause between two observations")
	window := flag.Int("window", 5, "observations that count")
	quorum := flag.Int("quorum", 4, "observations that must agree")
	holdDown := flag.Duration("hold-down", time.Minute, "how long they must agree")
	flag.IntVar(&s.atOnce, "at-once", 2, "VMs that may move at a time")
	flag.BoolVar(&s.apply, "apply", false, "move VMs; without it, only say what would be moved")
	flag.BoolVar(&s.isOnce, "once", false, "end after the first failover")
	flag.Parse()
	if s.region == "" || flag.NArg() > 0 || *quorum > *window || 2**quorum <= *window || s.atOnce < 1 {
		return &program.UsageError{Message: "Name a region; the quorum is more than half of the window, and no more than all."}
	}
	members, err := fleet.Load(*fleetFile)
	if err != nil {
		return err
	}
	client, err := program.Client()
	if err != nil {
		return err
	}
	decider := &failover.Decider{Window: *window, Quorum: *quorum, HoldDown: *holdDown}
	return watch(ctx, client, decider, members, s)
}

// region: watch

// watch observes until it is stopped. An observation that fails is one that says nothing: the region may be well, and
// the observer the one that is cut off.
func watch(
	ctx context.Context, client *dwcp.Client, decider *failover.Decider, members []fleet.Member, s settings,
) error {
	clock := dwcp.SystemClock{}
	last := failover.Sight("")
	for {
		sight, nodes := observe(ctx, client, s)
		if sight != last {
			log.Printf("%s is %s", s.region, sight)
			last = sight
		}
		if decider.Observe(sight, clock.Now()) {
			if err := failOver(ctx, client, nodes, members, s); err != nil || s.isOnce {
				return err
			}
		}
		if err := clock.Sleep(ctx, s.interval); err != nil {
			return err
		}
	}
}

func observe(ctx context.Context, client *dwcp.Client, s settings) (failover.Sight, []dwcp.Node) {
	ctx, cancel := context.WithTimeout(ctx, s.interval)
	defer cancel()
	status, err := client.ClusterStatus(ctx)
	if err != nil || status.Status == "unavailable" {
		return failover.Unknown, nil
	}
	nodes, err := client.Nodes("").All(ctx)
	if err != nil {
		return failover.Unknown, nil
	}
	return failover.Look(nodes, s.region, s.minReady), nodes
}

// endregion

func failOver(
	ctx context.Context, client *dwcp.Client, nodes []dwcp.Node, members []fleet.Member, s settings,
) error {
	vms, missing, err := fleet.Read(ctx, client, members)
	if err != nil {
		return err
	}
	plan := failover.MakePlan(s.region, nodes, vms, members)
	for _, id := range missing {
		log.Printf("%s: does not exist", id)
	}
	for _, id := range plan.Stranded {
		log.Printf("%s: stranded; fence its host, then make it anew from its backup", id)
	}
	if !s.apply {
		for _, move := range plan.Moves {
			fmt.Printf("would move %s from %s to %s\n", move.VM, move.From, first(move.Targets))
		}
		return nil
	}
	return failover.Execute(ctx, client, plan.Moves, s.atOnce, func(result failover.Result) {
		if result.Err != nil {
			log.Printf("%s: %v", result.VM, result.Err)
			return
		}
		fmt.Printf("moved %s to %s\n", result.VM, result.Target)
	})
}

func first(targets []string) string {
	if len(targets) == 0 {
		return "nowhere, since no worker of another region is ready"
	}
	return targets[0]
}
