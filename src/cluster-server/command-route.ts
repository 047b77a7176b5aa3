/** Command lines of `dwcp-cli` as a program: they run in the same shell as in a page, on the live cluster. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { missingRole } from '../simulator/api/authority.ts';
import type { Shell } from '../simulator/lab/shell.ts';
import { apiError } from '../simulator/api/errors.ts';
import { writeFile, type LineResult, type Session } from '../simulator/shell/session.ts';
import { authorise, Refusal } from './authorise.ts';
import type { LiveCluster } from './live-cluster.ts';
import type { Observer } from './observer.ts';
import type { Tokens } from './tokens.ts';

const commandBody = z.strictObject({
  /** What stands after `dwcp-cli`, one entry for each word. */
  args: z.array(z.string().max(4_096)).max(100),
  /** Files that the command reads, by the names that stand in its arguments. */
  files: z.record(z.string().max(4_096), z.string()).optional(),
});

/** What the program prints, how it ends, and the files that it writes where it runs. */
export const commandResponse = z.strictObject({
  output: z.string(),
  error_output: z.string(),
  exit_code: z.int(),
  files: z.record(z.string(), z.string()),
});

const HOST = 'workstation';

export function addCommandRoute(
  app: FastifyInstance,
  live: LiveCluster,
  tokens: Tokens,
  shell: Shell,
  observer?: Observer,
): void {
  // What a terminal remembers besides the cluster, such as its variables, lasts from one line to the next.
  let kept = shell.open(live.cluster);
  live.accept(kept.cluster);
  app.post(
    '/training/command',
    {
      schema: { body: commandBody },
      onRequest: async (request) => void (await authorise(request, 'viewer', tokens)),
    },
    async (request): Promise<z.output<typeof commandResponse>> => {
      const { args, files = {} } = request.body as z.output<typeof commandBody>;
      const caller = await authorise(request, 'viewer', tokens);
      const { cluster } = live;
      const before = withFiles({ ...kept, cluster, host: HOST, history: [] }, files);
      // The line runs to its end before anything else does, so that no other call falls between its steps.
      const line = commandLine(args);
      const result = drain(shell, before, line);
      // Which commands change something is known for certain only afterwards; a viewer's changes are thrown away.
      if (result.session.cluster !== cluster && caller?.role === 'viewer')
        throw new Refusal(missingRole(caller));
      kept = result.session;
      live.accept(result.session.cluster);
      const output = result.output + result.errorOutput;
      observer?.typed({ atMs: cluster.nowMs, line, output, exitCode: result.exitCode });
      return {
        output: result.output,
        error_output: result.errorOutput,
        exit_code: result.exitCode,
        files: newFiles(before, result.session),
      };
    },
  );
}

/** Runs a line to its end at once. */
export function drain(shell: Shell, session: Session, line: string): LineResult {
  const running = shell.execute(session, line);
  for (;;) {
    const next = running.next();
    if (next.done === true) return next.value;
  }
}

/** The words as one line that the shell takes apart into the same words again. */
export function commandLine(args: readonly string[]): string {
  const quoted = args.map((arg) =>
    /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`,
  );
  return ['dwcp-cli', ...quoted].join(' ');
}

function withFiles(session: Session, files: Readonly<Record<string, string>>): Session {
  let next = session;
  for (const [name, text] of Object.entries(files)) {
    const written = writeFile(next, name, text);
    if (written === undefined)
      throw new Refusal(
        apiError('INVALID_ARGUMENT', `There is no room left for "${name}".`, { field: 'files' }),
      );
    next = written;
  }
  return next;
}

function newFiles(before: Session, after: Session): Record<string, string> {
  const old = before.files[HOST] ?? {};
  return Object.fromEntries(
    Object.entries(after.files[HOST] ?? {}).filter(([name, text]) => old[name] !== text),
  );
}
