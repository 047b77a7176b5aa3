import { globSync } from 'node:fs';
import type { Page } from 'playwright/test';
import type { Scenario } from '../../src/simulator/lab/index.ts';
import { expect, test } from './training-site.ts';

/** Every lab that is written and runs on the training cluster: its page and its scenario. */
const labs = globSync('content/labs/*/lab-*.mdx')
  .sort()
  .map((file) => {
    const [, , track = '', name = ''] = file.replaceAll('\\', '/').split('/');
    const scenario = /^lab-\d+/.exec(name)?.[0] ?? '';
    return { path: `/labs/${track}/${name.replace('.mdx', '')}/`, scenario: `${track}/${scenario}` };
  });

async function readScenario(page: Page, scenario: string): Promise<Scenario> {
  const response = await page.request.get(`/cluster/scenarios/${scenario}.json`);
  return (await response.json()) as Scenario;
}

/** A line of a solution, with the trace or the token that the terminal has shown last; a token is seen when it is printed. */
async function fillLine(
  page: Page,
  line: string,
  shown: () => Promise<string>,
  seen: { token: string },
): Promise<string> {
  if (line.includes('{token}')) {
    const find = async (): Promise<string> =>
      (seen.token = /operator\.\d+\.[0-9a-f]{64}/.exec(await shown())?.[0] ?? seen.token);
    await expect.poll(find).not.toBe('');
    return line.replaceAll('{token}', seen.token);
  }
  if (!line.includes('{latest-trace}')) return line;
  await page.keyboard.type('dwcp-cli trace list');
  await page.keyboard.press('Enter');
  let trace = '';
  await expect.poll(async () => (trace = (await shown()).match(/[0-9a-f]{32}/g)?.at(-1) ?? '')).not.toBe('');
  return line.replaceAll('{latest-trace}', trace);
}

test.describe('a lab on its own page', () => {
  for (const { path, scenario } of labs) {
    test(`${scenario} is solved by its solution`, async ({ page }) => {
      test.setTimeout(240_000);
      const { solution, checkpoints } = await readScenario(page, scenario);
      await page.goto(path);
      await page.keyboard.press('t');
      await expect(page.getByRole('textbox', { name: /^Terminal/ })).toBeFocused();
      const screen = page.locator('.xterm-rows');
      const seen = { token: '' };
      for (const line of solution) {
        // Pasted, for typing 4,500 letters takes a minute; other tests type.
        await page.keyboard.insertText(
          await fillLine(page, line, async () => (await screen.textContent()) ?? '', seen),
        );
        await page.keyboard.press('Enter');
      }
      await expect(page.locator('[data-goal] .mark-complete')).toHaveCount(checkpoints.length, {
        timeout: 120_000,
      });
      await expect(page.getByText('Every checkpoint is met.')).toBeVisible();
      // The text ticks with the list.
      await expect(page.locator('[data-checkpoint][data-met]')).toHaveCount(checkpoints.length);
    });
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a lab goes from its page to the evidence file', async ({ page }) => {
    test.setTimeout(240_000);
    const { path, scenario } = labs.find((lab) => lab.scenario === 'operations/lab-3') ??
      labs[0] ?? { path: '', scenario: '' };
    const { solution } = await readScenario(page, scenario);
    await page.goto(path);
    await page.getByRole('button', { name: /^Open the terminal/ }).tap();
    const field = page.getByRole('textbox', { name: /^Terminal|^Command/ });
    for (const line of solution) {
      await field.fill(line);
      await field.press('Enter');
    }
    await expect(page.getByText('Every checkpoint is met.')).toBeAttached({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Cluster', exact: true }).tap();
    const exportButton = page.getByRole('button', { name: 'Export evidence' });
    const [download] = await Promise.all([page.waitForEvent('download'), exportButton.tap()]);
    expect(download.suggestedFilename()).toMatch(/\.json$/);
  });
});
