// Command migration-service brings VMs to the workers where a file wants them, and keeps them there.
package main

import (
	"context"
	"flag"
	"log"
	"time"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/migrate"
	"example.com/dwcp/training/internal/program"
)

func main() { program.Main(run) }

func run(ctx context.Context) error {
	wishes := flag.String("wishes", "wishes.json", `file that says what is wanted: [{"vm_id": "web-1", "node": "worker-2"}]`)
	stateFile := flag.String("state", "migration-state.json", "file that the service keeps its state in")
	atOnce := flag.Int("at-once", 2, "VMs that may move at a time")
	attempts := flag.Int("attempts", 5, "attempts for a VM before a person is asked")
	interval := flag.Duration("interval", 2*time.Second, "pause between two rounds")
	rounds := flag.Int("rounds", 0, "end after so many rounds; 0 goes on until it is stopped")
	flag.Parse()
	if flag.NArg() > 0 || *atOnce < 1 || *attempts < 1 {
		return &program.UsageError{Message: "The service takes flags only, and its limits are at least 1."}
	}
	client, err := program.Client()
	if err != nil {
		return err
	}
	state, err := migrate.LoadState(*stateFile)
	if err != nil {
		return err
	}
	service := &migrate.Service{
		Cluster: client, Clock: dwcp.SystemClock{}, State: state,
		AtOnce: *atOnce, Attempts: *attempts, Pause: 10 * time.Second,
		Log: func(line string) { log.Println(line) },
	}
	return serve(ctx, service, *wishes, *stateFile, *interval, *rounds)
}

// region: serve

// serve reconciles round after round. What is wanted is read anew each time, so that editing the file is all it takes to
// change it; a round that fails is logged, and the next one starts from what the cluster then says.
func serve(
	ctx context.Context, service *migrate.Service, wishFile, stateFile string, interval time.Duration, rounds int,
) error {
	for round := 1; ; round++ {
		wishes, err := migrate.LoadWishes(wishFile)
		if err == nil {
			err = service.Round(ctx, wishes)
			if saveErr := service.State.Save(stateFile); saveErr != nil {
				return saveErr
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			log.Printf("round %d: %v", round, err)
		}
		if round == rounds {
			return err
		}
		if err := service.Clock.Sleep(ctx, interval); err != nil {
			return err
		}
	}
}

// endregion
