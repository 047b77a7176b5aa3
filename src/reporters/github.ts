import type { Report } from './report.ts';

/** Findings as workflow commands, which GitHub shows beside the lines of a pull request. */
export function reportGithub({ findings }: Report): string {
  return findings
    .map(({ file, line, rule, message, hint, diff = [] }) => {
      const properties = `file=${escapeProperty(file)},line=${line},title=${escapeProperty(rule)}`;
      return `::error ${properties}::${escapeData([message, ...diff, hint].join('\n'))}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
