package dwcp_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/clocktest"
)

// exampleClient is a client of a cluster that answers with these steps.
func exampleClient(steps ...step) (client *dwcp.Client, clock *clocktest.Clock, stop func()) {
	server := httptest.NewServer(&cluster{steps: steps})
	clock = clocktest.New(start)
	client, err := dwcp.New(server.URL, dwcp.Credentials{Username: "operator", Password: "secret"},
		dwcp.WithClock(clock),
		dwcp.WithRandom(func() float64 { return 0.5 }),
		dwcp.WithHTTPClient(&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}),
	)
	if err != nil {
		panic(err)
	}
	return client, clock, server.Close
}

// region: example-errors

func ExampleError() {
	client, _, stop := exampleClient(refuse(404, dwcp.CodeVMNotFound, `{"vm_id":"web-9"}`))
	defer stop()

	_, err := client.VM(context.Background(), "web-9")
	err = fmt.Errorf("prepare the move: %w", err)

	var refusal *dwcp.Error
	fmt.Println("errors.As:", errors.As(err, &refusal), refusal.Code, refusal.Detail("vm_id"))
	fmt.Println("CodeOf:", dwcp.CodeOf(err))
	_, isError := err.(*dwcp.Error)
	fmt.Println("type assertion:", isError)
	// Output:
	// errors.As: true VM_NOT_FOUND web-9
	// CodeOf: VM_NOT_FOUND
	// type assertion: false
}

// endregion

// region: example-lost-answer

func ExampleClient_CreateVM() {
	exists := refuse(409, dwcp.CodeVMAlreadyExists, `{"vm_id":"web-1"}`)
	client, clock, stop := exampleClient(broken, exists, step{status: 200, body: runningVM}, exists)
	defer stop()

	id, node, err := client.CreateVM(context.Background(), web1)
	fmt.Println(id, node, err, clock.Slept())

	_, _, err = client.CreateVM(context.Background(), web1)
	fmt.Println(dwcp.CodeOf(err))
	// Output:
	// web-1 worker-1 <nil> [100ms]
	// VM_ALREADY_EXISTS
}

// endregion

// region: example-unknown

func ExampleOutcomeUnknownError() {
	client, clock, stop := exampleClient(broken)
	defer stop()

	want := dwcp.MigrationRequest{VM: "web-1", Target: "worker-2"}
	_, err := client.StartMigration(context.Background(), want)
	var unknown *dwcp.OutcomeUnknownError
	if errors.As(err, &unknown) {
		fmt.Println(unknown.Method, unknown.Path, "may have taken effect; pauses:", len(clock.Slept()))
	}
	// Output:
	// POST /v3/migrations may have taken effect; pauses: 0
}

// endregion
