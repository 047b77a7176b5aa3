import { describe, expect, test } from 'vitest';
import { openTerminal, type } from '../reference-table.ts';

describe('tc', () => {
  test('a loss of 100 % on the way out cuts a node off, and 99 % does not', () => {
    const lossy = type(openTerminal(), 'ssh controller-3 tc qdisc add dev eth0 root netem loss 99%');
    expect(type(lossy.session, 'dwcp-cli network partition-detect').exitCode).toBe(0);
    const cut = type(lossy.session, 'ssh controller-3 tc qdisc change dev eth0 root netem loss 100%');
    expect(type(cut.session, 'dwcp-cli network partition-detect').output).toMatchInlineSnapshot(`
      "PART  NODES  VOTERS  REGIONS
         1     12       2  eu-west, ap-south, us-east
         2      1       1  ap-south

      Part 1 has the majority of the voters.
      "
    `);
    const healed = type(cut.session, 'ssh controller-3 tc qdisc del dev eth0 root');
    expect(type(healed.session, 'dwcp-cli network partition-detect').exitCode).toBe(0);
  });
});
