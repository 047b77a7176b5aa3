import type { Finding } from '../finding.ts';
import type { Program } from '../program.ts';
import { checkAcronyms } from './facts/acronyms.ts';
import { checkAlerts } from './facts/alerts.ts';
import { checkCommands } from './facts/commands.ts';
import { checkConfiguration } from './facts/configuration.ts';
import { checkEndpoints } from './facts/endpoints.ts';
import { checkErrors } from './facts/errors.ts';
import { checkMetrics } from './facts/metrics.ts';
import { collectPieces } from './facts/pieces.ts';
import { checkPorts } from './facts/ports.ts';
import { checkPromql } from './facts/promql.ts';

/** Names of metrics, alerts, commands, endpoints, keys, errors, ports and terms that the reference does not have. */
export function checkFacts(program: Program): Finding[] {
  const pieces = collectPieces(program);
  return [
    ...checkMetrics(program, pieces),
    ...checkPromql(program, pieces),
    ...checkAlerts(program, pieces),
    ...checkCommands(program, pieces),
    ...checkEndpoints(program, pieces),
    ...checkConfiguration(program),
    ...checkErrors(program, pieces),
    ...checkPorts(program, pieces),
    ...checkAcronyms(program, pieces),
  ];
}
