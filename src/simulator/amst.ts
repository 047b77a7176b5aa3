import type { Cluster, ClusterNode, Mode } from './cluster.ts';
import { pluginInUse, streamsOnPath } from './plugins.ts';
import { affects, bandwidthDelayBytes, findLink, pathBetween, type Path } from './links.ts';

/** Socket buffers of the open-source transport: 1 MB each way (reference deployment). */
export const WINDOW_BYTES = 1_000_000;

/** Maximum segment size on Ethernet with IPv4 and no options. */
export const SEGMENT_BYTES = 1_460;

/** Loss up to which BBR keeps its rate: it probes at 1.25 times its estimate, and 1 − 1 ÷ 1.25 is 0.2 (Cardwell and others, 2016). */
const BBR_LOSS_LIMIT = 0.2;

export interface StreamLimits {
  windowMbps: number;
  pacingMbps: number;
  lossMbps: number;
  /** The least of the three. */
  streamMbps: number;
}

/**
 * What one stream can carry: window ÷ RTT, the pacing rate, and for loss-based senders the bound of Mathis, Semke,
 * Mahdavi and Ott (1997), 1.22 × segment ÷ (RTT × √p). BBR ignores loss up to a fifth of the packets.
 */
export function streamLimits(
  path: Pick<Path, 'rttMs' | 'lossRatio'>,
  congestionControl: 'bbr' | 'cubic',
  pacingMbps: number,
): StreamLimits {
  const rttSeconds = Math.max(path.rttMs, 0.05) / 1000;
  const windowMbps = (WINDOW_BYTES * 8) / rttSeconds / 1e6;
  const mathisMbps =
    path.lossRatio > 0
      ? (1.22 * SEGMENT_BYTES * 8) / (rttSeconds * Math.sqrt(path.lossRatio)) / 1e6
      : Number.MAX_VALUE;
  const lossMbps =
    congestionControl === 'cubic' || path.lossRatio > BBR_LOSS_LIMIT ? mathisMbps : Number.MAX_VALUE;
  return { windowMbps, pacingMbps, lossMbps, streamMbps: Math.min(windowMbps, pacingMbps, lossMbps) };
}

/** Throughput of a migration alone on its path: the least of link capacity and streams × limit of one stream. */
export function throughputMbps(capacityMbps: number, streams: number, streamMbps: number): number {
  return Math.min(capacityMbps, streams * streamMbps);
}

/**
 * Share of what is sent that a congested link drops and the sender repeats. Loss-based streams put their windows in
 * flight; the link holds one bandwidth-delay product and its buffer another (Villamizar and Song, 1994), the surplus
 * is dropped, and a sender that loses halves its window (RFC 5681, section 3.1), so half of the surplus stays.
 * BBR keeps at most two products in flight (Cardwell and others, 2016), which fit.
 */
export function repeatedShare(
  capacityMbps: number,
  rttMs: number,
  streams: number,
  congestionControl: 'bbr' | 'cubic',
): number {
  if (congestionControl === 'bbr') return 0;
  const inFlightBytes = streams * WINDOW_BYTES;
  const surplusBytes = inFlightBytes - 2 * bandwidthDelayBytes(capacityMbps, rttMs);
  return surplusBytes > 0 ? surplusBytes / inFlightBytes / 2 : 0;
}

/**
 * Streams of a new migration: as asked, else as set on the node, else as the transport plug-in has it for the path,
 * else the reference value of the mode. The limits of the mode hold for all but the plug-in, whose table has its own.
 */
export function chooseStreams(
  cluster: Cluster,
  source: ClusterNode,
  target: ClusterNode,
  mode: Mode,
  asked: number | null,
): number {
  const { settings } = cluster;
  const wanted = asked ?? source.amstStreams;
  const plugin = pluginInUse(cluster, 'transport');
  if (wanted === null && plugin !== undefined)
    return streamsOnPath(plugin, pathBetween(cluster, source, target));
  if (mode === 'datacenter') return clamp(wanted ?? settings['transport.amst.streams.datacenter'], 1, 512);
  return clamp(
    wanted ?? settings['transport.amst.streams.default'],
    settings['transport.amst.streams.min'],
    settings['transport.amst.streams.max'],
  );
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

/** One sender that wants a share of the links it crosses. */
export interface Flow {
  id: string;
  source: ClusterNode;
  target: ClusterNode;
  streams: number;
  /** What the sender could use at most for reasons of its own, such as the speed of its encoder. */
  demandMbps: number;
}

export interface FlowRate {
  /** Rate on the wire, repeats included. */
  wireMbps: number;
  /** Rate at which new bytes arrive. */
  goodMbps: number;
  repeatedShare: number;
  rttMs: number;
}

interface Resource {
  capacityMbps: number;
  usedMbps: number;
  flows: number;
}

/**
 * Shares links between flows: max-min fairness by progressive filling (Bertsekas and Gallager, Data Networks, 6.5.2).
 * Every flow crosses the sender's and the receiver's interface and the link between their regions.
 */
export function shareLinks(cluster: Cluster, flows: readonly Flow[]): Map<string, FlowRate> {
  const congestionControl = cluster.settings['transport.amst.congestion_control'];
  const pacingMbps = cluster.settings['transport.amst.pacing.enabled']
    ? cluster.settings['transport.amst.pacing.rate_mbps']
    : Number.MAX_VALUE;
  const resources = new Map<string, Resource>();
  const resourceFor = (key: string, capacityMbps: number): Resource => {
    const known = resources.get(key);
    if (known !== undefined) {
      known.capacityMbps = Math.min(known.capacityMbps, capacityMbps);
      return known;
    }
    const added = { capacityMbps, usedMbps: 0, flows: 0 };
    resources.set(key, added);
    return added;
  };

  const open = flows.map((flow) => {
    const path = pathBetween(cluster, flow.source, flow.target);
    const { streamMbps } = streamLimits(path, congestionControl, pacingMbps);
    const capMbps = path.isUp ? Math.min(flow.demandMbps, flow.streams * streamMbps, path.capacityMbps) : 0;
    const link = findLink(cluster, flow.source.region, flow.target.region);
    const linkMbps = link === undefined ? path.capacityMbps : link.bandwidthMbps - link.backgroundMbps;
    const crossed = [
      resourceFor(`out ${flow.source.id}`, flow.source.nicMbps),
      resourceFor(`in ${flow.target.id}`, flow.target.nicMbps),
      // Each direction of a link has its full rate; the interface of a region shapes what leaves it.
      resourceFor(`link ${flow.source.region} ${flow.target.region}`, Math.max(linkMbps, 0)),
    ];
    for (const impairment of cluster.impairments) {
      if (impairment.rateMbps === null) continue;
      if (affects(impairment, flow.source, flow.target)) {
        const place = impairment.on.type === 'node' ? flow.source.id : flow.source.region;
        crossed.push(resourceFor(`shape ${impairment.id} ${place}`, impairment.rateMbps));
      }
    }
    for (const resource of crossed) resource.flows += 1;
    return { flow, path, capMbps, crossed, rateMbps: 0, isFixed: false };
  });

  for (let remaining = open.length; remaining > 0;) {
    let stepMbps = Number.MAX_VALUE;
    for (const item of open) {
      if (item.isFixed) continue;
      stepMbps = Math.min(stepMbps, item.capMbps - item.rateMbps);
      for (const resource of item.crossed) {
        stepMbps = Math.min(stepMbps, (resource.capacityMbps - resource.usedMbps) / resource.flows);
      }
    }
    stepMbps = Math.max(stepMbps, 0);
    for (const item of open) {
      if (item.isFixed) continue;
      item.rateMbps += stepMbps;
      for (const resource of item.crossed) resource.usedMbps += stepMbps;
    }
    for (const item of open) {
      if (item.isFixed) continue;
      const isFull = item.crossed.some((resource) => resource.capacityMbps - resource.usedMbps <= 1e-9);
      if (!isFull && item.capMbps - item.rateMbps > 1e-9) continue;
      item.isFixed = true;
      remaining -= 1;
      for (const resource of item.crossed) resource.flows -= 1;
    }
  }

  return new Map(
    open.map(({ flow, path, capMbps, rateMbps }) => {
      const isLimitedByLink =
        rateMbps < Math.min(flow.demandMbps, capMbps) - 1e-9 || rateMbps >= path.capacityMbps - 1e-9;
      const repeated = isLimitedByLink
        ? repeatedShare(rateMbps, path.rttMs, flow.streams, congestionControl)
        : 0;
      const lost = Math.min(1, repeated + path.lossRatio);
      return [
        flow.id,
        { wireMbps: rateMbps, goodMbps: rateMbps * (1 - lost), repeatedShare: lost, rttMs: path.rttMs },
      ];
    }),
  );
}
