import type { Panel, PanelUnit } from '../../schemas/reference/dashboards.ts';

const unitWords: Record<PanelUnit, string> = {
  count: 'a number',
  ratio: 'a share, 0–1',
  seconds: 'seconds',
  days: 'days',
  mbps: 'Mbps',
  'bytes-per-second': 'bytes per second',
  'per-second': 'per second',
  multiple: '×',
  points: 'points, 0–100',
};

/** `seconds`, `a share, 0–1`. */
export function describeUnit(unit: PanelUnit): string {
  return unitWords[unit];
}

/** A value with its unit as a person reads it: `95 %`, `30 s`, `2×`. */
export function formatPanelValue(value: number, unit: PanelUnit): string {
  const number = (amount: number): string => String(Math.round(amount * 1000) / 1000);
  switch (unit) {
    case 'ratio':
      return `${number(value * 100)} %`;
    case 'seconds':
      return value !== 0 && Math.abs(value) < 1 ? `${number(value * 1000)} ms` : `${number(value)} s`;
    case 'days':
      return `${number(value)} d`;
    case 'mbps':
      return `${number(value)} Mbps`;
    case 'bytes-per-second':
      return value >= 1e6 ? `${number(value / 1e6)} MB/s` : `${number(value)} B/s`;
    case 'per-second':
      return `${number(value)}/s`;
    case 'multiple':
      return `${number(value)}×`;
    case 'count':
    case 'points':
      return number(value);
  }
}

/** The limits of a panel in words: `warning above 30 s, critical above 60 s`; absent where it has none. */
export function describeThresholds({
  thresholds,
  unit,
}: Pick<Panel, 'thresholds' | 'unit'>): string | undefined {
  if (thresholds === undefined) return undefined;
  const { bad, warning, critical } = thresholds;
  return [
    ...(warning === undefined ? [] : [`warning ${bad} ${formatPanelValue(warning, unit)}`]),
    ...(critical === undefined ? [] : [`critical ${bad} ${formatPanelValue(critical, unit)}`]),
  ].join(', ');
}
