import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright/test';
import type { Scenario } from '../../src/simulator/lab/index.ts';
import { axe, expect, failedLoads, test } from './training-site.ts';

const cluster = '/cluster/';
const run = promisify(execFile);

/** Opens a cluster of free play with the drawn terminal. */
async function startFreePlay(page: Page): Promise<void> {
  await page.goto(cluster);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByRole('textbox', { name: /^Terminal/ })).toBeFocused();
}

/** Opens the scenario of a lab on the page of the cluster. */
async function startScenario(page: Page, scenario: string): Promise<void> {
  await page.goto(`${cluster}#scenario=${scenario}`);
  await expect(page.getByRole('textbox', { name: /^Terminal/ })).toBeFocused();
}

async function type(page: Page, line: string): Promise<void> {
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
}

const screen = (page: Page) => page.locator('.xterm-rows');
const clock = (page: Page) => page.locator('.lab-time');
const pause = (page: Page) => page.getByRole('radio', { name: 'Pause' }).check({ force: true });

test.describe('in the terminal', () => {
  test('a command prints what it found, and a slip is answered in a sentence', async ({ page }) => {
    await startFreePlay(page);
    await type(page, 'dwcp-cli cluster status');
    await expect(screen(page)).toContainText('training-cluster-1');
    await type(page, 'dwcp-cli clustr status');
    await expect(screen(page)).toContainText('cluster');
    await expect(screen(page)).toContainText('workstation$');
  });

  test('Tab completes, arrows bring lines back, Ctrl-U and Ctrl-C throw a line away', async ({ page }) => {
    await startFreePlay(page);
    await page.keyboard.type('dwcp-cli clu');
    await page.keyboard.press('Tab');
    await expect(screen(page)).toContainText('dwcp-cli cluster');
    await page.keyboard.press('Control+u');
    await type(page, 'echo first');
    await page.keyboard.type('half');
    await page.keyboard.press('Control+c');
    await expect(screen(page)).toContainText('half^C');
    await page.keyboard.press('ArrowUp');
    await expect(screen(page).locator('> div').filter({ hasText: 'workstation$ echo first' })).toHaveCount(2);
  });

  test('Ctrl-C stops a line that waits', async ({ page }) => {
    await startFreePlay(page);
    await type(page, 'sleep 80000');
    await page.keyboard.press('Control+c');
    await expect(screen(page)).toContainText('^C');
    await type(page, 'echo still here');
    await expect(
      screen(page)
        .locator('> div')
        .filter({ hasText: /^still here/ }),
    ).toBeVisible();
  });

  test('several lines that are pasted run one after the other', async ({ page }) => {
    await startFreePlay(page);
    await page.getByRole('textbox', { name: /^Terminal/ }).evaluate((field) => {
      const data = new DataTransfer();
      data.setData('text/plain', 'echo one\necho two\necho thr');
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    });
    await expect(screen(page).locator('> div').filter({ hasText: /^two/ })).toBeVisible();
    await page.keyboard.type('ee');
    await expect(screen(page)).toContainText('workstation$ echo three');
  });

  test('Escape leaves the terminal, and t comes back', async ({ page }) => {
    await startFreePlay(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Close' })).toBeFocused();
    await page.keyboard.press('t');
    await expect(page.getByRole('textbox', { name: /^Terminal/ })).toBeFocused();
    await type(page, 'echo typed');
    await expect(
      screen(page)
        .locator('> div')
        .filter({ hasText: /^typed/ }),
    ).toBeVisible();
  });

  test('colours follow the theme', async ({ page }) => {
    await startFreePlay(page);
    const colour = () => screen(page).evaluate((rows) => getComputedStyle(rows).color);
    const before = await colour();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await expect.poll(colour).not.toBe(before);
  });

  test('the plain field takes commands, completes and is remembered', async ({ page }) => {
    await startFreePlay(page);
    await page.locator('summary', { hasText: 'Options' }).click();
    await page.getByRole('checkbox', { name: 'Plain input' }).check();
    const field = page.getByRole('textbox', { name: 'Command' });
    await field.fill('dwcp-cli clu');
    await field.press('Tab');
    await expect(field).toHaveValue('dwcp-cli cluster ');
    await field.fill('echo plain words');
    await field.press('Enter');
    await expect(page.getByRole('log').locator('[data-tone="out"]').last()).toHaveText('plain words\n');
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Command' })).toBeVisible();
  });
});

test.describe('the clock', () => {
  test('runs at the speed that is chosen, and stands when it is paused', async ({ page }) => {
    await startFreePlay(page);
    await page.getByRole('radio', { name: '60×' }).check({ force: true });
    await expect(clock(page)).toHaveText(/0:0[2-9]:|0:1\d:/);
    await pause(page);
    await page.waitForTimeout(700);
    const stood = await clock(page).textContent();
    await page.waitForTimeout(1_200);
    await expect(clock(page)).toHaveText(stood ?? '');
  });
});

test.describe('the panels', () => {
  test('are tabs that arrow keys move through, each with words or a table beside its drawing', async ({
    page,
  }) => {
    await startFreePlay(page);
    await page
      .getByRole('tab', { name: 'Checkpoints' })
      .or(page.getByRole('tab', { name: 'Run' }))
      .first()
      .focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'API' })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Map' })).toBeFocused();
    await expect(page.getByRole('img', { name: /13 nodes, 13 ready/ })).toBeVisible();
    await page.locator('summary', { hasText: 'Nodes as a table' }).click();
    await expect(page.getByRole('row', { name: /^controller-1 .* leader/ })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Charts' }).click();
    await expect(page.locator('.uplot').first()).toBeVisible();
    await page.getByRole('tab', { name: 'Log' }).click();
    await page.getByRole('combobox', { name: 'Level' }).selectOption('error');
    await expect(page.getByText('Nothing of that kind has happened.')).toBeVisible();
  });
});

test.describe('what is kept', () => {
  test('a reload brings the run back', async ({ page }) => {
    await startFreePlay(page);
    await pause(page);
    await page.keyboard.press('t');
    await type(page, 'echo kept');
    await expect(screen(page).locator('> div').filter({ hasText: /^kept/ })).toBeVisible();
    await page.reload();
    await expect(screen(page)).toContainText('Your run has been brought back, 1 line long.');
    await page.keyboard.press('ArrowUp');
    await expect(screen(page)).toContainText('workstation$ echo kept');
  });

  test('a second tab is told, and takes over with nothing lost', async ({ page, context }) => {
    await startFreePlay(page);
    await type(page, 'echo from the first');
    await expect(
      screen(page)
        .locator('> div')
        .filter({ hasText: /^from the first/ }),
    ).toBeVisible();
    const second = await context.newPage();
    await startFreePlay(second);
    await expect(second.getByText('This lab is open in another tab')).toBeVisible();
    await second.getByRole('button', { name: 'Continue here' }).click();
    await expect(screen(second)).toContainText('Your run has been brought back, 1 line long.');
    await expect(second.getByText('This lab is open in another tab')).toBeHidden();
    await type(second, 'echo from the second');
    await expect(
      screen(second)
        .locator('> div')
        .filter({ hasText: /^from the second/ }),
    ).toBeVisible();
    await expect(page.getByText('This lab is open in another tab')).toBeVisible();
    await page.getByRole('button', { name: 'Continue here' }).click();
    await expect(screen(page)).toContainText('Your run has been brought back, 2 lines long.');
  });

  test('a cluster that made room for another one comes back as it was', async ({ page }) => {
    await startFreePlay(page);
    await type(page, 'echo first cluster');
    await expect(
      screen(page)
        .locator('> div')
        .filter({ hasText: /^first cluster/ }),
    ).toBeVisible();
    for (const size of ['3-4', '3-10']) {
      await page.getByRole('combobox', { name: 'What to run' }).selectOption(size);
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await expect(page.getByRole('textbox', { name: /^Terminal/ })).toBeFocused();
      await expect(screen(page)).not.toContainText('first cluster');
    }
    await expect(screen(page)).toContainText('Your run has been brought back, 1 line long.');
    await expect(page.getByText('This lab is open in another tab')).toBeHidden();
  });

  test('a damaged run is kept aside with a notice', async ({ page }) => {
    await page.addInitScript(() =>
      localStorage.setItem('dwcp-training:lab:free/3-10-internet-2', '{"version":1,"code":7}'),
    );
    await startFreePlay(page);
    await expect(page.getByText('What was kept of this lab is damaged')).toBeVisible();
    const aside = await page.evaluate(() =>
      localStorage.getItem('dwcp-training:lab:free/3-10-internet-2:aside'),
    );
    expect(aside).toBe('{"version":1,"code":7}');
  });

  test('without storage the lab goes on and says so', async ({ page }) => {
    await page.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('Access is denied.', 'SecurityError');
          },
        });
      }
    });
    await startFreePlay(page);
    await type(page, 'echo goes on');
    await expect(
      screen(page)
        .locator('> div')
        .filter({ hasText: /^goes on/ }),
    ).toBeVisible();
    await expect(page.getByText('does not let the site keep anything').first()).toBeVisible();
  });

  test('a link brings the same run to another browser', async ({ page, browser, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await startFreePlay(page);
    await pause(page);
    await page.keyboard.press('t');
    await type(page, 'echo shared');
    await page.getByRole('button', { name: 'Copy a link to this run' }).click();
    await expect(screen(page)).toContainText('on the clipboard');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const time = await clock(page).textContent();
    const other = await browser.newContext({ baseURL: page.url() });
    const elsewhere = await other.newPage();
    await elsewhere.goto(link);
    await expect(screen(elsewhere)).toContainText('The run of the link has been played.');
    await elsewhere.keyboard.press('ArrowUp');
    await expect(screen(elsewhere)).toContainText('workstation$ echo shared');
    expect((await clock(elsewhere).textContent())?.slice(0, 6)).toBe(time?.slice(0, 6));
    await other.close();
  });
});

test.describe('offline', () => {
  test.use({ expectedErrors: failedLoads });

  test('works without a network once it is open', async ({ page, context }) => {
    await startFreePlay(page);
    await page.getByRole('tab', { name: 'Charts' }).click();
    await expect(page.locator('.uplot').first()).toBeVisible();
    await context.setOffline(true);
    await page.keyboard.press('t');
    await type(page, 'echo offline');
    await expect(
      screen(page)
        .locator('> div')
        .filter({ hasText: /^offline/ }),
    ).toBeVisible();
  });
});

for (const width of [390, 1440]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 844 } });

    test('axe finds nothing in any panel', async ({ page }) => {
      await page.goto(cluster);
      await page.getByRole('button', { name: 'Start' }).click();
      await expect(page.locator('.lab-player')).toBeVisible();
      if (width < 990) await page.getByRole('button', { name: 'Cluster', exact: true }).click();
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        const { violations } = await axe(page).include('.lab-player').analyze();
        expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
      }
    });
  });
}

test.describe('with the scenario of a lab', () => {
  const scenario = 'operations/lab-3';

  test('its solution meets every checkpoint, and the evidence is confirmed', async ({ page }, info) => {
    const response = await page.goto(`${cluster}scenarios/${scenario}.json`);
    const played = (await response?.json()) as Scenario;
    const { solution, checkpoints } = played;
    await startScenario(page, scenario);
    // What is typed while a line runs waits for its turn.
    for (const line of solution) await type(page, line);
    await expect(page.locator('[data-goal] .mark-complete')).toHaveCount(checkpoints.length, {
      timeout: 60_000,
    });
    await expect(page.getByText('Every checkpoint is met.')).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export evidence' }).click(),
    ]);
    const file = info.outputPath('evidence.json');
    await download.saveAs(file);
    const { stdout } = await run(process.execPath, ['scripts/check.ts', '--evidence', file]);
    expect(stdout).toMatch(/confirmed/i);
  });

  test('hints come one at a time and stay after a reload', async ({ page }) => {
    await startScenario(page, scenario);
    await page
      .getByRole('button', { name: /^Hint for/ })
      .first()
      .click();
    await expect(page.locator('.goal-hints li')).toHaveCount(1);
    await page
      .getByRole('button', { name: /^Next hint/ })
      .first()
      .click();
    await expect(page.locator('.goal-hints li')).toHaveCount(2);
    await page.reload();
    await expect(page.locator('.goal-hints li')).toHaveCount(2);
  });

  test('the solution is shown after a confirmation, and Escape is a no', async ({ page }) => {
    await startScenario(page, scenario);
    await page.getByRole('button', { name: 'Show the solution' }).click();
    await page.keyboard.press('Escape');
    await expect(screen(page)).not.toContainText('The commands that solve the lab');
    await page.getByRole('button', { name: 'Show the solution' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Show the solution' }).click();
    await expect(screen(page)).toContainText('The commands that solve the lab');
  });

  test('starting again asks first, and the run can be brought back', async ({ page }) => {
    await startScenario(page, scenario);
    await type(page, 'echo before');
    await expect(
      screen(page)
        .locator('> div')
        .filter({ hasText: /^before/ }),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Start again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start again' }).click();
    await expect(screen(page)).not.toContainText('before');
    await page.getByRole('button', { name: 'Bring back the run kept aside' }).click();
    await page.keyboard.press('ArrowUp');
    await expect(screen(page)).toContainText('workstation$ echo before');
  });

  test('a step back takes the last line away', async ({ page }) => {
    await startScenario(page, scenario);
    await type(page, 'echo one');
    await type(page, 'echo two');
    await expect(screen(page).locator('> div').filter({ hasText: /^two/ })).toBeVisible();
    await page.getByRole('button', { name: 'Step back' }).click();
    await expect(screen(page)).toContainText('Taken back: echo two');
    await page.keyboard.press('t');
    await page.keyboard.press('ArrowUp');
    await expect(screen(page)).toContainText('workstation$ echo one');
  });
});
