/** The text of a program: CodeMirror in the colours of the site. */
import { defaultKeymap, history, historyKeymap, indentWithTab, redo, undo } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { Prec, StateEffect, StateField, type Extension } from '@codemirror/state';
import {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  type DecorationSet,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { withoutInlineStyles } from '../style-carrier.ts';

interface ProgramEditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  /** Ids of the sentences that say how the keys work. */
  readonly describedBy: string;
  readonly onChange: (text: string) => void;
  /** Ctrl-Enter. */
  readonly onRun: () => void;
}

export class ProgramEditor {
  readonly #view: EditorView;

  constructor({ parent, text, describedBy, onChange, onRun }: ProgramEditorOptions) {
    const run = Prec.high(
      keymap.of([
        {
          key: 'Mod-Enter',
          run: () => {
            onRun();
            return true;
          },
        },
      ]),
    );
    this.#view = withoutInlineStyles(
      () =>
        new EditorView({
          parent,
          doc: text,
          extensions: [
            run,
            lineNumbers(),
            history(),
            drawSelection(),
            indentUnit.of('  '),
            indentOnInput(),
            bracketMatching(),
            highlightActiveLine(),
            EditorView.lineWrapping,
            keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
            javascript({ typescript: true }),
            syntaxHighlighting(colours),
            theme,
            faultLine,
            ownReplacing,
            EditorView.contentAttributes.of({
              'aria-label': 'Program in TypeScript',
              'aria-describedby': describedBy,
              autocapitalize: 'off',
              autocorrect: 'off',
              spellcheck: 'false',
            }),
            EditorView.updateListener.of((update) => {
              if (update.docChanged) onChange(update.state.doc.toString());
            }),
          ],
        }),
    );
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Puts another text in place of the one that is there, as one change that can be undone. */
  replace(text: string): void {
    if (text === this.text) return;
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: text } });
  }

  undo(): void {
    undo(this.#view);
  }

  redo(): void {
    redo(this.#view);
  }

  /** Marks the line of a problem, or none, and brings it into view. */
  mark(line: number | undefined): void {
    const { doc } = this.#view.state;
    const place = line === undefined || line < 1 || line > doc.lines ? undefined : doc.line(line).from;
    this.#view.dispatch({
      effects: [
        setFaultLine.of(place),
        ...(place === undefined ? [] : [EditorView.scrollIntoView(place, { y: 'center' })]),
      ],
    });
  }

  dispose(): void {
    this.#view.destroy();
  }
}

/**
 * Typing over a selection is done here: Chromium would keep the look of what it replaces with a style attribute, which
 * the content security policy refuses with an error in the console.
 */
const ownReplacing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType, isComposing } = event;
    if (inputType !== 'insertText' || isComposing || data === null || view.state.selection.main.empty)
      return false;
    view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});

const setFaultLine = StateEffect.define<number | undefined>();

const faultLine: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marked, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setFaultLine)) continue;
      return effect.value === undefined
        ? Decoration.none
        : Decoration.set(Decoration.line({ class: 'cm-fault' }).range(effect.value));
    }
    // A line that is being mended is wrong no longer, or somewhere else.
    return transaction.docChanged ? Decoration.none : marked;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const colours = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.controlKeyword],
    color: 'var(--tk-keyword)',
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--tk-string)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--tk-function)' },
  { tag: [tags.comment], color: 'var(--tk-comment)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.typeName], color: 'var(--tk-constant)' },
  { tag: [tags.punctuation, tags.operator], color: 'var(--tk-punctuation)' },
]);

const theme = EditorView.theme({
  '&': { backgroundColor: 'var(--paper-code)', color: 'var(--ink)', height: '100%' },
  '&.cm-focused': { outline: '3px solid var(--focus)', outlineOffset: '-3px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--accent)', padding: '0.5rem 0' },
  '&.cm-focused .cm-cursor, .cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--mark)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--ink) 4%, transparent)' },
  '.cm-gutters': {
    backgroundColor: 'var(--paper-code)',
    color: 'var(--ink-muted)',
    borderRight: '1px solid var(--rule)',
  },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--rule-strong)',
  },
  '&.cm-focused .cm-nonmatchingBracket, .cm-nonmatchingBracket': {
    backgroundColor: 'transparent',
    color: 'var(--fault)',
  },
  '.cm-fault': { boxShadow: 'inset 4px 0 var(--fault)', backgroundColor: 'transparent' },
});
