import { buildNode } from '../build-node.ts';
import { downloadText } from '../download.ts';
import { LINE_LIMIT } from '../../simulator/lab/play.ts';
import type { Lab, LabRun } from '../../simulator/lab/run.ts';
import { describeLine } from '../../simulator/lab/solution.ts';
import { confirmWith } from './confirm.ts';
import { createGoalsPanel } from './goals-panel.ts';
import { createKeyRow } from './key-row.ts';
import { LabClock } from './lab-clock.ts';
import { LabController, type LineOutcome, type Restored } from './lab-controller.ts';
import { keepLabSettings, readLabSettings, type LabSettings } from './lab-settings.ts';
import { keepLastOpen } from './last-open.ts';
import { PanelTabs } from './panel-tabs.ts';
import { LazyPanel } from './panels/lazy-panel.ts';
import { PlainTerminal } from './plain-terminal.ts';
import { claimLab, type TabClaim } from './tab-claim.ts';
import type { TerminalPort, TerminalView } from './terminal-view.ts';
import { createToolbar, type Toolbar } from './toolbar.ts';
import { createViewSwitch } from './view-switch.ts';
import { workPanelsOf } from './work-panels.ts';

/** What the player needs from the page around it. */
export interface LabSurroundings {
  readonly complete: (
    session: LabRun['session'],
    line: string,
    cursor: number,
  ) => { start: number; candidates: string[] };
  readonly read: () => unknown;
  /** Keeps the run; tells whether it could. */
  readonly keep: (value: unknown) => boolean;
  readonly readAside: () => unknown;
  /** Keeps a run that makes room for another one. */
  readonly keepAside: (value: unknown) => boolean;
  readonly recordDone: () => void;
  readonly notify: (message: string) => void;
}

const keepEveryMs = 5_000;
const damagedLink = 'The link is damaged: it does not hold a run of a lab. Copy it again, whole.';
const damagedRun = 'What was kept of this lab is damaged, so it starts anew. The damaged run is kept aside.';

export class LabPlayer {
  readonly id: string;
  readonly #dock: HTMLElement;
  readonly #around: LabSurroundings;
  readonly #controller: LabController;
  readonly #clock: LabClock;
  readonly #charts = new LazyPanel('charts', 'Charts', async () =>
    (await import('./panels/charts.ts')).createChartsPanel(),
  );
  readonly #map = new LazyPanel('map', 'Map', async () => (await import('./panels/map.ts')).createMapPanel());
  readonly #panels: PanelTabs;
  readonly #views: ReturnType<typeof createViewSwitch>;
  readonly #toolbar: Toolbar;
  readonly #node: HTMLElement;
  readonly #screen = buildNode('div', { class: 'lab-screen' });
  readonly #bar = buildNode('div', { class: 'lab-bar', role: 'status' });
  readonly #live = buildNode('p', { class: 'visually-hidden', role: 'status' });
  readonly #bringBackButton = buildNode(
    'button',
    { type: 'button', class: 'lab-small' },
    'Bring back the run kept aside',
  );
  /** Ends everything that listens beyond the nodes of the player. */
  readonly #ended = new AbortController();
  #settings = readLabSettings();
  #terminal: TerminalView | undefined;
  #claim: TabClaim | undefined;
  /** What the latest line came to. */
  #outcome: LineOutcome | undefined;
  #keptAt = 0;
  #isUnkept = false;
  #isHolding = false;
  #hasNotedUnkept = false;

  constructor(dock: HTMLElement, lab: Lab, around: LabSurroundings) {
    this.id = lab.id;
    this.#dock = dock;
    this.#around = around;
    const isMotionReduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#controller = new LabController(
      lab,
      { onChange: () => this.#onChange(), onMet: (ids) => this.#onMet(ids) },
      !isMotionReduced,
    );
    this.#clock = new LabClock(
      (ms) => this.#advance(ms),
      () => {
        this.#showSpeed();
        this.#terminal?.note('The clock was paused, because nobody did anything for a while.', 'muted');
      },
      this.#ended.signal,
    );
    this.#toolbar = createToolbar(this.#settings, {
      onSpeed: (speed) => {
        this.#clock.setSpeed(speed);
        this.#showSpeed();
      },
      onSettings: (settings) => void this.#changeSettings(settings),
      onClose: () => this.close(),
    });
    const goals = createGoalsPanel(this.#controller, this.#actions());
    const made = workPanelsOf(lab, {
      type: (line) => this.#type(line),
      session: () => this.#controller.run.session,
    });
    const split = buildNode('div', { class: 'lab-split' });
    // A panel in which somebody writes needs more room than one that is looked at.
    const onChosen = (id: string): void => {
      split.dataset['panel'] = id;
    };
    this.#panels = new PanelTabs(
      [
        goals,
        ...made,
        this.#map,
        this.#charts,
        new LazyPanel('alerts', 'Alerts', async () =>
          (await import('./panels/alerts.ts')).createAlertsPanel(),
        ),
        new LazyPanel('traces', 'Traces', async () =>
          (await import('./panels/traces.ts')).createTracesPanel(),
        ),
        new LazyPanel('events', 'Log', async () => (await import('./panels/events.ts')).createEventsPanel()),
      ],
      onChosen,
    );
    split.append(
      buildNode(
        'div',
        { class: 'lab-terminal' },
        this.#screen,
        createKeyRow((key) => this.#terminal?.press(key)),
      ),
      this.#panels.node,
    );
    this.#views = createViewSwitch(split, () => this.#terminal?.fit());
    this.#bar.hidden = true;
    this.#bringBackButton.hidden = this.#around.readAside() === undefined;
    this.#node = buildNode(
      'div',
      { class: 'lab-player' },
      this.#toolbar.node,
      this.#bar,
      this.#views.node,
      split,
      this.#live,
    );
    this.#node.hidden = true;
    dock.append(this.#node);
    const { signal } = this.#ended;
    addEventListener('pagehide', () => this.#keep(), { signal });
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.hidden) this.#keep();
      },
      { signal },
    );
  }

  /** Claims the lab for this tab, brings back what was kept, and shows the terminal. */
  async begin(): Promise<void> {
    this.#claim = await claimLab(`dwcp-training:lab:${this.id}`, {
      onAsked: () => this.#keep(),
      onLost: () => this.#showOtherTab(),
    });
    const told = await this.#restore();
    await this.#showTerminal(told);
    if (!this.#claim.isHeld()) this.#showOtherTab();
    this.#showSpeed();
  }

  open(): void {
    this.#dock.dataset['open'] = '';
    this.#node.hidden = false;
    keepLastOpen(this.id);
    this.#terminal?.fit();
    this.#panels.show(this.#controller.run.session.cluster);
    if (this.#claim?.isHeld() === true) this.#clock.start();
    this.#terminal?.focus();
  }

  close(): void {
    this.#keep();
    this.#clock.stop();
    delete this.#dock.dataset['open'];
    this.#node.hidden = true;
    keepLastOpen(undefined);
    // On the page of the cluster the button stands outside the dock.
    document.querySelector<HTMLElement>('[data-open-lab]')?.focus();
  }

  /** Makes room for another lab in the same dock. */
  end(): void {
    this.#keep();
    this.#clock.stop();
    this.#claim?.release();
    this.#ended.abort();
    this.#controller.interrupt();
    this.#terminal?.dispose();
    this.#panels.dispose();
    this.#node.remove();
  }

  /** Shows a panel, with what a link asked for in it. */
  openPanel(id: string, detail?: string): void {
    if (this.#panels.open(id, detail)) this.#views.choose('panels');
  }

  /** Puts lines of the text at the prompt. */
  offer(lines: readonly string[]): void {
    this.#views.choose('terminal');
    this.#terminal?.offer(lines);
  }

  /** Plays the run of a link. The run that was there is kept aside. */
  async openShared(code: string): Promise<void> {
    if (this.#controller.run.entries.length > 0) {
      const isWanted = await confirmWith(
        'Open the shared run?',
        'The link holds a run of this lab. Your own run is kept aside, and can be brought back.',
        'Open the shared run',
      );
      if (!isWanted) return;
      this.#keepAside(this.#controller.kept());
    }
    this.#charts.forget();
    const restored = await this.#holding(() => this.#controller.restoreCode(code));
    if (restored === 'restored') {
      this.#keep();
      this.#terminal?.restart(this.#greeting('The run of the link has been played.'));
    } else {
      this.#around.notify(
        {
          'other-lab': 'The link holds a run of another lab; open it on the page of that lab.',
          unreachable:
            'The run of the link needs a part of the cluster that could not be loaded. Try again with a connection.',
          'other-edition': damagedLink,
          damaged: damagedLink,
        }[restored],
      );
    }
  }

  async #restore(): Promise<string> {
    const kept = this.#around.read();
    if (kept === undefined) return '';
    this.#charts.forget();
    const restored = await this.#holding(() => this.#controller.restore(kept));
    if (restored === 'restored') {
      const { entries } = this.#controller.run;
      return entries.length === 0
        ? ''
        : `Your run has been brought back, ${countOf(entries.length, 'line')} long.`;
    }
    this.#keepAside(kept);
    this.#around.notify(
      {
        'other-edition':
          'This lab has changed since you began it, so it starts anew. Your earlier run is kept aside.',
        unreachable:
          'Your run needs a part of the cluster that could not be loaded, so the lab starts anew. Your run is kept aside.',
        'other-lab': damagedRun,
        damaged: damagedRun,
      }[restored],
    );
    return '';
  }

  /** Keeps nothing while a run is being played: what is kept is worth more than what is not there yet. */
  async #holding(play: () => Promise<Restored>): Promise<Restored> {
    this.#isHolding = true;
    try {
      return await play();
    } finally {
      this.#isHolding = false;
    }
  }

  #keepAside(kept: unknown): void {
    this.#around.keepAside(kept);
    this.#bringBackButton.hidden = this.#around.readAside() === undefined;
  }

  #greeting(more: string): string {
    const { scenario } = this.#controller.lab;
    const lines = [`Training cluster: ${scenario.title}. Type help for the commands.`, more];
    return `${lines.filter((line) => line !== '').join('\n')}\n`;
  }

  async #showTerminal(more: string): Promise<void> {
    const port: TerminalPort = {
      prompt: () => `${this.#controller.run.session.host}$ `,
      history: () => this.#controller.run.session.history,
      complete: (line, cursor) => this.#around.complete(this.#controller.run.session, line, cursor),
      runLine: (line) => this.#runLine(line),
      interrupt: () => this.#controller.interrupt(),
      leave: () => this.#toolbar.focusTarget.focus(),
    };
    this.#terminal?.dispose();
    this.#screen.replaceChildren();
    this.#node.classList.toggle('is-plain', this.#settings.isPlain);
    // xterm measures its letters, so its place has to be there when it is made.
    this.#dock.dataset['open'] = '';
    this.#node.hidden = false;
    this.#terminal = this.#settings.isPlain
      ? new PlainTerminal(this.#screen, port)
      : await this.#drawTerminal(port);
    this.#terminal.restart(this.#greeting(more));
  }

  async #drawTerminal(port: TerminalPort): Promise<TerminalView> {
    try {
      const { DrawnTerminal } = await import('./terminal.ts');
      return new DrawnTerminal(this.#screen, port, this.#settings.isForScreenReader);
    } catch {
      this.#around.notify('The drawn terminal could not be loaded, so a plain field takes its place.');
      this.#node.classList.add('is-plain');
      return new PlainTerminal(this.#screen, port);
    }
  }

  async #changeSettings(settings: LabSettings): Promise<void> {
    const isOther = settings.isPlain !== this.#settings.isPlain;
    this.#settings = settings;
    keepLabSettings(settings);
    if (isOther && !this.#controller.isRunning) await this.#showTerminal('');
    else this.#terminal?.setScreenReaderMode(settings.isForScreenReader);
  }

  async #runLine(line: string): Promise<void> {
    const terminal = this.#terminal;
    if (terminal === undefined) return;
    if (this.#claim?.isHeld() === false) {
      terminal.print('This lab is open in another tab. "Continue here" takes it over.\n', 'fault');
      return;
    }
    if (line.trim() === '') return;
    this.#outcome = await this.#controller.runLine(line, terminal);
    this.#keep();
  }

  /** Types a line for a panel, as a person would, so that it is part of the run. */
  async #type(line: string): Promise<LineOutcome | { readonly refusal: string }> {
    const terminal = this.#terminal;
    if (terminal === undefined || this.#claim?.isHeld() !== true)
      return { refusal: 'This lab is open in another tab. "Continue here" takes it over.' };
    if (this.#controller.isRunning)
      return { refusal: 'A line runs in the terminal. Wait for its end, or stop it there with Ctrl-C.' };
    if (line.length > LINE_LIMIT)
      return { refusal: `The line has ${line.length} characters, and the terminal takes ${LINE_LIMIT}.` };
    this.#outcome = undefined;
    await terminal.type(line);
    return this.#outcome ?? { refusal: 'The line did not run.' };
  }

  #advance(ms: number): void {
    this.#controller.advance(ms);
    if (performance.now() - this.#keptAt > keepEveryMs) this.#keep();
  }

  #onChange(): void {
    const { cluster } = this.#controller.run.session;
    this.#toolbar.showClock(cluster.nowMs);
    const firing = Object.values(cluster.alerts.instances).filter(({ state }) => state === 'firing');
    this.#panels.setCount('alerts', firing.length);
    this.#isUnkept = true;
    if (!this.#node.hidden) this.#panels.show(cluster);
    this.#markText();
  }

  #onMet(ids: readonly string[]): void {
    const { checkpoints } = this.#controller.lab.scenario;
    for (const { title, met } of checkpoints.filter(({ id }) => ids.includes(id))) {
      this.#terminal?.note(`■ Checkpoint met: ${title}. ${met}`);
      this.#live.textContent = `Checkpoint met: ${title}. ${met}`;
    }
    if (this.#controller.isComplete && checkpoints.length > 0) this.#around.recordDone();
    this.#keep();
  }

  /** Ticks the checkpoints in the text of the lab. */
  #markText(): void {
    const met = new Set(this.#controller.run.met.map(({ id }) => id));
    for (const place of document.querySelectorAll<HTMLElement>('[data-checkpoint]'))
      place.toggleAttribute('data-met', met.has(place.id));
    for (const place of document.querySelectorAll<HTMLElement>('[data-goal-mark]'))
      place.classList.toggle('mark-complete', met.has(place.dataset['goalMark'] ?? ''));
  }

  #keep(): void {
    if (!this.#isUnkept || this.#isHolding || this.#claim?.isHeld() !== true) return;
    this.#keptAt = performance.now();
    this.#isUnkept = !this.#around.keep(this.#controller.kept());
    if (this.#isUnkept && !this.#hasNotedUnkept) {
      this.#hasNotedUnkept = true;
      this.#around.notify(
        'This browser does not let the site keep anything. The lab goes on, but export the evidence before you leave the page.',
      );
    }
  }

  #showSpeed(): void {
    this.#toolbar.showSpeed(this.#clock.speed);
    this.#map.setMoving(this.#clock.speed > 0);
  }

  #showOtherTab(): void {
    this.#clock.stop();
    const button = buildNode('button', { type: 'button', class: 'lab-small' }, 'Continue here');
    button.addEventListener('click', () => void this.#takeOver());
    this.#bar.replaceChildren('This lab is open in another tab, which keeps the run. ', button);
    this.#bar.hidden = false;
  }

  async #takeOver(): Promise<void> {
    await this.#claim?.takeOver();
    this.#bar.hidden = true;
    const told = await this.#restore();
    this.#terminal?.restart(this.#greeting(told));
    this.#clock.start();
    this.#terminal?.focus();
  }

  #actions(): HTMLElement[] {
    const button = (text: string, run: () => void): HTMLButtonElement => {
      const node = buildNode('button', { type: 'button', class: 'lab-small' }, text);
      node.addEventListener('click', run);
      return node;
    };
    this.#bringBackButton.addEventListener('click', () => void this.#bringBack());
    const { scenario } = this.#controller.lab;
    const isLab = scenario.checkpoints.length > 0;
    return [
      button('Step back', () => this.#stepBack()),
      button('Start again', () => void this.#reset()),
      button('Copy a link to this run', () => void this.#share()),
      ...(isLab
        ? [
            button('Export evidence', () => this.#exportEvidence()),
            button('Show the solution', () => void this.#showSolution()),
          ]
        : []),
      this.#bringBackButton,
    ];
  }

  #stepBack(): void {
    const line = this.#controller.stepBack();
    if (line === undefined) {
      this.#terminal?.note('There is no line to take back.', 'muted');
      return;
    }
    this.#keep();
    this.#terminal?.note(`Taken back: ${line}`, 'muted');
    this.#live.textContent = `Taken back: ${line}`;
  }

  async #reset(): Promise<void> {
    const isWanted = await confirmWith(
      'Start the lab again?',
      'The cluster goes back to its start, and what you typed is kept aside. "Bring back" returns to it.',
      'Start again',
    );
    if (!isWanted) return;
    this.#controller.interrupt();
    this.#keepAside(this.#controller.kept());
    this.#charts.forget();
    this.#controller.reset();
    this.#keep();
    this.#terminal?.restart(this.#greeting(''));
    this.#terminal?.focus();
  }

  async #bringBack(): Promise<void> {
    const aside = this.#around.readAside();
    const present = this.#controller.kept();
    this.#charts.forget();
    if (aside === undefined || (await this.#holding(() => this.#controller.restore(aside))) !== 'restored') {
      this.#terminal?.note('No run is kept aside that this lab could take.', 'muted');
      return;
    }
    this.#keepAside(present);
    this.#keep();
    this.#terminal?.restart(this.#greeting('The run that was kept aside is back.'));
    this.#terminal?.focus();
  }

  async #share(): Promise<void> {
    const { origin, pathname } = location;
    const link = `${origin}${pathname}#run=${await this.#controller.shareCode()}`;
    try {
      await navigator.clipboard.writeText(link);
      this.#live.textContent = 'The link is copied.';
      this.#terminal?.note('A link to this run is on the clipboard.', 'muted');
    } catch {
      this.#terminal?.note(`The link to this run: ${link}`, 'muted');
    }
  }

  #exportEvidence(): void {
    const name = `evidence-${this.id.replaceAll('/', '-')}.json`;
    downloadText(name, 'application/json', `${JSON.stringify(this.#controller.evidence(), null, 2)}\n`);
    this.#live.textContent = `The evidence is saved as ${name}.`;
    this.#terminal?.note(`The evidence is saved as ${name}.`, 'muted');
  }

  async #showSolution(): Promise<void> {
    const isWanted = await confirmWith(
      'Show the solution?',
      'The evidence will say that you have seen it. Hints may be enough: each checkpoint has some.',
      'Show the solution',
    );
    if (!isWanted) return;
    const solution = this.#controller.showSolution();
    this.#keep();
    this.#terminal?.note(
      `The commands that solve the lab:\n${solution.map((line) => `  ${describeLine(line)}`).join('\n')}`,
    );
  }
}

function countOf(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
