import { nearest } from '../../edit-distance.ts';
import type { Finding } from '../../finding.ts';
import type { Program } from '../../program.ts';
import type { Piece } from './pieces.ts';
import { oncePerFile, suggest, usesOf } from './report.ts';

/** Names of other things that are written like error codes: environment variables, cipher suites, capabilities, socket options. */
const otherNames = /^(?:DWCP|TLS|CAP|SO|TCP|IBV)_/;

/** Error codes that the reference does not have. gRPC's own statuses are not error codes of the API. */
export function checkErrors(program: Program, pieces: readonly Piece[]): Finding[] {
  const codes = program.reference.errors.data.errors.map((error) => error.code);
  const known = new Set([
    ...codes,
    ...program.reference.api.data.statusMapping.map((mapping) => mapping.grpc),
  ]);
  const uses = [
    ...pieces
      .filter(
        ({ kind, text }) =>
          kind === 'code' && /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) && !otherNames.test(text),
      )
      .map(({ file, line, text }) => ({ file, line, code: text })),
    ...usesOf(program, 'ErrorCode').map(({ file, line, value }) => ({ file, line, code: String(value) })),
  ];
  return oncePerFile(
    uses
      .filter(({ code }) => !known.has(code))
      .map(({ file, line, code }) => ({
        rule: 'unknown-error',
        file,
        line,
        subject: code,
        message: `The error code "${code}" is not in the reference.`,
        hint: suggest(nearest(code, codes), 'add the code to content/reference/errors.yaml.'),
      })),
  );
}
