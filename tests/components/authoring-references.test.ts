import { describe, expect, test, vi } from 'vitest';
import Alert from '../../src/components/authoring/Alert.astro';
import Command from '../../src/components/authoring/Command.astro';
import Config from '../../src/components/authoring/Config.astro';
import Definition from '../../src/components/authoring/Definition.astro';
import Endpoint from '../../src/components/authoring/Endpoint.astro';
import ErrorCode from '../../src/components/authoring/ErrorCode.astro';
import Metric from '../../src/components/authoring/Metric.astro';
import Port from '../../src/components/authoring/Port.astro';
import Term from '../../src/components/authoring/Term.astro';
import { refusal, render } from './render.ts';

// The content collections are there in a build only; the small program of the unit tests has a reference, too.
vi.mock(import('../../src/site/program.ts'), async () => {
  const { buildProgram } = await import('../unit/program-builder.ts');
  return {
    loadSite: () =>
      Promise.resolve({
        program: buildProgram(),
        pages: [],
        paths: [],
        backlinks: () => ({ taughtIn: [], practisedIn: [], usedIn: [] }),
      }),
  };
});

describe('components that name something of the reference', () => {
  test('lead to its entry', async () => {
    const links = await Promise.all([
      render(Metric, { props: { name: 'dwcp_state_sync_lag_seconds' } }),
      render(Alert, { props: { name: 'StateSyncLagHigh' } }),
      render(Command, { props: { name: 'node list' } }),
      render(Command, { props: { name: 'dwcp-cli node list' } }),
      render(Endpoint, { props: { name: 'GET /v3/vms/{id}' } }),
      render(Config, { props: { name: 'consensus.protocol' } }),
      render(ErrorCode, { props: { name: 'VM_NOT_FOUND' } }),
      render(Port, { props: { number: 8080 } }),
    ]);
    expect(links).toMatchInlineSnapshot(`
      [
        "<a href="/reference/metrics/#dwcp_state_sync_lag_seconds"><code>dwcp_state_sync_lag_seconds</code></a>",
        "<a href="/reference/alerts/#statesynclaghigh"><code>StateSyncLagHigh</code></a>",
        "<a href="/reference/commands/#dwcp-cli-node-list"><code>dwcp-cli node list</code></a>",
        "<a href="/reference/commands/#dwcp-cli-node-list"><code>dwcp-cli node list</code></a>",
        "<a href="/reference/api/#get-v3-vms-id"><code>GET /v3/vms/{id}</code></a>",
        "<a href="/reference/configuration/#consensus-protocol"><code>consensus.protocol</code></a>",
        "<a href="/reference/errors/#vm_not_found"><code>VM_NOT_FOUND</code></a>",
        "<a href="/reference/ports/#port-8080"><code>8080</code></a>",
      ]
    `);
  });

  test('say what is not in the reference, and on which page', async () => {
    const messages = await Promise.all([
      refusal(Metric, { name: 'dwcp_lag' }),
      refusal(Alert, { name: 'LagHigh' }),
      refusal(Command, { name: 'node lst' }),
      refusal(Endpoint, { name: 'GET /v3/nodes' }),
      refusal(Config, { name: 'consensus.protokol' }),
      refusal(ErrorCode, { name: 'NOT_THERE' }),
      refusal(Port, { number: 1 }),
      refusal(Term, { name: 'votes' }),
      refusal(Definition, { term: 'votes' }),
    ]);
    expect(messages).toMatchInlineSnapshot(`
      [
        "<Metric> on /labs/x/ names "dwcp_lag", which is not in content/reference/metrics.yaml.",
        "<Alert> on /labs/x/ names "LagHigh", which is not in content/reference/alerts.yaml.",
        "<Command> on /labs/x/ names "node lst", which is not in content/reference/commands.yaml.",
        "<Endpoint> on /labs/x/ names "GET /v3/nodes", which is not in content/reference/api.yaml.",
        "<Config> on /labs/x/ names "consensus.protokol", which is not in content/reference/configuration.yaml.",
        "<ErrorCode> on /labs/x/ names "NOT_THERE", which is not in content/reference/errors.yaml.",
        "<Port> on /labs/x/ names 1, which is not in content/reference/ports.yaml.",
        "The term "votes" on /labs/x/ is not in content/reference/glossary.yaml.",
        "The term "votes" on /labs/x/ is not in content/reference/glossary.yaml.",
      ]
    `);
  });

  test('say which property is wrong', async () => {
    const messages = await Promise.all([
      ...[Metric, Alert, Command, Endpoint, Config, ErrorCode, Term].map((component) =>
        refusal(component, { value: 'x' }),
      ),
      refusal(Definition, { name: 'x' }),
      refusal(Port, { number: '8080' }),
    ]);
    expect(messages).toMatchInlineSnapshot(`
      [
        "<Metric> on /labs/x/ cannot be shown. Its property "name": it is missing, expected text. It has no property "value".",
        "<Alert> on /labs/x/ cannot be shown. Its property "name": it is missing, expected text. It has no property "value".",
        "<Command> on /labs/x/ cannot be shown. Its property "name": it is missing, expected text. It has no property "value".",
        "<Endpoint> on /labs/x/ cannot be shown. Its property "name": it is missing, expected text. It has no property "value".",
        "<Config> on /labs/x/ cannot be shown. Its property "name": it is missing, expected text. It has no property "value".",
        "<ErrorCode> on /labs/x/ cannot be shown. Its property "name": it is missing, expected text. It has no property "value".",
        "<Term> on /labs/x/ cannot be shown. Its property "name": it is missing, expected text. It has no property "value".",
        "<Definition> on /labs/x/ cannot be shown. Its property "term": it is missing, expected text. It has no property "name".",
        "<Port> on /labs/x/ cannot be shown. Its property "number": found "8080", expected a number.",
      ]
    `);
  });
});

describe('Term', () => {
  test('keeps the words of the sentence and brings the meaning beside them', async () => {
    expect(await render(Term, { props: { name: 'Quorum' } })).toMatchInlineSnapshot(
      `"<a class="term" href="/glossary/#quorum" title="More than half of the voters, which is enough to decide.">Quorum</a>"`,
    );
  });
});

describe('Definition', () => {
  test('shows the term, spelt out where it is an acronym', async () => {
    expect(
      await render(Definition, { props: { term: 'amst' }, slots: { default: '<p>Inside.</p>' } }),
    ).toMatchInlineSnapshot(
      `"<aside role="note" class="callout callout-definition"><p class="callout-title"><dfn><a href="/glossary/#amst">AMST, Adaptive multi-stream transport</a></dfn></p><p>Inside.</p></aside>"`,
    );
    expect(await render(Definition, { props: { term: 'quorum' } })).toContain('>quorum</a>');
  });
});
