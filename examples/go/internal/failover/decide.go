// Package failover decides when a region is lost, and moves what runs there to other regions.
package failover

import (
	"time"

	"example.com/dwcp/training/dwcp"
)

// Sight is what one observation says of a region.
type Sight string

const (
	// Up: enough workers of the region are ready.
	Up Sight = "up"
	// Down: too few workers of the region are ready.
	Down Sight = "down"
	// Unknown: the cluster did not answer, or cannot commit. The observer may be the one that is cut off.
	Unknown Sight = "unknown"
)

// Look judges a region by the nodes of the cluster: it is down when less than minReady of its workers are ready, a
// share from 0 to 1.
func Look(nodes []dwcp.Node, region string, minReady float64) Sight {
	workers, ready := 0, 0
	for _, node := range nodes {
		if node.Type != "worker" || node.Region != region {
			continue
		}
		workers++
		if node.Status == "ready" {
			ready++
		}
	}
	switch {
	case workers == 0:
		return Unknown
	case float64(ready) < minReady*float64(workers):
		return Down
	}
	return Up
}

// region: failover

// Decider turns observations into one decision. It fires when quorum of the last window observations say down and have
// done so for holdDown without a break, and then not again before the region was up for as long.
type Decider struct {
	// Window is how many observations count, and Quorum how many of them must agree.
	Window, Quorum int
	// HoldDown is how long they must agree.
	HoldDown time.Duration

	recent []Sight
	// agreed is what a quorum says, and since when.
	agreed Sight
	since  time.Time
	fired  bool
}

// Observe adds an observation, and tells whether the region is to be given up now.
func (d *Decider) Observe(sight Sight, now time.Time) bool {
	d.recent = append(d.recent, sight)
	if len(d.recent) > d.Window {
		d.recent = d.recent[1:]
	}
	if verdict := d.verdict(); verdict != d.agreed {
		d.agreed, d.since = verdict, now
	}
	isSettled := now.Sub(d.since) >= d.HoldDown
	if d.agreed == Up && isSettled {
		d.fired = false
	}
	if d.agreed != Down || !isSettled || d.fired {
		return false
	}
	d.fired = true
	return true
}

// endregion

// region: verdict

// verdict is what a quorum of the recent observations says, and Unknown where there is none.
func (d *Decider) verdict() Sight {
	count := map[Sight]int{}
	for _, sight := range d.recent {
		count[sight]++
	}
	for _, sight := range []Sight{Down, Up} {
		if count[sight] >= d.Quorum {
			return sight
		}
	}
	return Unknown
}

// endregion
