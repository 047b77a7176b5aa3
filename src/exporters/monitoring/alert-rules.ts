import { stringify } from 'yaml';
import type { Alert } from '../../schemas/reference/alerts.ts';
import { yamlFile } from './yaml-file.ts';

/** Address of a runbook, with its host, by its id. */
export type RunbookUrl = (runbook: string) => string;

/** Text that a notification carries beside its summary, the same for every alert of a rule. */
function fixedAnnotations(alert: Alert, runbookUrl: RunbookUrl): Record<string, string> {
  return { description: alert.meaning, runbook_url: runbookUrl(alert.runbook) };
}

function alertRule(alert: Alert, runbookUrl: RunbookUrl): object {
  return {
    alert: alert.name,
    expr: alert.expression,
    for: alert.for,
    labels: { severity: alert.severity },
    annotations: { summary: alert.summary, ...fixedAnnotations(alert, runbookUrl) },
  };
}

/** One rule as it stands in the file of all rules. */
export function alertRuleText(alert: Alert, runbookUrl: RunbookUrl): string {
  return stringify([alertRule(alert, runbookUrl)], { lineWidth: 0 });
}

/** The alert rules as Prometheus loads them, one group for each severity. */
export function alertRules(alerts: readonly Alert[], runbookUrl: RunbookUrl): string {
  const groups = [...Map.groupBy(alerts, ({ severity }) => severity)].map(([severity, rules]) => ({
    name: `dwcp-${severity.toLowerCase()}`,
    rules: rules.map((alert) => alertRule(alert, runbookUrl)),
  }));
  return yamlFile('Alert rules of the DWCP v3 reference deployment, for three controllers.', { groups });
}

/** Rules that wait for hours are tried every five minutes, because a day of minutes costs seconds of a processor. */
const paces = [
  { suffix: '', interval: '1m', isFor: (alert: Alert) => !alert.for.endsWith('h') },
  { suffix: '-slow', interval: '5m', isFor: (alert: Alert) => alert.for.endsWith('h') },
];

/** The cases of the rules in the form of `promtool test rules`, with a sample every minute, by the file's name. */
export function alertRuleTests(
  alerts: readonly Alert[],
  rulesFile: string,
  runbookUrl: RunbookUrl,
): { readonly name: string; readonly text: string }[] {
  return paces.map(({ suffix, interval, isFor }) => {
    const name = rulesFile.replace(/\.yml$/, `${suffix}.test.yml`);
    const text = yamlFile(`Cases for the alert rules. Run them with: promtool test rules ${name}`, {
      rule_files: [rulesFile],
      evaluation_interval: interval,
      tests: alerts.filter(isFor).flatMap((alert) => ruleTests(alert, runbookUrl)),
    });
    return { name, text };
  });
}

function ruleTests(alert: Alert, runbookUrl: RunbookUrl): object[] {
  return alert.cases.map((example) => ({
    name: `${alert.name}: ${example.title}`,
    interval: '1m',
    input_series: Object.entries(example.series).map(([series, values]) => ({ series, values })),
    alert_rule_test: example.moments.map(({ at, fires }) => ({
      eval_time: at,
      alertname: alert.name,
      exp_alerts: fires.map(({ labels, summary }) => ({
        exp_labels: { severity: alert.severity, ...labels },
        exp_annotations: { summary, ...fixedAnnotations(alert, runbookUrl) },
      })),
    })),
  }));
}
