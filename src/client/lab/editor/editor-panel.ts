/** The editor of a lab: a plug-in is written in TypeScript, run, registered and compared, without leaving the page. */
import editorStyles from '../../../styles/program-editor.css?inline';
import { listWorkers } from '../../../simulator/cluster.ts';
import { pathBetween } from '../../../simulator/links.ts';
import { gatherKnowledge, registerLines } from '../../../simulator/plugin-programs/index.ts';
import { pluginInUse } from '../../../simulator/plugins.ts';
import { buildNode } from '../../build-node.ts';
import { onStoredElsewhere, readStored, store } from '../../storage.ts';
import type { Panel } from '../panels/panel.ts';
import { adoptStyles } from '../style-carrier.ts';
import type { LabDesk } from '../work-panels.ts';
import { keptProgram, parseKeptProgram } from './kept-program.ts';
import { PathChoice } from './path-choice.ts';
import type { ProgramData } from './program-data.ts';
import { ProgramEditor } from './program-editor.ts';
import { ResultView } from './result-view.ts';
import { runProgram } from './run-program.ts';

/** A text that is being written is kept when the keys have rested for so long. */
const restMs = 400;

let areStylesAdopted = false;

export function createEditorPanel(lab: string, desk: LabDesk, data: ProgramData): Panel {
  if (!areStylesAdopted) adoptStyles(editorStyles);
  areStylesAdopted = true;
  const panel = new EditorPanel(lab, desk, data);
  return {
    id: 'editor',
    title: 'Editor',
    node: panel.node,
    show: () => panel.show(),
    dispose: () => panel.dispose(),
  };
}

class EditorPanel {
  readonly node: HTMLElement;
  readonly #key: string;
  readonly #desk: LabDesk;
  readonly #data: ProgramData;
  readonly #editor: ProgramEditor;
  readonly #result = new ResultView();
  readonly #paths: PathChoice | undefined;
  readonly #ended = new AbortController();
  #timer = 0;
  #isBusy = false;
  /** The text as it was read or kept last. */
  #keptText: string;

  constructor(lab: string, desk: LabDesk, data: ProgramData) {
    this.#key = `lab:${lab}:program`;
    this.#desk = desk;
    this.#data = data;
    this.#paths = data.kind === 'transport' ? new PathChoice() : undefined;
    this.#keptText = parseKeptProgram(readStored(this.#key)) ?? data.starter;
    const place = buildNode('div', { class: 'program-text' });
    const keys = buildNode(
      'p',
      { id: 'program-keys', class: 'program-keys' },
      'Ctrl-Enter runs. Tab indents; Escape, then Tab, leaves the editor.',
    );
    this.node = buildNode(
      'div',
      { class: 'program-editor' },
      this.#createToolbar(data),
      place,
      keys,
      this.#result.node,
    );
    this.#editor = new ProgramEditor({
      parent: place,
      text: this.#keptText,
      describedBy: keys.id,
      onChange: () => this.#keepSoon(),
      onRun: () => void this.#run(),
    });
    const { signal } = this.#ended;
    addEventListener('pagehide', () => this.#keep(), { signal });
    onStoredElsewhere(this.#key, () => this.#takeFromOtherTab(), signal);
  }

  show(): void {
    const { cluster } = this.#desk.session();
    const workers = listWorkers(cluster);
    this.#paths?.show(
      workers.map(({ id, region }) => ({ id, region })),
      (from, to) => {
        const [source, target] = [cluster.nodes[from], cluster.nodes[to]];
        return source === undefined || target === undefined ? 0 : pathBetween(cluster, source, target).rttMs;
      },
    );
  }

  dispose(): void {
    this.#keep();
    this.#ended.abort();
    this.#editor.dispose();
  }

  #createToolbar(data: ProgramData): HTMLElement {
    const button = (text: string, name: string, run: () => void): HTMLButtonElement => {
      const node = buildNode('button', { type: 'button', class: name }, text);
      node.addEventListener('click', run);
      return node;
    };
    const small = (text: string, run: () => void): HTMLButtonElement => button(text, 'lab-small', run);
    return buildNode(
      'div',
      { class: 'program-toolbar', role: 'group', 'aria-label': 'The program' },
      button('Run', 'lab-small program-run', () => void this.#run()),
      buildNode(
        'span',
        { class: 'program-benchmark' },
        small('Benchmark', () => void this.#benchmark()),
        ...(this.#paths === undefined ? [] : [this.#paths.node]),
      ),
      buildNode(
        'span',
        { class: 'program-changes' },
        small('Undo', () => this.#editor.undo()),
        small('Redo', () => this.#editor.redo()),
        small('Reset to the starter', () => this.#reset()),
        small('Types', () =>
          this.#result.say('What a program is given, and what it exports.', [], [data.types]),
        ),
      ),
    );
  }

  #reset(): void {
    if (this.#editor.text === this.#data.starter) {
      this.#result.say('This is the starter.', []);
      return;
    }
    this.#editor.replace(this.#data.starter);
    this.#result.say('The starter is back. Undo brings your text back.', []);
  }

  /** Makes a plug-in of the text, and types what puts it into the cluster. */
  async #run(): Promise<void> {
    await this.#work('The program runs.', async () => {
      this.#keep();
      const knowledge = gatherKnowledge(this.#desk.session().cluster);
      const result = await runProgram(this.#editor.text, knowledge);
      if ('problems' in result) {
        const [first] = result.problems;
        this.#editor.mark(first?.line);
        this.#result.refuse('No plug-in was made.', result.problems, result.printed);
        return;
      }
      this.#editor.mark(undefined);
      if (result.plugin.kind !== this.#data.kind) {
        const message = `This lab is about a ${this.#data.kind} plug-in, and the program is a ${result.plugin.kind} plug-in.`;
        this.#result.refuse('Nothing was registered.', [{ message }], result.printed);
        return;
      }
      const output = await this.#typeAll(registerLines(result.plugin));
      if (output !== undefined) this.#result.say(output, result.notes, result.printed);
    });
  }

  async #benchmark(): Promise<void> {
    await this.#work('The benchmark runs.', async () => {
      const plugin = pluginInUse(this.#desk.session().cluster, this.#data.kind);
      if (plugin === undefined) {
        this.#result.refuse('There is nothing to compare yet.', [
          { message: 'Run registers the plug-in; the benchmark compares the one that is in use.' },
        ]);
        return;
      }
      const ends =
        this.#paths === undefined ? '' : ` --source ${this.#paths.from} --target ${this.#paths.to}`;
      const output = await this.#typeAll([`dwcp-cli plugin benchmark --plugin ${plugin.name}${ends}`]);
      if (output !== undefined) this.#result.say(`Benchmark of ${plugin.name}`, [], [output]);
    });
  }

  /** Types lines one after the other; what the last one printed, or nothing after the first that failed. */
  async #typeAll(lines: readonly string[]): Promise<string | undefined> {
    let output = '';
    for (const line of lines) {
      const outcome = await this.#desk.type(line);
      const problem =
        'refusal' in outcome
          ? outcome.refusal
          : outcome.exitCode === 0
            ? undefined
            : outcome.output.trim() || 'The line ended with a failure.';
      if (problem !== undefined) {
        this.#result.refuse('The terminal refused.', [{ message: problem }]);
        return undefined;
      }
      output = 'output' in outcome ? outcome.output.trimEnd() : '';
    }
    return output;
  }

  async #work(words: string, run: () => Promise<void>): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.node.setAttribute('aria-busy', 'true');
    this.#result.wait(words);
    try {
      await run();
    } finally {
      this.#isBusy = false;
      this.node.removeAttribute('aria-busy');
    }
  }

  #keepSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#keep(), restMs);
  }

  #keep(): void {
    clearTimeout(this.#timer);
    const { text } = this.#editor;
    if (text === this.#keptText) return;
    // Where the browser keeps nothing, the player says so; the text is there as long as the page is.
    if (store(this.#key, keptProgram(text))) this.#keptText = text;
  }

  /** What another tab has kept is taken over; a text of this tab that was not kept comes back with Undo. */
  #takeFromOtherTab(): void {
    const text = parseKeptProgram(readStored(this.#key));
    if (text === undefined || text === this.#editor.text) return;
    this.#keptText = text;
    this.#editor.replace(text);
    this.#result.say(
      'The text was changed in another tab, and is the same here. Undo brings this one back.',
      [],
    );
  }
}
