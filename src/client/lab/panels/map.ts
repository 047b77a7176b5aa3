import { buildNode, buildSvg } from '../../build-node.ts';
import type { Cluster } from '../../../simulator/index.ts';
import { DataTable, foldedTable } from './data-table.ts';
import { fitPoints, linkWidth, listLinks, placeRegions, type MapLink, type Point } from './map-layout.ts';
import { listMapNodes, listTransfers, type MapNode, type MapTransfer } from './map-nodes.ts';
import type { Panel } from './panel.ts';

const wideFrame = { width: 640, height: 330, marginX: 90, marginY: 62 };
/** For a phone, so that words are not drawn too small to read. */
const narrowFrame = { width: 380, height: 300, marginX: 58, marginY: 56 };
type Frame = typeof wideFrame;
const cell = 26;
/** Regions with more nodes than this are drawn as counts. */
const nodesDrawn = 24;

/** The cluster as a map: regions, links as thick as their bandwidth and as long as their latency, nodes by state. */
export function createMapPanel(): Panel {
  const drawing = buildSvg('svg', {
    class: 'lab-map',
    role: 'img',
  });
  const table = new DataTable('Nodes', ['Node', 'Region', 'State', 'Role', 'Mode', 'VMs', 'Reputation']);
  const links = new DataTable('Links', ['Link', 'Round trip', 'Bandwidth', 'Loss', 'State']);
  const transfers = buildNode('p', { class: 'lab-none' });
  const isMotionReduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let drawn = '';
  let isMoving = true;

  const show = (cluster: Cluster): void => {
    const nodes = listMapNodes(cluster);
    const lines = listLinks(cluster);
    const sending = listTransfers(cluster);
    const regions = [...new Set([...Object.keys(cluster.links), ...nodes.map(({ region }) => region)])];
    const rates = sending.map((transfer) => ({ ...transfer, wireMbps: Math.round(transfer.wireMbps) }));
    const frame = drawing.clientWidth > 0 && drawing.clientWidth < 480 ? narrowFrame : wideFrame;
    const key = JSON.stringify([nodes, lines, rates, frame]);
    if (key === drawn) return;
    drawn = key;
    table.show(nodes.map(nodeRow));
    links.show(lines.map(linkRow));
    transfers.textContent =
      rates.length === 0
        ? 'Nothing is being sent.'
        : rates
            .map(({ vm, source, target, wireMbps }) => `${vm}: ${source} → ${target}, ${wireMbps} Mbps.`)
            .join(' ');
    drawing.setAttribute('viewBox', `0 0 ${frame.width} ${frame.height}`);
    drawing.setAttribute('aria-label', describe(nodes, lines));
    drawing.replaceChildren(...drawMap(frame, regions, lines, nodes, rates, isMotionReduced));
    setMoving(isMoving);
  };
  const setMoving = (moving: boolean): void => {
    isMoving = moving;
    if (moving && !isMotionReduced) drawing.unpauseAnimations();
    else drawing.pauseAnimations();
  };

  return {
    id: 'map',
    title: 'Map',
    node: buildNode(
      'div',
      {},
      drawing,
      buildNode('p', { class: 'lab-legend' }, legend),
      transfers,
      foldedTable('Nodes as a table', table),
      foldedTable('Links as a table', links),
    ),
    show,
    setMoving,
  };
}

const legend =
  'Square: controller, the leader filled. Circle: worker, with its VMs. Dashed: stopped or out of reach. ' +
  'Crossed: quarantined. Half filled: maintenance. Thicker: more bandwidth. Longer: more latency.';

function describe(nodes: readonly MapNode[], links: readonly MapLink[]): string {
  const troubled = nodes.filter(({ state }) => state !== 'ready');
  const down = links.filter(({ isDown }) => isDown);
  return [
    `${nodes.length} nodes, ${nodes.length - troubled.length} ready.`,
    ...troubled.slice(0, 10).map(({ id, state }) => `${id} is ${state}.`),
    ...down.map(({ from, to }) => `The link ${from} to ${to} is down.`),
    'The tables below say the rest.',
  ].join(' ');
}

function nodeRow({ id, region, state, isLeader, type, mode, vms, reputation }: MapNode): string[] {
  return [id, region, state, isLeader ? 'leader' : type, mode, String(vms), String(reputation)];
}

function linkRow(link: MapLink): string[] {
  return [
    `${link.from} – ${link.to}`,
    `${round(link.rttMs)} ms`,
    `${round(link.bandwidthMbps)} Mbps`,
    `${round(link.lossRatio * 100)} %`,
    link.isDown ? 'down' : link.isImpaired ? 'impaired' : 'sound',
  ];
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

function drawMap(
  frame: Frame,
  regions: readonly string[],
  links: readonly MapLink[],
  nodes: readonly MapNode[],
  transfers: readonly MapTransfer[],
  isMotionReduced: boolean,
): Node[] {
  const centres = fitPoints(placeRegions(regions, links), frame);
  const places = new Map<string, Point>();
  const groups = regions.map((region) => {
    const centre = centres.get(region) ?? { x: 0, y: 0 };
    return drawRegion(
      region,
      centre,
      nodes.filter((node) => node.region === region),
      places,
    );
  });
  return [
    ...links.flatMap((link) => drawLink(link, centres)),
    ...groups,
    ...transfers.flatMap((transfer) => drawTransfer(transfer, places, centres, nodes, isMotionReduced)),
  ];
}

function drawLink(link: MapLink, centres: ReadonlyMap<string, Point>): Node[] {
  const from = centres.get(link.from);
  const to = centres.get(link.to);
  if (from === undefined || to === undefined) return [];
  const kind = link.isDown ? ' is-down' : link.isImpaired ? ' is-impaired' : '';
  const text = link.isDown
    ? 'down'
    : `${round(link.rttMs)} ms · ${link.bandwidthMbps >= 1000 ? `${round(link.bandwidthMbps / 1000)} Gbps` : `${round(link.bandwidthMbps)} Mbps`}${link.lossRatio >= 0.005 ? ` · ${round(link.lossRatio * 100)} % loss` : ''}`;
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return [
    buildSvg('line', {
      class: `map-link${kind}`,
      x1: from.x,
      y1: from.y,
      x2: to.x,
      y2: to.y,
      'stroke-width': linkWidth(link.bandwidthMbps).toFixed(1),
    }),
    buildSvg('text', { class: `map-link-text${kind}`, x: middle.x, y: middle.y - 5 }, text),
  ];
}

function drawRegion(
  region: string,
  centre: Point,
  nodes: readonly MapNode[],
  places: Map<string, Point>,
): SVGGElement {
  const group = buildSvg('g', { class: 'map-region' });
  const isSummed = nodes.length > nodesDrawn;
  const columns = isSummed ? 5 : Math.max(2, Math.ceil(Math.sqrt(nodes.length * 1.6)));
  const rows = isSummed ? 1.6 : Math.max(1, Math.ceil(nodes.length / columns));
  const width = columns * cell + 12;
  const height = rows * cell + 10;
  const left = centre.x - width / 2;
  const top = centre.y - height / 2;
  group.append(
    buildSvg('rect', { class: 'map-place', x: left, y: top, width, height }),
    buildSvg('text', { class: 'map-name', x: centre.x, y: top - 6 }, region),
  );
  if (isSummed) {
    const ready = nodes.filter(({ state }) => state === 'ready').length;
    group.append(
      buildSvg(
        'text',
        { class: 'map-count', x: centre.x, y: centre.y + 4 },
        `${ready} of ${nodes.length} ready`,
      ),
    );
    for (const { id } of nodes) places.set(id, centre);
    return group;
  }
  for (const [index, node] of nodes.entries()) {
    const place = {
      x: left + 6 + (index % columns) * cell + cell / 2,
      y: top + 5 + Math.floor(index / columns) * cell + cell / 2,
    };
    places.set(node.id, place);
    group.append(drawNode(node, place));
  }
  return group;
}

function drawNode(node: MapNode, { x, y }: Point): SVGGElement {
  const kind = node.type === 'controller' ? 'controller' : 'worker';
  const classes = `map-node is-${node.state} map-${kind}${node.isLeader ? ' is-leader' : ''}`;
  const group = buildSvg('g', { class: classes });
  group.append(buildSvg('title', {}, `${node.id}: ${node.state}${node.isLeader ? ', leader' : ''}`));
  const size = 10;
  group.append(
    kind === 'controller'
      ? buildSvg('rect', { x: x - size, y: y - size, width: 2 * size, height: 2 * size })
      : buildSvg('circle', { cx: x, cy: y, r: size }),
  );
  if (node.state === 'quarantined') {
    group.append(buildSvg('path', { class: 'map-cross', d: `M${x - 7} ${y - 7}l14 14m0-14l-14 14` }));
  } else if (node.state === 'maintenance') {
    group.append(
      buildSvg('path', { class: 'map-half', d: `M${x - size} ${y}a${size} ${size} 0 0 0 ${2 * size} 0z` }),
    );
  } else if (node.state === 'ready') {
    const text = kind === 'controller' ? node.id.replace(/\D+/, 'c') : node.vms === 0 ? '' : String(node.vms);
    group.append(buildSvg('text', { class: 'map-mark', x, y: y + 4 }, text));
  }
  return group;
}

/** Packets run from node to node by way of the link; where motion is unwelcome, the way is drawn with an arrow. */
function drawTransfer(
  transfer: MapTransfer,
  places: ReadonlyMap<string, Point>,
  centres: ReadonlyMap<string, Point>,
  nodes: readonly MapNode[],
  isMotionReduced: boolean,
): Node[] {
  const regionOf = (id: string): string => nodes.find((node) => node.id === id)?.region ?? '';
  const way = [
    places.get(transfer.source),
    centres.get(regionOf(transfer.source)),
    centres.get(regionOf(transfer.target)),
    places.get(transfer.target),
  ].filter((point) => point !== undefined);
  const isInside = regionOf(transfer.source) === regionOf(transfer.target);
  const points = isInside ? [way[0], way.at(-1)].filter((point) => point !== undefined) : way;
  const path = `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`;
  const track = buildSvg('path', { class: 'map-way', d: path });
  if (isMotionReduced) return [track];
  const packets = Array.from({ length: 4 }, (_packet, index) => {
    const motion = buildSvg('animateMotion', {
      dur: '1.6s',
      begin: `${-0.4 * index}s`,
      repeatCount: 'indefinite',
      path,
    });
    return buildSvg('circle', { class: 'map-packet', r: 3.5 }, motion);
  });
  return [track, ...packets];
}
