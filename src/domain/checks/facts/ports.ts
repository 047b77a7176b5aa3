import type { Finding } from '../../finding.ts';
import type { Program } from '../../program.ts';
import type { Piece } from './pieces.ts';
import { lineWithin, oncePerFile, usesOf } from './report.ts';

interface PortUse {
  readonly file: string;
  readonly line: number;
  readonly port: number;
}

/** From here on, Linux gives out ports to clients; output shows them and nobody opens them. */
const firstEphemeral = 32768;

/** Ports that the reference does not have. */
export function checkPorts(program: Program, pieces: readonly Piece[]): Finding[] {
  const { ports } = program.reference.ports.data;
  const isKnown = (port: number): boolean =>
    ports.some((entry) => port >= entry.port && port <= (entry.lastPort ?? entry.port));
  const uses = [
    ...pieces
      .filter((piece) => !isTestCode(piece))
      .flatMap(portsIn)
      .filter(({ port }) => port < firstEphemeral),
    ...usesOf(program, 'Port', 'number').map(({ file, line, value }) => ({
      file,
      line,
      port: Number(value),
    })),
  ];
  return oncePerFile(
    uses
      .filter(({ port }) => !isKnown(port))
      .map(({ file, line, port }) => ({
        rule: 'unknown-port',
        file,
        line,
        subject: `port ${port}`,
        message: `The port ${port} is not in the reference.`,
        hint: `Use a port of content/reference/ports.yaml, or add port ${port} there.`,
      })),
  );
}

/** Tests listen wherever they like. */
function isTestCode(piece: Piece): boolean {
  return piece.title !== undefined && /(?:^|[._/-])test(?:s|ing)?(?:[._/-]|$)/.test(piece.title);
}

function portsIn(piece: Piece): PortUse[] {
  const uses: PortUse[] = [];
  const add = (digits: string | undefined, index: number): void => {
    if (digits !== undefined)
      uses.push({ file: piece.file, line: lineWithin(piece, index), port: Number(digits) });
  };
  const { text } = piece;
  for (const match of text.matchAll(/:(\d{4,5})(?![\w:]|\.\d)/g)) {
    if (isAfterHost(text, match.index, match.index + match[0].length)) add(match[1], match.index);
  }
  // "ports 8080 and 8081", "ports 8085–8100", "port: 8080", "--dport 8080"
  for (const match of text.matchAll(
    /\bd?ports?:?\s+((?:\d{4,5}(?:\s*(?:,|and|or|to|–|-)\s*)*)+)(?!\d|\.\d)/gi,
  )) {
    for (const digits of (match[1] ?? '').match(/\d+/g) ?? []) add(digits, match.index);
  }
  for (const match of text.matchAll(/(?<![\w.:])(\d{4,5})\/(?:tcp|udp)\b/gi)) add(match[1], match.index);
  return uses;
}

/** Tells a port from a ratio, a time, a line number, an IPv6 group and a number in JSON. */
function isAfterHost(text: string, colon: number, end: number): boolean {
  const before = text.slice(Math.max(0, colon - 60), colon);
  if (before.endsWith(':') || before.endsWith('[')) return false;
  if (/["']$/.test(before)) return text[end] === before.at(-1);
  if (/(?<![\d.\w-])\d+$/.test(before)) return false;
  return !/\.(?:go|py|ts|js|c|rs|ya?ml|proto|sh)$/.test(before);
}
