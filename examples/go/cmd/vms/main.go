// Command vms lists nodes, and creates, shows and deletes VMs.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"example.com/dwcp/training/dwcp"
	"example.com/dwcp/training/internal/program"
)

const usage = `Usage: vms [flags] nodes | create NAME | show NAME | delete NAME

Lists nodes, and creates, shows and deletes VMs. Flags stand before the verb.

`

func main() { program.Main(run) }

func run(ctx context.Context) error {
	flag.Usage = func() {
		fmt.Fprint(flag.CommandLine.Output(), usage)
		flag.PrintDefaults()
	}
	region := flag.String("region", "", "region that a new VM must be in")
	image := flag.String("image", "ubuntu-22.04", "image of a new VM")
	cpu := flag.Int("cpu", 2, "virtual CPUs of a new VM")
	memory := flag.Float64("memory", 4, "memory of a new VM in GB")
	disk := flag.Float64("disk", 20, "disk of a new VM in GB")
	deadline := flag.Duration("deadline", time.Minute, "time for the whole command")
	flag.Parse()
	ctx, cancel := context.WithTimeout(ctx, *deadline)
	defer cancel()
	client, err := program.Client()
	if err != nil {
		return err
	}
	switch verb, name := flag.Arg(0), flag.Arg(1); {
	case verb == "nodes" && flag.NArg() == 1:
		return listNodes(ctx, client)
	case verb == "create" && flag.NArg() == 2:
		spec := dwcp.VMSpec{
			Name: name, Image: *image, Resources: dwcp.Resources{CPU: *cpu, MemoryGB: *memory, DiskGB: *disk},
		}
		if *region != "" {
			spec.Placement = &dwcp.Placement{Region: *region}
		}
		return create(ctx, client, spec)
	case verb == "show" && flag.NArg() == 2:
		vm, err := client.VM(ctx, name)
		if err != nil {
			return err
		}
		show(vm)
		return nil
	case verb == "delete" && flag.NArg() == 2:
		return client.DeleteVM(ctx, name)
	}
	return &program.UsageError{Message: "Say what to do: nodes, create, show or delete."}
}

func listNodes(ctx context.Context, client *dwcp.Client) error {
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NODE\tTYPE\tSTATUS\tREGION\tVMS")
	nodes := client.Nodes("")
	for nodes.Next(ctx) {
		node := nodes.Value()
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\n", node.ID, node.Type, node.Status, node.Region, node.VMs)
	}
	if err := nodes.Err(); err != nil {
		return fmt.Errorf("list nodes: %w", err)
	}
	return table.Flush()
}

func create(ctx context.Context, client *dwcp.Client, spec dwcp.VMSpec) error {
	id, _, err := client.CreateVM(ctx, spec)
	if err != nil {
		return fmt.Errorf("create %s: %w", spec.Name, err)
	}
	vm, err := client.WaitForVM(ctx, id, time.Second)
	if err != nil {
		return fmt.Errorf("wait for %s: %w", id, err)
	}
	show(vm)
	return nil
}

func show(vm dwcp.VM) {
	fmt.Printf("%s is %s on %s, with %d CPUs, %g GB of memory and the address %s\n",
		vm.ID, vm.Status, vm.Node, vm.Resources.CPU, vm.Resources.MemoryGB, vm.Network.IP)
}
