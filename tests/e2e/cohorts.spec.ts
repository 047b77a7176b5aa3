import { readFile } from 'node:fs/promises';
import ICAL from 'ical.js';
import type { Locator, Page } from 'playwright/test';
import { expect, test } from './training-site.ts';

test.use({ timezoneId: 'Europe/Berlin' });

/** A Friday; the class below begins ten days later. */
const plannedOn = new Date('2027-02-19T10:00:00+01:00');

async function planClass(page: Page): Promise<void> {
  await page.clock.setFixedTime(plannedOn);
  await page.goto('/cohorts/new/?schedule=operations-3-day');
  await page.getByLabel('First day').fill('2027-03-01');
  await page.getByLabel(/^Time zone/).fill('Asia/Kolkata');
  await page.getByLabel(/^Room or address/).fill('Room 4');
  await page.getByLabel('Instructor').fill('A. Trainer');
}

function linkField(page: Page): Locator {
  return page.getByLabel(/^Link for the learners/);
}

test('a coordinator goes by clicks from the home page to a calendar file', async ({ page }) => {
  await page.clock.setFixedTime(plannedOn);
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Plan a class' }).click();
  await page.getByLabel('Schedule').selectOption({ label: 'Security class, three days' });
  await expect(page.getByRole('status').first()).toContainText('nothing stands in the way');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Calendar with your duties' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('security-3-day-2027-03-22-coordinator.ics');
  const calendar = new ICAL.Component(ICAL.parse(await readFile(await file.path(), 'utf8')) as never);
  expect(calendar.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe('Europe/Berlin');
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  expect(events[0]?.startDate.toString()).toBe('2027-03-22T09:00:00');
  const duties = calendar
    .getAllSubcomponents('vtodo')
    .map((component) => component.getFirstPropertyValue('summary'));
  expect(duties).toContainEqual(expect.stringContaining('Send the pre-reading'));
  await expect(page.getByText('security-3-day-2027-03-22-coordinator.ics is saved.')).toBeVisible();
});

test('conflicts come with a remedy that a button applies', async ({ page }) => {
  await planClass(page);
  const problems = page.getByRole('listitem').filter({ hasText: 'Problem:' });
  await page.getByLabel('First day').fill('2027-02-28');
  await expect(problems).toContainText('Sun 28 February 2027 is not one of the working days');
  await page.getByRole('button', { name: 'Start on Mon 1 March 2027' }).click();
  await expect(page.getByLabel('First day')).toHaveValue('2027-03-01');
  await expect(problems).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'What stands in the way' })).toBeFocused();

  await page.getByLabel('Days without class').fill('2027-03-02 A holiday');
  await expect(page.getByText(/Day 2 moves to Wed 3 March 2027/)).toBeVisible();
  await page.getByLabel(/^Calendar file/).setInputFiles({
    name: 'holidays.ics',
    mimeType: 'text/calendar',
    buffer: Buffer.from(
      'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270301\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
    ),
  });
  await expect(problems).toContainText('Mon 1 March 2027 is in the list of holidays');
  await page.getByLabel('Days without class').fill('');

  await page.getByLabel(/^Room closes/).fill('18:00');
  await expect(problems.first()).toContainText('after 18:00, when the room closes');
  await page.getByRole('button', { name: /^Start the days at/ }).click();
  await expect(problems).toHaveCount(0);

  await page.getByLabel(/^Time zone/).fill('Nowhere');
  await expect(page.getByLabel(/^Time zone/)).toHaveAccessibleDescription(/IANA/);
  await expect(page.getByRole('button', { name: 'Copy the link' })).toBeDisabled();
});

test('learners open the link elsewhere and see what is on, in the time of the room and in theirs', async ({
  page,
  browser,
  baseURL,
}) => {
  await planClass(page);
  const link = await linkField(page).inputValue();
  expect(link.length).toBeLessThan(2000);
  const context = await browser.newContext({
    timezoneId: 'America/New_York',
    ...(baseURL === undefined ? {} : { baseURL }),
  });
  const learner = await context.newPage();
  await learner.clock.setFixedTime(new Date('2027-03-01T10:00:00+05:30'));
  await learner.goto(link);
  await expect(learner.getByRole('heading', { level: 1 })).toHaveText('Operations class, three days');
  const now = learner.getByRole('region', { name: 'Now' });
  await expect(now).toContainText('Today, Mon 1 March 2027: day 1 of 3');
  await expect(now).toContainText('yours');
  // Kolkata is ten and a half hours ahead of New York in winter.
  await expect(learner.getByRole('row', { name: /Welcome/ })).toContainText('09:00–09:15 Sun 22:30–22:45');
  await expect(learner.locator('[data-current]')).toHaveCount(1);
  await expect(learner.getByRole('link', { name: /^Lab 1/ }).first()).toHaveAttribute(
    'href',
    /\/labs\/operations\/lab-1/,
  );
  const download = learner.waitForEvent('download');
  await learner.getByRole('button', { name: 'Calendar file' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text).toContain('TZID:Asia/Kolkata');
  expect(text).not.toContain('VTODO');
  await context.close();
});

test('a class that is changed after it was handed out gets the next revision', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await planClass(page);
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await expect(page.getByText(/^Copied: .* revision 0\.$/)).toBeVisible();
  await page.getByLabel('Days start at').fill('09:30');
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await expect(page.getByText(/^Copied: .* revision 1\.$/)).toBeVisible();
  await page.goto(await linkField(page).inputValue());
  await page.getByRole('link', { name: 'Change this class' }).click();
  await expect(page.getByText('You are changing a class from its link.')).toBeVisible();
  await expect(page.getByLabel('Days start at')).toHaveValue('09:30');
  await expect(page.getByLabel('Instructor')).toHaveValue('A. Trainer');
});

test('a damaged or foreign link is refused with the reason, beside the door to the planner', async ({
  page,
}) => {
  await planClass(page);
  const link = await linkField(page).inputValue();
  await page.goto(link.slice(0, -1));
  await expect(page.getByRole('alert')).toContainText('This link is damaged');
  await page.goto('/cohorts/#run=abc');
  await expect(page.getByRole('alert')).toContainText('This is not the link of a cohort.');
  await page.goto('/cohorts/');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('main').getByRole('link', { name: 'Plan a class' }).click();
  await expect(page).toHaveURL(/\/cohorts\/new\//);
});

test('links of several classes become a booking sheet with its collisions', async ({ page }) => {
  await planClass(page);
  const first = await linkField(page).inputValue();
  await page.goto('/cohorts/new/?schedule=security-3-day');
  await page.getByLabel('First day').fill('2027-03-01');
  await page.getByLabel(/^Time zone/).fill('Asia/Kolkata');
  await page.getByLabel('Instructor').fill('=A. Trainer');
  const second = await linkField(page).inputValue();
  await page.getByLabel('Instructor').fill('a. trainer');
  const third = await linkField(page).inputValue();
  await page.goto('/cohorts/bookings/');
  const links = page.getByLabel(/^Links of classes/);
  await links.fill(`${first}\n${second}\nhttps://example.com/#nothing`);
  await expect(page.getByRole('status')).toContainText('2 cohorts in the sheet.');
  await expect(page.getByRole('status')).toContainText('Link 3: This is not the link of a cohort.');
  await expect(page.getByText(/nodes at once; book that many/).first()).toBeVisible();
  await expect(page.getByText(/teaches two classes at once/)).toHaveCount(0);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toContain(`"'=A. Trainer"`);
  await links.fill(`${first}\n${third}`);
  await expect(page.getByText(/teaches two classes at once/).first()).toBeVisible();
});
