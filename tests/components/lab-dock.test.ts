import { describe, expect, test } from 'vitest';
import LabDock from '../../src/components/lab/LabDock.astro';
import { render } from './render.ts';

const props = {
  lab: 'operations/lab-3',
  checkpoints: [
    { id: 'vm-created', title: 'A VM runs' },
    { id: 'migrated', title: 'It has moved' },
  ],
};

describe('LabDock', () => {
  test('lists the checkpoints, each with a mark that the player ticks', async () => {
    const html = await render(LabDock, { props });
    expect(html.match(/data-goal-mark="[^"]+"/g)).toEqual([
      'data-goal-mark="vm-created"',
      'data-goal-mark="migrated"',
    ]);
    expect(html).toContain('<span>It has moved</span>');
    expect(html).toContain('data-lab-id="operations/lab-3"');
  });

  test('says without JavaScript what needs it, and keeps the button for those who have it', async () => {
    const html = await render(LabDock, { props });
    expect(html).toMatch(/<noscript>.*The terminal needs JavaScript\..*npm run cluster.*<\/noscript>/);
    expect(html).toMatch(/<button[^>]*class="[^"]*needs-js[^"]*"[^>]*data-open-lab/);
  });
});
