/** The terminal: xterm with a line editor of its own. It knows nothing of clusters; lines go out, text comes in. */
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import xtermStyles from '@xterm/xterm/css/xterm.css?inline';
import {
  commonStart,
  edit,
  editOfSequence,
  emptyLine,
  insertText,
  replaceRange,
  type EditedLine,
} from './line-editor.ts';
import { LineHistory } from './line-history.ts';
import { adoptStyles, withoutInlineStyles } from './style-carrier.ts';
import { inColumns, withoutControls } from './terminal-text.ts';
import { onThemeChange, terminalTheme } from './terminal-theme.ts';
import type { TerminalPort, TerminalView, Tone } from './terminal-view.ts';

const codes = { reset: '\u001B[0m', accent: '\u001B[34m', fault: '\u001B[31m', muted: '\u001B[90m' } as const;
const linesKept = 2_000;

let areStylesAdopted = false;

/** The terminal that xterm draws. */
export class DrawnTerminal implements TerminalView {
  readonly #port: TerminalPort;
  readonly #xterm: Terminal;
  readonly #fit = new FitAddon();
  readonly #host: HTMLElement;
  readonly #history = new LineHistory();
  readonly #ended = new AbortController();
  #line: EditedLine = emptyLine;
  /** Rows between the row of the prompt and that of the cursor, as drawn last. */
  #cursorRow = 0;
  #isRunning = false;
  /** Lines of a paste that wait for the one that runs. */
  #waiting: string[] = [];
  /** Lines of the page that wait for their turn at the prompt. */
  #offered: string[] = [];
  #hasProgress = false;
  #isAtLineStart = true;

  constructor(host: HTMLElement, port: TerminalPort, isForScreenReader: boolean) {
    this.#host = host;
    this.#port = port;
    if (!areStylesAdopted) adoptStyles(xtermStyles);
    areStylesAdopted = true;
    const isMotionReduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#xterm = new Terminal({
      convertEol: true,
      cursorBlink: !isMotionReduced,
      fontFamily: getComputedStyle(host).fontFamily,
      fontSize: 13,
      lineHeight: 1.25,
      scrollback: linesKept,
      screenReaderMode: isForScreenReader,
      theme: terminalTheme(host),
    });
    this.#xterm.loadAddon(this.#fit);
    withoutInlineStyles(() => this.#xterm.open(host));
    this.#xterm.textarea?.setAttribute('aria-label', 'Terminal. Escape leaves it.');
    this.#xterm.attachCustomKeyEventHandler((event) => this.#takesKey(event));
    this.#xterm.onData((data) => this.#receive(data));
    const { signal } = this.#ended;
    onThemeChange(() => (this.#xterm.options.theme = terminalTheme(host)), signal);
    const observer = new ResizeObserver(() => this.fit());
    observer.observe(host);
    signal.addEventListener('abort', () => observer.disconnect());
    this.fit();
  }

  dispose(): void {
    this.#ended.abort();
    this.#xterm.dispose();
  }

  fit(): void {
    if (this.#host.clientWidth === 0 || this.#host.clientHeight === 0) return;
    this.#fit.fit();
  }

  focus(): void {
    this.#xterm.focus();
  }

  setScreenReaderMode(isOn: boolean): void {
    this.#xterm.options.screenReaderMode = isOn;
  }

  restart(greeting: string): void {
    this.#waiting = [];
    this.#offered = [];
    this.#isRunning = false;
    this.#line = emptyLine;
    this.#hasProgress = false;
    this.#isAtLineStart = true;
    this.#xterm.reset();
    this.print(greeting, 'muted');
    this.#startLine();
  }

  /** Writes text that a command gave out. A terminal would obey control characters, so they are left out. */
  print(text: string, tone?: Tone): void {
    if (text === '') return;
    this.#endProgress();
    const plain = withoutControls(text);
    this.#xterm.write(tone === undefined ? plain : `${codes[tone]}${plain}${codes.reset}`);
    this.#isAtLineStart = plain.endsWith('\n');
  }

  printProgress(text: string): void {
    const [firstLine = ''] = withoutControls(text).split('\n');
    this.#xterm.write(`\r\u001B[K${firstLine.slice(0, this.#xterm.cols - 1)}`);
    this.#hasProgress = true;
    this.#isAtLineStart = false;
  }

  #endProgress(): void {
    if (!this.#hasProgress) return;
    this.#xterm.write('\r\u001B[K');
    this.#hasProgress = false;
    this.#isAtLineStart = true;
  }

  note(text: string, tone: Tone = 'accent'): void {
    if (this.#isRunning) {
      if (!this.#isAtLineStart && !this.#hasProgress) this.print('\n');
      this.print(`${text}\n`, tone);
      return;
    }
    this.#eraseLine();
    this.print(`${text}\n`, tone);
    this.#draw();
  }

  offer(lines: readonly string[]): void {
    this.#offered = [...lines];
    if (!this.#isRunning) this.#takeOffer();
    this.focus();
  }

  #takeOffer(): void {
    const text = this.#offered.shift();
    if (text !== undefined) this.#change(insertText(emptyLine, text));
  }

  type(line: string): Promise<void> {
    this.#offered = [];
    this.#change({ text: line, cursor: line.length });
    return this.#enter();
  }

  press(key: string): void {
    this.#receive(key);
    this.focus();
  }

  #takesKey(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true;
    if (event.key === 'Escape' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.#port.leave();
      return false;
    }
    // With a selection Ctrl-C copies, as in other terminals of the browser; without one it interrupts.
    const isControl = event.ctrlKey || event.metaKey;
    if (isControl && event.key.toLowerCase() === 'c' && (this.#xterm.hasSelection() || event.shiftKey)) {
      void navigator.clipboard.writeText(this.#xterm.getSelection()).catch(() => undefined);
      this.#xterm.clearSelection();
      event.preventDefault();
      return false;
    }
    // The browser pastes; xterm hears of it.
    if (isControl && event.key.toLowerCase() === 'v') return false;
    if (event.ctrlKey && event.key === 'Tab') return false;
    return true;
  }

  #receive(data: string): void {
    const sequence = editOfSequence[data];
    if (this.#isRunning) {
      if (data === '\u0003') {
        this.#waiting = [];
        this.#port.interrupt();
      } else if (sequence === undefined && !data.startsWith('\u001B')) {
        this.#queue(data);
      }
      return;
    }
    if (sequence !== undefined) this.#change(edit(this.#line, sequence));
    else this.#receiveOther(data);
  }

  #receiveOther(data: string): void {
    switch (data) {
      case '\u001B[A':
      case '\u001BOA':
      case '\u0010':
        this.#showFromHistory(this.#history.older(this.#line.text));
        return;
      case '\u001B[B':
      case '\u001BOB':
      case '\u000E':
        this.#showFromHistory(this.#history.newer());
        return;
      case '\t':
        this.#complete();
        return;
      case '\u0003':
        this.#offered = [];
        this.#moveToEnd();
        this.#xterm.write('^C\r\n');
        this.#startLine();
        return;
      case '\f':
        this.#xterm.write('\u001B[2J\u001B[3J\u001B[H');
        this.#cursorRow = 0;
        this.#draw();
        return;
    }
    if (data.startsWith('\u001B')) return;
    const [first = '', ...rest] = data.split(/\r\n|\r|\n/);
    this.#change(insertText(this.#line, first));
    if (rest.length === 0) return;
    this.#waiting.push(...rest);
    void this.#enter();
  }

  /** Keeps what arrives while a line runs: whole lines run afterwards, and the last one is left in the editor. */
  #queue(data: string): void {
    const [first = '', ...rest] = data.split(/\r\n|\r|\n/);
    const last = this.#waiting.pop() ?? '';
    this.#waiting.push(last + first, ...rest);
  }

  #enter(): Promise<void> {
    this.#moveToEnd();
    this.#xterm.write('\r\n');
    this.#isAtLineStart = true;
    const line = this.#line.text;
    this.#line = emptyLine;
    this.#cursorRow = 0;
    this.#isRunning = true;
    return this.#port.runLine(line).finally(() => {
      if (this.#ended.signal.aborted) return;
      this.#isRunning = false;
      this.#endProgress();
      if (!this.#isAtLineStart) this.#xterm.write('\r\n');
      this.#startLine();
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#takeOffer();
        return;
      }
      this.#change(insertText(this.#line, next));
      if (this.#waiting.length > 0) void this.#enter();
    });
  }

  #startLine(): void {
    this.#line = emptyLine;
    this.#cursorRow = 0;
    this.#history.reset(this.#port.history());
    this.#draw();
  }

  #showFromHistory(text: string | undefined): void {
    if (text !== undefined) this.#change({ text, cursor: text.length });
  }

  #complete(): void {
    const { start, candidates } = this.#port.complete(this.#line.text, this.#line.cursor);
    if (candidates.length === 0) return;
    const [only = ''] = candidates;
    if (candidates.length === 1) {
      this.#change(
        replaceRange(this.#line, start, only.endsWith('/') || only.endsWith('=') ? only : `${only} `),
      );
      return;
    }
    const common = commonStart(candidates);
    const typed = this.#line.text.slice(start, this.#line.cursor);
    if (common.length > typed.length) {
      this.#change(replaceRange(this.#line, start, common));
      return;
    }
    this.#moveToEnd();
    this.#xterm.write(`\r\n${codes.muted}${inColumns(candidates, this.#xterm.cols)}${codes.reset}\r\n`);
    this.#cursorRow = 0;
    this.#draw();
  }

  #change(line: EditedLine): void {
    this.#line = line;
    this.#draw();
  }

  /** Draws prompt and line anew, over the rows of the one before, and puts the cursor where it belongs. */
  #draw(): void {
    const prompt = this.#port.prompt();
    const columns = this.#xterm.cols;
    const width = prompt.length + this.#line.text.length;
    const cursor = prompt.length + this.#line.cursor;
    const up = this.#cursorRow > 0 ? `\u001B[${this.#cursorRow}A` : '';
    // A line that ends at the edge leaves the cursor hanging there; a blank takes it down.
    const wrap = width > 0 && width % columns === 0 ? ' \r' : '';
    const lastRow = Math.floor(width / columns);
    const row = Math.floor(cursor / columns);
    const column = cursor % columns;
    const back =
      (lastRow > row ? `\u001B[${lastRow - row}A` : '') + '\r' + (column > 0 ? `\u001B[${column}C` : '');
    this.#xterm.write(
      `${up}\r\u001B[J${codes.accent}${prompt}${codes.reset}${this.#line.text}${wrap}${back}`,
    );
    this.#cursorRow = row;
    this.#isAtLineStart = false;
  }

  #eraseLine(): void {
    const up = this.#cursorRow > 0 ? `\u001B[${this.#cursorRow}A` : '';
    this.#xterm.write(`${up}\r\u001B[J`);
    this.#cursorRow = 0;
    this.#isAtLineStart = true;
  }

  #moveToEnd(): void {
    this.#change({ text: this.#line.text, cursor: this.#line.text.length });
  }
}
