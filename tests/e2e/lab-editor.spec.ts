import type { Page } from 'playwright/test';
import { axe, expect, failedLoads, test } from './training-site.ts';

const transportLab = '/labs/developer/lab-2-custom-transport-plugin/';
const placementLab = '/labs/developer/lab-3-placement-scheduler/';

const better = `export const name = 'filled';
export const chooseStreams = ({ rttMs }: { rttMs: number }): number => (rttMs <= 20 ? 8 : 24);
`;

async function openEditor(page: Page, lab: string): Promise<void> {
  await page.goto(lab);
  if (await page.getByRole('button', { name: /^Open the terminal/ }).isVisible())
    await page.getByRole('button', { name: /^Open the terminal/ }).click();
  await expect(page.locator('.lab-player')).toBeVisible();
  const cluster = page.getByRole('button', { name: 'Cluster', exact: true });
  if (await cluster.isVisible()) await cluster.click();
  await page.getByRole('tab', { name: 'Editor' }).click();
  await expect(text(page)).toBeVisible();
}

const text = (page: Page) => page.getByRole('textbox', { name: 'Program in TypeScript' });
const screen = (page: Page) => page.locator('.xterm-rows');
const result = (page: Page) => page.getByRole('region', { name: 'What came of it' });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function write(page: Page, program: string): Promise<void> {
  await text(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  // Typed key by key, the editor would indent what is indented already.
  await page.keyboard.insertText(program);
}

test('the starter runs, is registered by lines in the terminal, and is compared', async ({ page }) => {
  await openEditor(page, transportLab);
  await expect(text(page)).toContainText('chooseStreams');
  await press(page, 'Run');
  await expect(result(page)).toContainText('is in use');
  await expect(screen(page)).toContainText('dwcp-cli plugin register --file my-transport.json');
  await press(page, 'Benchmark');
  await expect(result(page)).toContainText('times the built-in rate', { timeout: 30_000 });
  await expect(screen(page)).toContainText('dwcp-cli plugin benchmark --plugin my-transport');
});

test('a program of one’s own meets the checkpoint of the benchmark', async ({ page }) => {
  await openEditor(page, transportLab);
  await page.keyboard.press('t');
  await page.keyboard.type('dwcp-cli migration start --vm vm-media-1 --target worker-8');
  await page.keyboard.press('Enter');
  await expect(screen(page)).toContainText('Checkpoint met: A transfer', { timeout: 30_000 });
  await page.getByRole('tab', { name: 'Editor' }).click();
  await write(page, better);
  await text(page).press('ControlOrMeta+Enter');
  await expect(result(page)).toContainText('The transport plug-in filled is in use');
  await press(page, 'Benchmark');
  await expect(screen(page)).toContainText('Checkpoint met: Its benchmark', { timeout: 30_000 });
});

test('a placement program is asked about the VMs that run', async ({ page }) => {
  await openEditor(page, placementLab);
  await press(page, 'Run');
  await expect(result(page)).toContainText('12 of 12 VMs');
  await press(page, 'Benchmark');
  await expect(result(page)).toContainText('genetic baseline');
});

for (const [what, program, sentence] of [
  ['cannot be read', 'export const name = ;\n', 'Line 1. The program cannot be read'],
  [
    'throws',
    "export const name = 'mine';\nexport function chooseStreams() {\n  throw new Error('no idea');\n}\n",
    'Line 3. chooseStreams failed for',
  ],
  [
    'answers with text',
    "export const name = 'mine';\nexport const chooseStreams = () => '8';\n",
    'answered "8", which is no number',
  ],
  [
    'does not end',
    "export const name = 'mine';\nexport const chooseStreams = () => { for (;;) {} };\n",
    'Look for a loop that does not end.',
  ],
] as const) {
  test(`a program that ${what} is refused in a sentence, and nothing is typed`, async ({ page }) => {
    await openEditor(page, transportLab);
    await write(page, program);
    await press(page, 'Run');
    await expect(result(page)).toContainText(sentence, { timeout: 30_000 });
    await expect(screen(page)).not.toContainText('dwcp-cli plugin');
    // The page goes on, and so does the editor.
    await write(page, better);
    await press(page, 'Run');
    await expect(result(page)).toContainText('is in use');
  });
}

test('the text is kept, and the starter comes back with a way to undo', async ({ page }) => {
  await openEditor(page, transportLab);
  await write(page, better);
  await page.waitForTimeout(600);
  await page.reload();
  await expect(page.locator('.lab-player')).toBeVisible();
  await page.getByRole('tab', { name: 'Editor' }).click();
  await expect(text(page)).toContainText("'filled'");
  await press(page, 'Reset to the starter');
  await expect(text(page)).toContainText('my-transport');
  await press(page, 'Undo');
  await expect(text(page)).toContainText("'filled'");
});

test('a second tab shows the same text', async ({ page, context }) => {
  await openEditor(page, transportLab);
  const second = await context.newPage();
  await openEditor(second, transportLab);
  await write(page, better);
  await expect(text(second)).toContainText("'filled'");
  await press(second, 'Run');
  await expect(result(second)).toContainText('open in another tab');
});

test('without storage the editor works', async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied.', 'SecurityError');
        },
      });
    }
  });
  await openEditor(page, transportLab);
  await write(page, better);
  await press(page, 'Run');
  await expect(result(page)).toContainText('is in use');
});

test('keys: Tab indents, Escape and Tab leave, letters are no shortcuts', async ({ page }) => {
  await openEditor(page, transportLab);
  await write(page, '');
  await page.keyboard.type('t/?[');
  await expect(text(page)).toContainText('t/?[');
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  await expect(text(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(result(page)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(text(page)).toBeFocused();
});

test.describe('offline', () => {
  test.use({ expectedErrors: failedLoads });

  test('runs programs once it has run one', async ({ page, context }) => {
    await openEditor(page, transportLab);
    await press(page, 'Run');
    await expect(result(page)).toContainText('is in use');
    await context.setOffline(true);
    await write(page, better);
    await press(page, 'Run');
    await expect(result(page)).toContainText('The transport plug-in filled is in use');
  });
});

for (const width of [390, 1440]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${width} px wide and ${colorScheme}`, () => {
      test.use({ viewport: { width, height: 844 }, colorScheme });

      test('axe finds nothing, and the text has room', async ({ page }) => {
        await openEditor(page, transportLab);
        await write(page, 'export const name = ;\n');
        await press(page, 'Run');
        await expect(result(page)).toContainText('Line 1.');
        const { violations } = await axe(page).include('.lab-player').analyze();
        expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
        const box = await page.locator('.program-text').boundingBox();
        expect(box?.height).toBeGreaterThan(96);
        const editor = page.locator('.program-editor');
        expect(await editor.evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
      });
    });
  }
}
