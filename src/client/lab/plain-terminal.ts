/** The terminal as a plain field with its output above: for screen readers, for phones, and where xterm cannot be loaded. */
import { buildNode } from '../build-node.ts';
import { commonStart, replaceRange } from './line-editor.ts';
import { LineHistory } from './line-history.ts';
import { withoutControls } from './terminal-text.ts';
import type { TerminalPort, TerminalView, Tone } from './terminal-view.ts';

const blocksKept = 400;

export class PlainTerminal implements TerminalView {
  readonly #port: TerminalPort;
  readonly #history = new LineHistory();
  readonly #output = buildNode('div', {
    class: 'plain-output',
    role: 'log',
    tabindex: '0',
    'aria-label': 'Output of the terminal',
  });
  readonly #prompt = buildNode('span', { class: 'plain-prompt', 'aria-hidden': 'true' });
  readonly #field = buildNode('input', {
    type: 'text',
    class: 'plain-field',
    'aria-label': 'Command',
    autocomplete: 'off',
    autocapitalize: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
    enterkeyhint: 'go',
    maxlength: '4096',
  });
  #progress: HTMLElement | undefined;
  #isRunning = false;
  #waiting: string[] = [];
  #offered: string[] = [];

  constructor(host: HTMLElement, port: TerminalPort) {
    this.#port = port;
    const form = buildNode('form', { class: 'plain-line' }, this.#prompt, this.#field);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#enter();
    });
    this.#field.addEventListener('keydown', (event) => this.#onKey(event));
    this.#field.addEventListener('paste', (event) => this.#onPaste(event));
    host.replaceChildren(buildNode('div', { class: 'plain-terminal' }, this.#output, form));
  }

  fit(): void {
    this.#output.scrollTop = this.#output.scrollHeight;
  }

  focus(): void {
    this.#field.focus();
  }

  setScreenReaderMode(): void {
    // A field and a log need no mode of their own.
  }

  dispose(): void {
    // Everything it listens to is inside its place.
  }

  restart(greeting: string): void {
    this.#output.replaceChildren();
    this.#progress = undefined;
    this.#waiting = [];
    this.#offered = [];
    this.#isRunning = false;
    this.print(greeting, 'muted');
    this.#startLine();
  }

  print(text: string, tone?: Tone): void {
    if (text === '') return;
    this.#progress?.remove();
    this.#progress = undefined;
    const plain = withoutControls(text);
    const last = this.#output.lastElementChild;
    // What one command prints in pieces stays one block, which a screen reader reads as one.
    const isSame = last instanceof HTMLElement && last.dataset['tone'] === (tone ?? 'out');
    const block = isSame ? last : buildNode('pre', { 'data-tone': tone ?? 'out' });
    block.append(plain);
    if (!isSame) this.#output.append(block);
    // Columns that wrap cannot be read; they scroll, and sentences wrap.
    if (/\S {2,}\S/.test(plain) && !block.classList.contains('has-columns')) {
      block.classList.add('has-columns');
      block.tabIndex = 0;
    }
    while (this.#output.childElementCount > blocksKept) this.#output.firstElementChild?.remove();
    this.fit();
  }

  printProgress(text: string): void {
    if (this.#progress === undefined) {
      // Hidden from the log: forty lines of percent would drown everything else.
      this.#progress = buildNode('pre', { 'aria-hidden': 'true', 'data-tone': 'progress' });
      this.#output.append(this.#progress);
    }
    this.#progress.textContent = withoutControls(text).split('\n')[0] ?? '';
    this.fit();
  }

  note(text: string, tone: Tone = 'accent'): void {
    this.print(`${text}\n`, tone);
  }

  offer(lines: readonly string[]): void {
    this.#offered = [...lines];
    if (!this.#isRunning) this.#takeOffer();
    this.focus();
  }

  type(line: string): Promise<void> {
    this.#offered = [];
    return this.#run(line);
  }

  press(key: string): void {
    switch (key) {
      case '\t':
        this.#complete();
        break;
      case '\u0003':
        this.#interrupt();
        break;
      case '\u001B[A':
        this.#show(this.#history.older(this.#field.value));
        break;
      case '\u001B[B':
        this.#show(this.#history.newer());
        break;
      default: {
        const { selectionStart, selectionEnd, value } = this.#field;
        this.#field.setRangeText(key, selectionStart ?? value.length, selectionEnd ?? value.length, 'end');
      }
    }
    this.focus();
  }

  #onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const isControl = event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === 'ArrowUp') this.press('\u001B[A');
    else if (event.key === 'ArrowDown') this.press('\u001B[B');
    // Tab completes only at a word being typed; in an empty field, and with Shift, it moves on as everywhere.
    else if (event.key === 'Tab' && !event.shiftKey && this.#field.value !== '') this.#complete();
    else if (isControl && event.key === 'c' && this.#field.selectionStart === this.#field.selectionEnd)
      this.#interrupt();
    else if (isControl && event.key === 'l') this.#output.replaceChildren();
    else if (event.key === 'Escape') this.#port.leave();
    else return;
    event.preventDefault();
  }

  #onPaste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text') ?? '';
    if (!/[\r\n]/.test(text)) return;
    event.preventDefault();
    const [first = '', ...rest] = text.split(/\r\n|\r|\n/);
    this.press(first);
    this.#waiting.push(...rest);
    this.#enter();
  }

  #enter(): void {
    const line = this.#field.value;
    if (this.#isRunning) {
      this.#waiting.push(line, '');
      this.#field.value = '';
      return;
    }
    void this.#run(line);
  }

  #run(line: string): Promise<void> {
    this.#isRunning = true;
    this.#field.value = '';
    this.print(`${this.#port.prompt()}${line}\n`, 'accent');
    return this.#port.runLine(line).finally(() => {
      this.#progress?.remove();
      this.#progress = undefined;
      this.#isRunning = false;
      this.#startLine();
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#takeOffer();
        return;
      }
      this.#field.value = next;
      if (this.#waiting.length > 0) this.#enter();
    });
  }

  #interrupt(): void {
    this.#waiting = [];
    this.#offered = [];
    if (this.#isRunning) {
      this.#port.interrupt();
      return;
    }
    this.print(`${this.#port.prompt()}${this.#field.value}^C\n`, 'accent');
    this.#field.value = '';
  }

  #startLine(): void {
    this.#prompt.textContent = this.#port.prompt();
    this.#history.reset(this.#port.history());
    this.fit();
  }

  #takeOffer(): void {
    const text = this.#offered.shift();
    if (text !== undefined) this.#field.value = text;
  }

  #show(text: string | undefined): void {
    if (text !== undefined) this.#field.value = text;
  }

  #complete(): void {
    const cursor = this.#field.selectionStart ?? this.#field.value.length;
    const line = { text: this.#field.value, cursor };
    const { start, candidates } = this.#port.complete(line.text, cursor);
    const [only = ''] = candidates;
    const common =
      candidates.length === 1 ? `${only}${/[/=]$/.test(only) ? '' : ' '}` : commonStart(candidates);
    if (common.length > cursor - start) {
      const completed = replaceRange(line, start, common);
      this.#field.value = completed.text;
      this.#field.setSelectionRange(completed.cursor, completed.cursor);
    } else if (candidates.length > 1) {
      this.print(`${candidates.slice(0, 60).join('  ')}\n`, 'muted');
    }
  }
}
