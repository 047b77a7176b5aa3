package balance_test

import (
	"fmt"

	"example.com/dwcp/training/internal/balance"
)

// region: example-balance

func ExampleBalancer_Round() {
	nodes, vms := cluster([]float64{30, 20, 20, 10, 10}, []float64{30}, nil)
	balancer := &balance.Balancer{Limits: balance.Limits{High: 0.8, Low: 0.6, Moves: 1}}
	for round := 1; round <= 3; round++ {
		moves := balancer.Round(nodes, vms)
		fmt.Println("round", round, moves)
		for _, move := range moves {
			for i := range vms {
				if vms[i].ID == move.VM {
					vms[i].Node = move.To
				}
			}
		}
	}
	// Output:
	// round 1 [{vm-1a worker-1 worker-3}]
	// round 2 []
	// round 3 []
}

// endregion
