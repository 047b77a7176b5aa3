import { buildNode } from '../../build-node.ts';
import type { ProgramProblem } from './strip-types.ts';

/** What came of a run: one sentence that is announced, and below it what belongs to it. */
export class ResultView {
  readonly node = buildNode('div', {
    class: 'program-result',
    tabindex: '0',
    role: 'region',
    'aria-label': 'What came of it',
  });
  readonly #sentence = buildNode('p', { class: 'program-sentence', role: 'status' });
  readonly #rest = buildNode('div');

  constructor() {
    this.node.append(this.#sentence, this.#rest);
    this.#sentence.textContent =
      'Run makes a plug-in of the program, writes it into a file of the terminal and registers it.';
  }

  wait(words: string): void {
    this.#set(words, false, []);
  }

  say(words: string, notes: readonly string[], printed: readonly string[] = []): void {
    this.#set(words, false, [...notes.map((note) => buildNode('p', {}, note)), ...printedLines(printed)]);
  }

  refuse(words: string, problems: readonly ProgramProblem[], printed: readonly string[] = []): void {
    const told = problems.map(
      ({ message, line }) => `${line === undefined ? '' : `Line ${line}. `}${message}`,
    );
    const [first = ''] = told;
    this.#set(`${words} ${first}`, true, [
      ...told.slice(1).map((text) => buildNode('p', {}, text)),
      ...printedLines(printed),
    ]);
  }

  #set(words: string, isFault: boolean, rest: readonly HTMLElement[]): void {
    this.node.classList.toggle('is-fault', isFault);
    this.#sentence.textContent = words;
    this.#rest.replaceChildren(...rest);
    this.node.scrollTop = 0;
  }
}

function printedLines(printed: readonly string[]): HTMLElement[] {
  return printed.length === 0 ? [] : [buildNode('pre', { class: 'program-printed' }, printed.join('\n'))];
}
