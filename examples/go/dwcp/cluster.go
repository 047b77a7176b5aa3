package dwcp

import (
	"context"
	"net/http"
	"net/url"
)

// ClusterStatus is the state of the cluster as the controller that answers sees it.
type ClusterStatus struct {
	ClusterID   string `json:"cluster_id"`
	Status      string `json:"status"`
	Controllers struct {
		Total   int     `json:"total"`
		Healthy int     `json:"healthy"`
		Leader  *string `json:"leader"`
	} `json:"controllers"`
	Workers struct {
		Total       int `json:"total"`
		Ready       int `json:"ready"`
		Unreachable int `json:"unreachable"`
	} `json:"workers"`
	Consensus struct {
		Protocol  string  `json:"protocol"`
		LatencyMs float64 `json:"latency_ms"`
	} `json:"consensus"`
}

// Resources are what a VM is given, or what a node offers in all. A GB is 2^30 bytes.
type Resources struct {
	CPU      int     `json:"cpu"`
	MemoryGB float64 `json:"memory_gb"`
	DiskGB   float64 `json:"disk_gb"`
}

// Node is one machine of the cluster.
type Node struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Status    string    `json:"status"`
	Region    string    `json:"region"`
	Resources Resources `json:"resources"`
	VMs       int       `json:"vms"`
}

// ClusterStatus reads the state of controllers, workers and consensus.
func (c *Client) ClusterStatus(ctx context.Context) (ClusterStatus, error) {
	var status ClusterStatus
	_, err := c.send(ctx, request{method: http.MethodGet, path: "/v3/cluster/status", out: &status})
	return status, err
}

// Nodes lists the nodes, controllers among them; status is ready, unreachable, draining, quarantined, or "" for all.
func (c *Client) Nodes(status string) *Pages[Node] {
	query := url.Values{}
	if status != "" {
		query.Set("status", status)
	}
	return list(c, "/v3/nodes", "nodes", query, func(n Node) string { return n.ID })
}
