// Package program is what the programs of this module have in common: signals, exit codes, and their telemetry.
package program

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/telemetry"
)

// UsageError says that the command line is wrong.
type UsageError struct{ Message string }

func (e *UsageError) Error() string { return e.Message }

// region: main

// Main runs a program until it is done or is asked to stop, and ends the process: with 0 when it is done or was asked to
// stop, with 1 when it failed, and with 2 when its command line is wrong.
func Main(run func(ctx context.Context) error) {
	log.SetFlags(0)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	wasAsked := ctx.Err() != nil
	stop()
	var usage *UsageError
	switch {
	case err == nil || wasAsked && errors.Is(err, context.Canceled):
		return
	case errors.As(err, &usage):
		fmt.Fprintln(os.Stderr, err)
		flag.Usage()
		os.Exit(2)
	}
	log.Println(err)
	os.Exit(1)
}

// endregion

// Client returns the client of the environment, with calls that carry the trace of their context.
func Client() (*dwcp.Client, error) {
	return dwcp.FromEnvironment(dwcp.WithTraceparent(telemetry.Traceparent))
}

// Recorder returns a recorder with the time of the training cluster, so that its spans stand beside those of the cluster.
func Recorder(ctx context.Context, client *dwcp.Client, service string) (*telemetry.Recorder, error) {
	now, err := telemetry.ClusterTime(ctx, func(ctx context.Context, out any) error {
		return client.Read(ctx, "/training/time", nil, out)
	})
	if err != nil {
		return nil, err
	}
	return telemetry.New(service, now), nil
}

// Report sends what was recorded, and only logs a failure. It has a time of its own, because the context of the program
// has often ended by then.
func Report(recorder *telemetry.Recorder, client *dwcp.Client) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := recorder.Report(ctx, client); err != nil {
		log.Printf("The report was not taken: %v", err)
	}
}
