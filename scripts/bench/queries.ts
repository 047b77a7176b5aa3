/** What people type into the search of a course like this: names, acronyms, expansions, questions, slips of the finger. */
const typed = `
dwcp | amst | hde | pba | ass | itp | acp | pbft | raft | hlc | crdt | kvm | qemu | rdma | bbr | quic | wan | vm | mttr | slo
adaptive multi-stream transport | hierarchical delta encoding | probabilistic byzantine agreement | asynchronous state synchronisation
byzantine fault tolerance | practical byzantine fault tolerance | vector clock | conflict-free replicated data type | write-ahead log
quorum | quorum 3f+1 | how many nodes survive | majority | leader election | term | split brain | consensus latency | view change
byzantine node | reputation | reputation score | quarantine | quarantine a node | trust | equivocation | slashing | gossip | gossip rounds
migration | live migration | migration downtime | migration failed | migration stuck | pre-copy | precopy rounds | dirty page rate | post-copy
migrate vm datacenter | migrate vm over internet | cancel migration | throughput | streams | compression ratio | bandwidth | latency | packet loss
mode | hybrid mode | datacenter mode | internet mode | mode switch | mode detection | force a mode | hold mode | thresholds
controller | worker | edge node | control plane | data plane | state plane | hypervisor | level 2 hypervisor | placement | scheduler
install | install controller | deploy test cluster | configuration | config file | worker.yaml | controller.yaml | systemd | ports | firewall
port 8080 | port 9090 | 7946 | grpc | rest api | api key | authentication | tls certificate | mtls | rotate certificates | token
prometheus | grafana | grafana dashboard | jaeger | traces | trace id | span | metrics | alerts | alert rules | alertmanager | exporter
dwcp_state_sync_lag_seconds | state_sync_lag | dwcp_migration | consensus metrics | StateSyncLagHigh | ConsensusLatencyHigh | state sync lag high
dwcp-cli | dwcp-cli cluster status | cluster status | node list | nodes drain | vm migrate | vm list | logs | backup | restore | snapshot
VM_NOT_FOUND | QUORUM_LOST | 404 | 409 | 503 | timeout error | rate limit | unauthorized | POST /v3/vms | GET /v3/cluster | /v3/migrations
troubleshooting | performance | performance tuning | profiling | slow migration | high cpu | memory leak | disk full | clock skew | ntp
rollback | emergency rollback | blue-green | canary | upgrade | upgrade from v1 | maintenance window | disaster recovery | runbook | checklist
incident response | severity | p0 | p1 | escalation | on call | postmortem | communication template | evidence | chain of custody | audit
compliance | compliance audit | soc 2 | gdpr | encryption | intrusion | threat model | attack types | sybil | security lab 4
lab 1 | lab 3 | lab 5 byzantine | developer lab 2 | transport plugin | custom scheduler | sdk | plugin | unit test | benchmark
exam | associate exam | passing score | how long is the exam | retake | certificate validity | expert | case study | practical exam | questions
schedule | day 3 | operations 5 day | office hours | support | slack channel | feedback | learning path | from devops | prerequisites
goverment | migraton | byzantime | quarum | promethus | consenus | what is amst | who to ask | where are the logs | download slides
`;

/** 200 queries or more, in a fixed order. */
export const queries: readonly string[] = typed
  .split(/[|\n]/)
  .map((query) => query.trim())
  .filter((query) => query !== '');
