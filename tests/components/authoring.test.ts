import { describe, expect, test } from 'vitest';
import Checklist from '../../src/components/authoring/Checklist.astro';
import Checkpoint from '../../src/components/authoring/Checkpoint.astro';
import Decision from '../../src/components/authoring/Decision.astro';
import Figure from '../../src/components/authoring/Figure.astro';
import Hint from '../../src/components/authoring/Hint.astro';
import Note from '../../src/components/authoring/Note.astro';
import OnRealCluster from '../../src/components/authoring/OnRealCluster.astro';
import Outcome from '../../src/components/authoring/Outcome.astro';
import Scenario from '../../src/components/authoring/Scenario.astro';
import Solution from '../../src/components/authoring/Solution.astro';
import Step from '../../src/components/authoring/Step.astro';
import Steps from '../../src/components/authoring/Steps.astro';
import Tab from '../../src/components/authoring/Tab.astro';
import Tabs from '../../src/components/authoring/Tabs.astro';
import Template from '../../src/components/authoring/Template.astro';
import Warning from '../../src/components/authoring/Warning.astro';
import { refusal, render } from './render.ts';

const slots = { default: '<p>Inside.</p>' };

describe('Note', () => {
  test('shows its title, or the word', async () => {
    expect(await render(Note, { slots })).toMatchInlineSnapshot(
      `"<aside role="note" class="callout callout-note"><p class="callout-title">Note</p><p>Inside.</p></aside>"`,
    );
    expect(await render(Note, { props: { title: 'On time' }, slots })).toContain(
      '<p class="callout-title">On time</p>',
    );
  });

  test('says which property is wrong', async () => {
    expect(await refusal(Note, { titel: 'On time' })).toMatchInlineSnapshot(
      `"<Note> on /labs/x/ cannot be shown. It has no property "titel"."`,
    );
    expect(await refusal(Note, { title: '' })).toMatchInlineSnapshot(
      `"<Note> on /labs/x/ cannot be shown. Its property "title": found "", expected some text."`,
    );
  });
});

describe('Warning', () => {
  test('says that it is one', async () => {
    expect(await render(Warning, { props: { title: 'Data is lost' }, slots })).toMatchInlineSnapshot(
      `"<aside role="note" class="callout callout-warning"><p class="callout-title">Warning: Data is lost</p><p>Inside.</p></aside>"`,
    );
    expect(await render(Warning, { slots })).toContain('<p class="callout-title">Warning</p>');
  });

  test('says which property is wrong', async () => {
    expect(await refusal(Warning, { level: 2 })).toMatchInlineSnapshot(
      `"<Warning> on /labs/x/ cannot be shown. It has no property "level"."`,
    );
  });
});

describe('Steps and Step', () => {
  test('show the title, and the time where there is one', async () => {
    expect(
      await render(Step, { props: { id: 'deploy', title: 'Deploy controllers', minutes: 90 }, slots }),
    ).toMatchInlineSnapshot(
      `"<section class="step" id="deploy"><h2 class="step-title">Deploy controllers<span class="muted"> · 1 h 30 min</span></h2><p>Inside.</p></section>"`,
    );
    expect(await render(Step, { props: { id: 'deploy', title: 'Deploy controllers' }, slots })).not.toContain(
      '·',
    );
    expect(await render(Steps, { slots })).toMatchInlineSnapshot(`"<div class="steps"><p>Inside.</p></div>"`);
  });

  test('say which property is wrong', async () => {
    expect(await refusal(Step, { id: 'Deploy it', minutes: '90' })).toMatchInlineSnapshot(
      `"<Step> on /labs/x/ cannot be shown. Its property "id": found "Deploy it"; use lower-case words joined by hyphens. Its property "title": it is missing, expected text. Its property "minutes": found "90", expected a number."`,
    );
    expect(await refusal(Steps, { title: 'Deploy' })).toMatchInlineSnapshot(
      `"<Steps> on /labs/x/ cannot be shown. It has no property "title"."`,
    );
  });
});

describe('Checkpoint', () => {
  test('shows the state that is reached, with its anchor', async () => {
    expect(
      await render(Checkpoint, { props: { id: 'healthy', title: 'The cluster is healthy' }, slots }),
    ).toMatchInlineSnapshot(
      `"<aside role="note" class="callout callout-checkpoint" id="healthy" data-checkpoint><p class="callout-title">Checkpoint: The cluster is healthy</p><p>Inside.</p></aside>"`,
    );
  });

  test('says which property is wrong', async () => {
    expect(await refusal(Checkpoint, { title: 'The cluster is healthy' })).toMatchInlineSnapshot(
      `"<Checkpoint> on /labs/x/ cannot be shown. Its property "id": it is missing, expected text."`,
    );
  });
});

describe('Checklist', () => {
  test('names the list for readers and for what they tick', async () => {
    expect(
      await render(Checklist, { props: { id: 'before', title: 'Before the class' }, slots }),
    ).toMatchInlineSnapshot(
      `"<section class="checklist stack" id="before" aria-label="Before the class" data-checklist="before"><p class="callout-title">Before the class</p><p>Inside.</p></section>"`,
    );
  });

  test('says which property is wrong', async () => {
    expect(await refusal(Checklist, { id: 'before' })).toMatchInlineSnapshot(
      `"<Checklist> on /labs/x/ cannot be shown. Its property "title": it is missing, expected text."`,
    );
  });
});

describe('Decision and Outcome', () => {
  test('show the question and each way out', async () => {
    expect(
      await render(Decision, { props: { id: 'go-on', question: 'Is the error rate low?' }, slots }),
    ).toMatchInlineSnapshot(
      `"<section class="decision" id="go-on" aria-label="Decision: Is the error rate low?"><p>Is the error rate low?</p><p>Inside.</p></section>"`,
    );
    expect(
      await render(Outcome, { props: { verdict: 'NO-GO', when: 'over 1 %' }, slots }),
    ).toMatchInlineSnapshot(
      `"<div class="outcome"><strong class="verdict verdict-NO-GO">NO-GO</strong><div class="stack"><p><strong>over 1 %</strong></p><p>Inside.</p></div></div>"`,
    );
  });

  test('say which property is wrong', async () => {
    expect(await refusal(Decision, { id: 'go-on', title: 'Is it?' })).toMatchInlineSnapshot(
      `"<Decision> on /labs/x/ cannot be shown. Its property "question": it is missing, expected text. It has no property "title"."`,
    );
    expect(await refusal(Outcome, { verdict: 'STOP', when: 'over 1 %' })).toMatchInlineSnapshot(
      `"<Outcome> on /labs/x/ cannot be shown. Its property "verdict": found "STOP", expected "GO", "HOLD" or "NO-GO"."`,
    );
  });
});

describe('Template', () => {
  const props = { id: 'first', title: 'First notice', channel: 'email', fields: 'incident-id, summary' };

  test('marks its fields in the message', async () => {
    expect(
      await render(Template, { props, slots: { default: '<p>[[incident-id]]: [[summary]]</p>' } }),
    ).toMatchInlineSnapshot(
      `"<section class="message-template stack" id="first" aria-label="First notice" data-template><p class="callout-title">First notice <span class="muted">· email</span></p><p class="small muted">Fields: incident-id, summary</p><p><span class="field" data-field="incident-id">incident-id</span>: <span class="field" data-field="summary">summary</span></p></section>"`,
    );
  });

  test('lists no fields where the variables of the runbook are enough, and can be empty', async () => {
    expect(await render(Template, { props: { ...props, fields: '' }, slots })).not.toContain('Fields:');
    expect(await render(Template, { props })).toContain('First notice');
  });

  test('says which property is wrong', async () => {
    expect(await refusal(Template, { ...props, fields: ['incident-id'], channel: '' })).toMatchInlineSnapshot(
      `"<Template> on /labs/x/ cannot be shown. Its property "channel": found "", expected some text. Its property "fields": found a list of 1, expected text."`,
    );
  });
});

describe('Figure', () => {
  const props = { src: 'track-path.svg', alt: 'Stages "A" & B, <C> last', caption: 'The order matters.' };

  test('shows the drawing with its words for those who do not see it', async () => {
    const html = await render(Figure, { props });
    expect(html).toMatch(
      /^<figure class="figure"><div class="figure-frame" role="group" aria-label="Drawing" tabindex="0"><svg role="img" aria-label="Stages &quot;A&quot; &amp; B, &lt;C> last" /,
    );
    expect(html).toContain('<figcaption>The order matters.</figcaption>');
  });

  test('says which property is wrong, and which drawing is not there', async () => {
    expect(
      await refusal(Figure, { src: 'track-path.svg', caption: 'The order matters.' }),
    ).toMatchInlineSnapshot(
      `"<Figure> on /labs/x/ cannot be shown. Its property "alt": it is missing, expected text."`,
    );
    expect(await refusal(Figure, { ...props, src: 'no-such.svg' })).toMatchInlineSnapshot(
      `"<Figure> on /labs/x/ names "no-such.svg", which is not in content/figures/."`,
    );
  });
});

describe('Tabs and Tab', () => {
  test('show all alternatives one below the other without JavaScript', async () => {
    expect(await render(Tab, { props: { title: 'Debian' }, slots })).toMatchInlineSnapshot(
      `"<section class="tab-panel" data-tab="Debian"><p class="tab-title"><strong>Debian</strong></p><p>Inside.</p></section>"`,
    );
    expect(await render(Tabs, { props: { group: 'system' }, slots })).toMatchInlineSnapshot(
      `"<training-tabs class="tabs" data-group="system"><p>Inside.</p></training-tabs>"`,
    );
  });

  test('say which property is wrong', async () => {
    expect(await refusal(Tab, {})).toMatchInlineSnapshot(
      `"<Tab> on /labs/x/ cannot be shown. Its property "title": it is missing, expected text."`,
    );
    expect(await refusal(Tabs, { group: 'Operating system' })).toMatchInlineSnapshot(
      `"<Tabs> on /labs/x/ cannot be shown. Its property "group": found "Operating system"; use lower-case words joined by hyphens."`,
    );
  });
});

describe('what is folded', () => {
  test('opens without JavaScript and says what is in it', async () => {
    expect(await render(Hint, { props: { title: 'the first step' }, slots })).toMatchInlineSnapshot(
      `"<details class="fold stack"><summary>Hint: the first step</summary><p>Inside.</p></details>"`,
    );
    expect(await render(Hint, { slots })).toContain('<summary>Hint</summary>');
    expect(await render(Solution, { slots })).toMatchInlineSnapshot(
      `"<details class="fold stack"><summary>Solution</summary><p>Inside.</p></details>"`,
    );
    expect(await render(OnRealCluster, { slots })).toMatchInlineSnapshot(
      `"<details class="fold stack"><summary>On a real cluster</summary><p>Inside.</p></details>"`,
    );
  });

  test('says which property is wrong', async () => {
    expect(await refusal(Hint, { summary: 'x' })).toMatchInlineSnapshot(
      `"<Hint> on /labs/x/ cannot be shown. It has no property "summary"."`,
    );
    expect(await refusal(Solution, { title: 'x' })).toMatchInlineSnapshot(
      `"<Solution> on /labs/x/ cannot be shown. It has no property "title"."`,
    );
    expect(await refusal(OnRealCluster, { title: 'x' })).toMatchInlineSnapshot(
      `"<OnRealCluster> on /labs/x/ cannot be shown. It has no property "title"."`,
    );
  });
});

describe('Scenario', () => {
  test('shows what happens, with its anchor', async () => {
    expect(
      await render(Scenario, { props: { id: 'lost-quorum', title: 'The quorum is lost' }, slots }),
    ).toMatchInlineSnapshot(
      `"<section class="callout stack" id="lost-quorum" data-scenario><p class="callout-title">The quorum is lost</p><p>Inside.</p></section>"`,
    );
  });

  test('says which property is wrong', async () => {
    expect(await refusal(Scenario, { id: 'lost_quorum', title: 'The quorum is lost' })).toMatchInlineSnapshot(
      `"<Scenario> on /labs/x/ cannot be shown. Its property "id": found "lost_quorum"; use lower-case words joined by hyphens."`,
    );
  });
});
