// Command move migrates one VM and follows the migration to its end, with a span and a counter of its own.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/program"
	"example.com/dwcp/training/internal/telemetry"
)

func main() { program.Main(run) }

func run(ctx context.Context) error {
	vm := flag.String("vm", "", "VM to move")
	target := flag.String("to", "", "worker to move it to")
	interval := flag.Duration("interval", time.Second, "pause between two looks at the migration")
	deadline := flag.Duration("deadline", 10*time.Minute, "time for the whole command")
	flag.Parse()
	if *vm == "" || *target == "" || flag.NArg() > 0 {
		return &program.UsageError{Message: "Say which VM is to move where: move -vm web-1 -to worker-5."}
	}
	ctx, cancel := context.WithTimeout(ctx, *deadline)
	defer cancel()
	client, err := program.Client()
	if err != nil {
		return err
	}
	recorder, err := program.Recorder(ctx, client, "mover")
	if err != nil {
		return err
	}
	defer program.Report(recorder, client)
	return move(ctx, client, recorder, dwcp.MigrationRequest{VM: *vm, Target: *target}, *interval)
}

// region: traced-move

// move migrates one VM below a span of its own.
func move(
	ctx context.Context, client *dwcp.Client, recorder *telemetry.Recorder,
	want dwcp.MigrationRequest, interval time.Duration,
) (err error) {
	ctx, span := recorder.Start(ctx, "move-vm")
	span.Set("vm", want.VM)
	defer func() {
		recorder.Add("mover_moves_total", result(err), 1)
		span.End(err)
	}()
	fmt.Printf("trace %s\n", span.TraceID())
	id, err := client.StartMigration(ctx, want)
	if err != nil {
		return fmt.Errorf("start to move %s: %w", want.VM, err)
	}
	span.Set("migration", id)
	done, err := client.FollowMigration(ctx, id, interval, func(m dwcp.Migration) {
		fmt.Printf("%-13s %5.1f %%  %6.0f Mbps\n", m.Phase, m.Progress, m.Stats.BandwidthMbps)
	})
	if err != nil {
		return err
	}
	fmt.Printf("%s runs on %s after %.1f s, paused for %.0f ms\n",
		want.VM, want.Target, done.Stats.ElapsedSeconds, *done.Stats.DowntimeMs)
	return nil
}

// endregion

// result is a label with few values: completed, failed, or cancelled by the caller.
func result(err error) string {
	switch {
	case err == nil:
		return "completed"
	case errors.Is(err, context.Canceled):
		return "cancelled"
	}
	return "failed"
}
