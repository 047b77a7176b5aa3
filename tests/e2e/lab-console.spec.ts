import type { Page } from 'playwright/test';
import { axe, expect, test } from './training-site.ts';

/** Follows the link of an endpoint in the reference to the console. */
async function tryEndpoint(page: Page, endpoint: string): Promise<void> {
  await page.goto('/reference/api/');
  await page
    .locator('.entry')
    .filter({ has: page.getByRole('heading', { name: endpoint, exact: true }) })
    .getByRole('link', { name: 'Try it' })
    .click();
  await expect(page.getByRole('combobox', { name: 'Endpoint' }).locator('option:checked')).toHaveText(
    endpoint,
  );
}

const screen = (page: Page) => page.locator('.xterm-rows');
const status = (page: Page) => page.locator('.api-status');
const send = (page: Page) => page.getByRole('button', { name: 'Send' }).click();

test('a call of the reference is typed as curl, login first, and its answer is shown', async ({ page }) => {
  await tryEndpoint(page, 'POST /v3/vms');
  await send(page);
  await expect(status(page)).toHaveText('200 answered');
  await expect(page.getByRole('region', { name: 'Body of the answer' })).toContainText('"vm_id": "app-1"');
  await expect(screen(page)).toContainText('curl -si http://localhost:8080/v3/auth/login');
  await expect(screen(page)).toContainText('Authorization: Bearer');
  // The second time the token is known, and the refusal leads to the reference.
  await send(page);
  await expect(status(page)).toHaveText('409 refused');
  const code = page.getByRole('link', { name: 'VM_ALREADY_EXISTS' });
  await expect(code).toHaveAttribute('href', '/reference/errors/#vm_already_exists');
});

test('accounts make a difference, and names of the cluster are offered', async ({ page }) => {
  await tryEndpoint(page, 'POST /v3/vms');
  await page.getByRole('combobox', { name: 'Account' }).selectOption('viewer');
  await send(page);
  await expect(page.getByRole('link', { name: 'PERMISSION_DENIED' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Account' }).selectOption('nobody, without a token');
  await send(page);
  await expect(page.getByRole('link', { name: 'UNAUTHENTICATED' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Account' }).selectOption('operator');
  await send(page);
  await expect(status(page)).toHaveText('200 answered');
  await page.getByRole('combobox', { name: 'Endpoint' }).selectOption('GET /v3/vms/{id}');
  await expect(page.getByRole('combobox', { name: 'id' })).toHaveValue('app-1');
});

test('a body that is no JSON is not sent, and the place is said', async ({ page }) => {
  await tryEndpoint(page, 'POST /v3/vms');
  const body = page.getByRole('textbox', { name: 'Body, JSON' });
  await body.fill('{\n  "name": app-1\n}');
  await send(page);
  await expect(page.getByText('The body is not JSON in line 2')).toBeVisible();
  await expect(body).toBeFocused();
  await expect(screen(page)).not.toContainText('curl');
  await page.getByRole('button', { name: 'Put the example back into the body' }).click();
  await expect(page.getByText('The body is not JSON')).toBeHidden();
});

test('the same call is shown in other languages', async ({ page }) => {
  await tryEndpoint(page, 'GET /v3/nodes');
  await page.getByRole('combobox', { name: 'status' }).fill('ready');
  const program = page.getByRole('region', { name: 'The call as a program' });
  for (const [language, part] of [
    ['curl', 'curl -si "$DWCP_URL/v3/nodes?status=ready"'],
    ['Python', 'urllib.request.urlopen'],
    ['Go', 'http.NewRequest("GET"'],
    ['TypeScript', 'await fetch('],
  ] as const) {
    await page.getByRole('radio', { name: language }).check({ force: true });
    await expect(program).toContainText(part);
    await expect(program).toContainText('/v3/nodes?status=ready');
  }
});

test('a call is part of the run: a step back takes it away', async ({ page }) => {
  await tryEndpoint(page, 'POST /v3/vms');
  await send(page);
  await expect(status(page)).toHaveText('200 answered');
  await page.getByRole('tab', { name: 'Run' }).click();
  await page.getByRole('button', { name: 'Step back' }).click();
  await expect(screen(page)).toContainText('Taken back: curl -si http://localhost:8080/v3/vms');
  await page.getByRole('tab', { name: 'API' }).click();
  await send(page);
  await expect(status(page)).toHaveText('200 answered');
});

test('closing gives the focus back, and a double press opens one player', async ({ page }) => {
  await page.goto('/cluster/');
  await page.getByRole('button', { name: 'Start' }).dblclick();
  await expect(page.getByRole('textbox', { name: /^Terminal/ })).toBeFocused();
  await expect(page.locator('.lab-player')).toHaveCount(1);
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Start' })).toBeFocused();
});

for (const width of [390, 1440]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${width} px wide and ${colorScheme}`, () => {
      test.use({ viewport: { width, height: 844 }, colorScheme });

      test('axe finds nothing, and nothing is wider than the page', async ({ page }) => {
        await tryEndpoint(page, 'POST /v3/vms');
        await send(page);
        await expect(status(page)).toHaveText('200 answered');
        await send(page);
        await expect(status(page)).toHaveText('409 refused');
        const { violations } = await axe(page).include('.lab-player').analyze();
        expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 200)}`)).toEqual([]);
        const panel = page.locator('#lab-panel-api');
        expect(await panel.evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
      });
    });
  }
}
