package dwcp

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// The states of a VM that programs decide on.
const (
	VMCreating  = "creating"
	VMRunning   = "running"
	VMMigrating = "migrating"
	VMFailed    = "failed"
)

// Affinity binds a VM to the same node as other VMs, or to other nodes.
type Affinity struct {
	// Type is affinity or anti-affinity.
	Type string   `json:"type"`
	VMs  []string `json:"vms"`
}

// Placement are the rules for choosing the node of a VM.
type Placement struct {
	// Region is the name of a region, and not of a node.
	Region   string    `json:"region,omitempty"`
	Affinity *Affinity `json:"affinity,omitempty"`
}

// VMSpec is the VM that is wanted.
type VMSpec struct {
	Name      string     `json:"name"`
	Image     string     `json:"image"`
	Resources Resources  `json:"resources"`
	Placement *Placement `json:"placement,omitempty"`
}

// VM is a VM as it is.
type VM struct {
	ID        string    `json:"vm_id"`
	Name      string    `json:"name"`
	Image     string    `json:"image"`
	Status    string    `json:"status"`
	Node      string    `json:"node"`
	Resources Resources `json:"resources"`
	Placement Placement `json:"placement"`
	Network   struct {
		IP  string `json:"ip"`
		MAC string `json:"mac"`
	} `json:"network"`
	UptimeSeconds int       `json:"uptime_seconds"`
	CreatedAt     time.Time `json:"created_at"`
}

// region: create

// CreateVM asks for a VM and returns its identifier and the node that placement has chosen. The name makes the call
// repeatable: when an answer was lost and the next attempt meets VM_ALREADY_EXISTS, the VM that exists is read, and if
// it is the wanted one, that is success. Where no answer was lost, the name was taken before, and that is an error.
func (c *Client) CreateVM(ctx context.Context, spec VMSpec) (id, node string, err error) {
	var answer struct {
		ID   string `json:"vm_id"`
		Node string `json:"node"`
	}
	create := request{
		method: http.MethodPost, path: "/v3/vms", body: spec, out: &answer, isWrite: true, repeatable: true,
	}
	lost, err := c.send(ctx, create)
	if refusal, isRefusal := err.(*Error); isRefusal && lost && refusal.Code == CodeVMAlreadyExists {
		vm, readErr := c.VM(ctx, refusal.Detail("vm_id"))
		if readErr == nil && vm.Image == spec.Image && vm.Resources == spec.Resources {
			return vm.ID, vm.Node, nil
		}
	}
	return answer.ID, answer.Node, err
}

// endregion

// VM reads one VM.
func (c *Client) VM(ctx context.Context, id string) (VM, error) {
	var vm VM
	_, err := c.send(ctx, request{method: http.MethodGet, path: "/v3/vms/" + url.PathEscape(id), out: &vm})
	return vm, err
}

// DeleteVM stops a VM and deletes it with its disk. When an answer was lost and the next attempt meets VM_NOT_FOUND,
// the first one has worked, and that is success.
func (c *Client) DeleteVM(ctx context.Context, id string) error {
	lost, err := c.send(ctx, request{
		method: http.MethodDelete, path: "/v3/vms/" + url.PathEscape(id), isWrite: true, repeatable: true,
	})
	if lost && CodeOf(err) == CodeVMNotFound {
		return nil
	}
	return err
}

// WaitForVM reads a VM every interval until it is no longer being created or migrated, or ctx ends.
func (c *Client) WaitForVM(ctx context.Context, id string, interval time.Duration) (VM, error) {
	for {
		vm, err := c.VM(ctx, id)
		if err != nil || (vm.Status != VMCreating && vm.Status != VMMigrating) {
			return vm, err
		}
		if err := c.clock.Sleep(ctx, interval); err != nil {
			return vm, err
		}
	}
}
