import { buildNode } from '../build-node.ts';
import { formatClock } from './format-time.ts';
import { speeds, type Speed } from './lab-clock.ts';
import type { LabSettings } from './lab-settings.ts';

export interface Toolbar {
  readonly node: HTMLElement;
  readonly showClock: (ms: number) => void;
  readonly showSpeed: (speed: Speed) => void;
  /** The control that takes the focus when it leaves the terminal. */
  readonly focusTarget: HTMLElement;
}

interface ToolbarEvents {
  readonly onSpeed: (speed: Speed) => void;
  readonly onSettings: (settings: LabSettings) => void;
  readonly onClose: () => void;
}

/** The simulated clock with its speeds, the settings of the terminal, and the way out. */
export function createToolbar(settings: LabSettings, events: ToolbarEvents): Toolbar {
  const time = buildNode('output', { class: 'lab-time', 'aria-live': 'off' }, '0:00:00');
  const choices = speeds.map((speed) => {
    const input = buildNode('input', { type: 'radio', name: 'lab-speed', value: String(speed) });
    input.addEventListener('change', () => events.onSpeed(speed));
    const label = buildNode('label', {}, input, buildNode('span', {}, speed === 0 ? 'Pause' : `${speed}×`));
    return { speed, input, label };
  });
  const plain = checkbox('Plain input', settings.isPlain);
  const screenReader = checkbox('Screen-reader mode', settings.isForScreenReader);
  for (const { input } of [plain, screenReader]) {
    input.addEventListener('change', () =>
      events.onSettings({ isPlain: plain.input.checked, isForScreenReader: screenReader.input.checked }),
    );
  }
  const fold = buildNode(
    'details',
    { class: 'lab-settings' },
    buildNode('summary', {}, 'Options'),
    buildNode(
      'div',
      {},
      plain.label,
      screenReader.label,
      buildNode(
        'p',
        { class: 'small muted' },
        'Tab completes, ↑ repeats, Ctrl-C stops, Ctrl-L clears. Escape leaves the terminal, t comes back.',
      ),
    ),
  );
  const close = buildNode('button', { type: 'button', class: 'lab-small' }, 'Close');
  close.addEventListener('click', events.onClose);
  const [first] = choices;
  if (first === undefined) throw new Error('There is no speed.');
  return {
    node: buildNode(
      'div',
      { class: 'lab-toolbar' },
      buildNode(
        'span',
        { class: 'lab-clock' },
        buildNode('span', { class: 'visually-hidden' }, 'Cluster time '),
        time,
      ),
      buildNode(
        'fieldset',
        { class: 'lab-speeds' },
        buildNode('legend', { class: 'visually-hidden' }, 'Speed of the simulated clock'),
        ...choices.map(({ label }) => label),
      ),
      fold,
      close,
    ),
    showClock(ms) {
      const text = formatClock(ms);
      if (time.textContent !== text) time.textContent = text;
    },
    showSpeed(speed) {
      for (const choice of choices) choice.input.checked = choice.speed === speed;
    },
    focusTarget: close,
  };
}

function checkbox(text: string, isChecked: boolean): { input: HTMLInputElement; label: HTMLElement } {
  const input = buildNode('input', { type: 'checkbox' });
  input.checked = isChecked;
  return { input, label: buildNode('label', {}, input, ` ${text}`) };
}
