package migrate_test

import (
	"context"
	"fmt"
	"time"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/migrate"
)

// region: example-service

func ExampleService_Round() {
	cluster := newCluster("web-1", "web-2", "web-3")
	service, clock := newService(cluster, migrate.State{})
	service.Log = func(line string) { fmt.Println(clock.Now().Format("15:04:05"), line) }
	wishes := []migrate.Wish{wish("web-1", "worker-2"), wish("web-2", "worker-2"), wish("web-3", "worker-2")}

	for _, end := range []struct {
		vm   string
		code dwcp.Code
	}{{"web-1", "MIGRATION_NOT_CONVERGING"}, {"web-2", ""}, {"web-3", ""}, {"web-1", ""}} {
		if err := service.Round(context.Background(), wishes); err != nil {
			fmt.Println(err)
		}
		cluster.end(end.vm, end.code)
		_ = clock.Sleep(context.Background(), 5*time.Second)
	}
	_ = service.Round(context.Background(), wishes)
	// Output:
	// 08:00:00 web-1 -> worker-2: pending
	// 08:00:00 web-2 -> worker-2: pending
	// 08:00:00 web-3 -> worker-2: pending
	// 08:00:00 web-1 -> worker-2: moving
	// 08:00:00 web-2 -> worker-2: moving
	// 08:00:05 web-1 -> worker-2: waiting, MIGRATION_NOT_CONVERGING
	// 08:00:05 web-3 -> worker-2: moving
	// 08:00:10 web-2 -> worker-2: placed
	// 08:00:15 web-3 -> worker-2: placed
	// 08:00:15 web-1 -> worker-2: moving
	// 08:00:20 web-1 -> worker-2: placed
}

// endregion
