import { describe, expect, test } from 'vitest';
import { checkCommands } from '../../../../../src/domain/checks/facts/commands.ts';
import { scenarioEntry } from '../../../program-builder.ts';
import { printed } from '../program-with.ts';
import { checkOne, fence } from './check-one.ts';

const check = (body: string) => checkOne(checkCommands, body);
const checkLine = (line: string) => check(fence('bash', line)).map(({ subject }) => subject);

describe('checkCommands', () => {
  test.each([
    'dwcp-cli cluster status',
    'dwcp-cli node list --role worker --output json',
    'dwcp-cli --output json cluster status',
    'dwcp-cli node list --role=worker',
    'sudo -u dwcp /usr/local/bin/dwcp-cli cluster status',
    'dwcp-cli cluster status | grep -c healthy',
    'watch -n 5 dwcp-cli cluster status',
    'for node in $(dwcp-cli node list); do dwcp-cli cluster status; done',
    "ssh worker-1 'dwcp-cli cluster status'",
    'systemctl restart dwcp-server',
    'journalctl -u dwcp-server --since today',
    'which dwcp-cli',
    '# dwcp-cli none at all',
    'echo none && dwcp-cli node list # --none',
    'dwcp-cli node list --role <role>',
    'dwcp-cli node list [--role <role>]',
  ])('accepts %s', (line) => {
    expect(checkLine(line)).toEqual([]);
  });

  test.each([
    ['dwcp-cli cluster state', ['dwcp-cli cluster state']],
    ['dwcp-cli clusters', ['dwcp-cli clusters']],
    ['dwcp-cli node', ['dwcp-cli node']],
    ['dwcp-cli cluster status --role worker', ['dwcp-cli cluster status --role']],
    ['dwcp-cli node list -o json', ['dwcp-cli node list -o']],
    ['echo a; dwcp-cli none', ['dwcp-cli none']],
    ['NODES=$(dwcp-cli nodes list)', ['dwcp-cli nodes list']],
    ["ssh worker-1 'dwcp-cli none'", ['dwcp-cli none']],
    ['dwcp-cli node list \\\n  --rolle worker', ['dwcp-cli node list --rolle']],
  ])('reports %s', (line, expected) => {
    expect(checkLine(line)).toEqual(expected);
  });

  test('reads the typed lines of a console block, and no output', () => {
    expect(
      check(fence('console', '$ dwcp-cli cluster status\ndwcp-cli none: not typed\n$ dwcp-cli node lst')),
    ).toMatchObject([{ subject: 'dwcp-cli node lst', line: 4 }]);
  });

  test('lets a sentence name a group of commands by its noun', () => {
    expect(
      check(
        'The `dwcp-cli node` commands and `dwcp-cli` itself; `dwcp-cli cluster status`; `dwcp-cli node …`.',
      ),
    ).toEqual([]);
  });

  test('says what the nearest command and flag are', () => {
    expect(printed(check('`dwcp-cli nod list` and `dwcp-cli node list --rolle`'))).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 unknown-command
      The command "dwcp-cli nod list" is not in the reference.
      The nearest one is "dwcp-cli node list"; use it, or add the command to content/reference/commands.yaml.",
        "content/manuals/operations/01-overview.mdx:1 unknown-command
      The command "dwcp-cli node list" has no flag "--rolle".
      The nearest one is "--role"; use it, or add the flag to the command in content/reference/commands.yaml.",
      ]
    `);
  });

  test('checks components', () => {
    expect(
      check(
        '<Command name="cluster status" /> <Command name="dwcp-cli node list" /> <Command name="node show" />',
      ).map(({ subject }) => subject),
    ).toEqual(['node show']);
  });

  test('reads solutions of scenarios', () => {
    const scenarios = [scenarioEntry('operations/lab-1', { solution: ['dwcp-cli cluster heal'] })];
    expect(checkOne(checkCommands, '', { scenarios }).map(({ subject }) => subject)).toContain(
      'dwcp-cli cluster heal',
    );
  });
});
