import type { Finding } from '../domain/finding.ts';
import { ruleNames, rules, type RuleName } from '../domain/rules.ts';
import type { Report } from './report.ts';

/** Findings as SARIF 2.1.0, which code scanning services read. */
export function reportSarif({ findings, site }: Report): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'dwcp-training-check',
            ...(site === undefined ? {} : { informationUri: rulesUrl(site) }),
            rules: ruleNames.map((name) => describeRule(name, site)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map(describeFinding),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(name: RuleName, site: string | undefined) {
  const { family, summary, why, remedy } = rules[name];
  return {
    id: name,
    shortDescription: { text: summary },
    fullDescription: { text: `${summary} ${why}` },
    help: { text: remedy },
    ...(site === undefined ? {} : { helpUri: `${rulesUrl(site)}${name}/` }),
    defaultConfiguration: { level: 'error' },
    properties: { tags: [family] },
  };
}

function describeFinding({ rule, file, line, subject, message, hint, diff }: Finding) {
  return {
    ruleId: rule,
    ruleIndex: ruleNames.indexOf(rule),
    level: 'error',
    message: { text: diff === undefined ? `${message} ${hint}` : [message, ...diff, hint].join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: file.split('/').map(encodeURIComponent).join('/'),
            uriBaseId: '%SRCROOT%',
          },
          region: { startLine: line },
        },
      },
    ],
    // Lines move with every edit; rule, file and subject tell that a finding is the same one.
    partialFingerprints: { 'findingSubject/v1': [rule, file, subject].join('|') },
  };
}

function rulesUrl(site: string): string {
  return `${site.replace(/\/$/, '')}/status/rules/`;
}
