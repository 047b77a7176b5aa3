// Package dwcp is a client for the REST API of DWCP v3.
//
// A Client logs in by itself, renews its token once when the cluster refuses it, repeats what may be repeated, reads
// lists to their end, and turns every refusal into an *Error with the code of the error reference. All calls take a
// context.Context; its deadline and its cancellation hold for the call with all its repetitions and pauses.
//
// The package uses the standard library alone, and therefore REST: gRPC would need modules of a registry.
package dwcp
