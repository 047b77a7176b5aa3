/** What a terminal needs from whoever runs its lines. */
export interface TerminalPort {
  /** The prompt of the next line, without colour. */
  readonly prompt: () => string;
  /** Lines typed so far, oldest first. */
  readonly history: () => readonly string[];
  readonly complete: (line: string, cursor: number) => { start: number; candidates: string[] };
  /** Runs a line; the next prompt is shown when it is done. */
  readonly runLine: (line: string) => Promise<void>;
  /** Ctrl-C while a line runs. */
  readonly interrupt: () => void;
  /** Escape: the focus leaves the terminal. */
  readonly leave: () => void;
}

export type Tone = 'fault' | 'muted' | 'accent';

/** A terminal as the player uses it: drawn by xterm, or as a plain field with its output above. */
export interface TerminalView {
  readonly focus: () => void;
  /** Fits what is drawn to the room there is. */
  readonly fit: () => void;
  /** Empties the screen and begins with these words and a prompt. */
  readonly restart: (greeting: string) => void;
  /** Writes text that a command gave out. */
  readonly print: (text: string, tone?: Tone) => void;
  /** Writes a line that takes the place of the progress line before it. */
  readonly printProgress: (text: string) => void;
  /** Shows something between two lines, above what is being typed. */
  readonly note: (text: string, tone?: Tone) => void;
  /** Puts lines at the prompt, one after the other; the person presses Enter for each. */
  readonly offer: (lines: readonly string[]) => void;
  /**
   * Types a line in place of what is at the prompt, and presses Enter; settles when the line has run. Call it only while
   * no line runs. The focus stays where it is.
   */
  readonly type: (line: string) => Promise<void>;
  /** Does what a key does, given as what a terminal receives for it. */
  readonly press: (key: string) => void;
  readonly setScreenReaderMode: (isOn: boolean) => void;
  /** Lets go of everything outside its place on the page. */
  readonly dispose: () => void;
}
