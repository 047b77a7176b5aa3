// Command balancer moves VMs from full workers to empty ones. Without -apply it says what it would move, and ends.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"time"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/balance"
	"example.com/dwcp/training/internal/fleet"
	"example.com/dwcp/training/internal/parallel"
	"example.com/dwcp/training/internal/program"
)

// movesAtOnce is how many moves of a round are made at the same time.
const movesAtOnce = 2

func main() { program.Main(run) }

func run(ctx context.Context) error {
	var limits balance.Limits
	fleetFile := flag.String("fleet", "fleet.json", `file with the VMs that may be moved: [{"vm_id": "web-1"}]`)
	flag.Float64Var(&limits.High, "high", 0.8, "use of a worker above which balancing begins, 0 to 1")
	flag.Float64Var(&limits.Low, "low", 0.6, "use at which it ends")
	flag.IntVar(&limits.Moves, "moves", 3, "most moves of a round")
	interval := flag.Duration("interval", 30*time.Second, "pause between two rounds")
	rounds := flag.Int("rounds", 0, "end after so many rounds; 0 goes on until it is stopped")
	apply := flag.Bool("apply", false, "move VMs; without it, only say what would be moved")
	flag.Parse()
	if flag.NArg() > 0 || limits.Low >= limits.High || limits.Low <= 0 || limits.Moves < 1 {
		return &program.UsageError{Message: "The limits are 0 < low < high, and a round has at least one move."}
	}
	members, err := fleet.Load(*fleetFile)
	if err != nil {
		return err
	}
	client, err := program.Client()
	if err != nil {
		return err
	}
	balancer := &balance.Balancer{Limits: limits}
	clock := dwcp.SystemClock{}
	for round := 1; ; round++ {
		moves, err := plan(ctx, client, balancer, members)
		if err != nil {
			return err
		}
		if !*apply {
			for _, move := range moves {
				fmt.Printf("would move %s from %s to %s\n", move.VM, move.From, move.To)
			}
			return nil
		}
		if err := makeMoves(ctx, client, moves); err != nil || round == *rounds {
			return err
		}
		if err := clock.Sleep(ctx, *interval); err != nil {
			return err
		}
	}
}

// plan reads the cluster and asks the balancer.
func plan(
	ctx context.Context, client *dwcp.Client, balancer *balance.Balancer, members []fleet.Member,
) ([]balance.Move, error) {
	nodes, err := client.Nodes("").All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list nodes: %w", err)
	}
	vms, missing, err := fleet.Read(ctx, client, members)
	if err != nil {
		return nil, err
	}
	for _, id := range missing {
		log.Printf("%s: does not exist", id)
	}
	return balancer.Round(nodes, vms), nil
}

// makeMoves makes the moves of a round. One that fails is logged: the next round plans from what is there by then.
func makeMoves(ctx context.Context, client *dwcp.Client, moves []balance.Move) error {
	return parallel.ForEach(ctx, movesAtOnce, moves, func(ctx context.Context, move balance.Move) error {
		id, err := client.StartMigration(ctx, dwcp.MigrationRequest{VM: move.VM, Target: move.To})
		if err == nil {
			_, err = client.FollowMigration(ctx, id, time.Second, func(dwcp.Migration) {})
		}
		if err != nil {
			log.Printf("%s stays on %s: %v", move.VM, move.From, err)
			return ctx.Err()
		}
		fmt.Printf("moved %s from %s to %s\n", move.VM, move.From, move.To)
		return nil
	})
}
