/** What a property of an authoring component holds. */
export type PropertyType =
  | { readonly type: 'text' }
  | { readonly type: 'id' }
  | { readonly type: 'number' }
  /** Names separated by commas: `incident-id, summary`. */
  | { readonly type: 'names' }
  | { readonly type: 'choice'; readonly choices: readonly string[] };

/** One property of an authoring component. */
export type AuthoringProperty = PropertyType & {
  readonly name: string;
  readonly required: boolean;
  readonly meaning: string;
};

/** A component that writers may use in MDX without importing it. */
export interface AuthoringComponent {
  readonly name: string;
  /** `inline` stands within a sentence; `block` stands between blank lines. */
  readonly form: 'block' | 'inline';
  readonly meaning: string;
  readonly properties: readonly AuthoringProperty[];
}

const text = (name: string, meaning: string): AuthoringProperty => ({
  name,
  type: 'text',
  required: true,
  meaning,
});
const number = (name: string, meaning: string): AuthoringProperty => ({
  name,
  type: 'number',
  required: true,
  meaning,
});
const id: AuthoringProperty = {
  name: 'id',
  type: 'id',
  required: true,
  meaning: 'Anchor on the page; unique there, and never changed once published.',
};
const optional = (property: AuthoringProperty): AuthoringProperty => ({ ...property, required: false });

/** Every component of the authoring set, in the order of the writers' guide. */
export const authoringComponents: readonly AuthoringComponent[] = [
  {
    name: 'Note',
    form: 'block',
    meaning: 'Something useful beside the main thread.',
    properties: [optional(text('title', 'Replaces the word "Note".'))],
  },
  {
    name: 'Warning',
    form: 'block',
    meaning: 'Something that can do harm; it stands before the step.',
    properties: [optional(text('title', 'What the danger is.'))],
  },
  { name: 'Steps', form: 'block', meaning: 'Steps in their order; holds `Step`.', properties: [] },
  {
    name: 'Step',
    form: 'block',
    meaning: 'One step of a lab or runbook; the index counts them.',
    properties: [
      id,
      text('title', 'What is done, as an imperative.'),
      optional(number('minutes', 'How long it takes in a lab.')),
    ],
  },
  {
    name: 'Checkpoint',
    form: 'block',
    meaning: 'What must be true before the reader goes on, and how to see it.',
    properties: [id, text('title', 'The state that is reached.')],
  },
  {
    name: 'Definition',
    form: 'block',
    meaning: 'One paragraph that defines a term of the glossary.',
    properties: [text('term', 'A term or alias of the glossary.')],
  },
  {
    name: 'Checklist',
    form: 'block',
    meaning: 'A task list that can be ticked off; the index counts its items.',
    properties: [id, text('title', 'What is checked.')],
  },
  {
    name: 'Decision',
    form: 'block',
    meaning: 'A decision point; holds one `Outcome` for each way out.',
    properties: [id, text('question', 'What has to be decided.')],
  },
  {
    name: 'Outcome',
    form: 'block',
    meaning: 'What to do when the measure of a decision meets a limit.',
    properties: [
      {
        name: 'verdict',
        type: 'choice',
        choices: ['GO', 'HOLD', 'NO-GO'],
        required: true,
        meaning: 'Which way it goes.',
      },
      text('when', 'The measure and its limit.'),
    ],
  },
  {
    name: 'Template',
    form: 'block',
    meaning: 'A message to copy, with `[[field]]` where a value goes.',
    properties: [
      id,
      text('title', 'What the message is for.'),
      text('channel', 'Where it is sent: email, chat, status page.'),
      {
        name: 'fields',
        type: 'names',
        required: true,
        meaning: 'The fields of the message, separated by commas.',
      },
    ],
  },
  {
    name: 'Figure',
    form: 'block',
    meaning: 'A drawing of content/figures/.',
    properties: [
      text('src', 'File name of the drawing.'),
      text('alt', 'Everything the drawing says, in words.'),
      text('caption', 'What to notice in it.'),
    ],
  },
  {
    name: 'Tabs',
    form: 'block',
    meaning: 'Alternatives, of which the reader sees one; holds `Tab`.',
    properties: [
      { ...id, name: 'group', meaning: 'Alternatives of the same group switch together on every page.' },
    ],
  },
  {
    name: 'Tab',
    form: 'block',
    meaning: 'One alternative.',
    properties: [text('title', 'What is alternative about it.')],
  },
  {
    name: 'OnRealCluster',
    form: 'block',
    meaning: 'How the step is done away from the training cluster; folded.',
    properties: [],
  },
  { name: 'Solution', form: 'block', meaning: 'The answer; folded.', properties: [] },
  {
    name: 'Hint',
    form: 'block',
    meaning: 'A nudge; folded.',
    properties: [optional(text('title', 'What it helps with.'))],
  },
  {
    name: 'Scenario',
    form: 'block',
    meaning: 'One incident, known issue or attack type; the index counts them.',
    properties: [id, text('title', 'What happens.')],
  },
  {
    name: 'Metric',
    form: 'inline',
    meaning: 'Names a metric of the reference.',
    properties: [text('name', 'The metric.')],
  },
  {
    name: 'Alert',
    form: 'inline',
    meaning: 'Names an alert of the reference.',
    properties: [text('name', 'The alert.')],
  },
  {
    name: 'Command',
    form: 'inline',
    meaning: 'Names a command of the reference.',
    properties: [text('name', 'Noun and verb; with the program in front where it is not dwcp-cli.')],
  },
  {
    name: 'Endpoint',
    form: 'inline',
    meaning: 'Names a REST call of the reference.',
    properties: [text('name', 'Method and path: "POST /v3/vms".')],
  },
  {
    name: 'Config',
    form: 'inline',
    meaning: 'Names a configuration key of the reference.',
    properties: [text('name', 'The dotted key.')],
  },
  {
    name: 'ErrorCode',
    form: 'inline',
    meaning: 'Names an error code of the reference.',
    properties: [text('name', 'The code.')],
  },
  {
    name: 'Port',
    form: 'inline',
    meaning: 'Names a port of the reference.',
    properties: [number('number', 'The port.')],
  },
  {
    name: 'Term',
    form: 'inline',
    meaning: 'Shows the definition of a term beside it.',
    properties: [text('name', 'A term or alias of the glossary, as it reads in the sentence.')],
  },
];

const byName = new Map(authoringComponents.map((component) => [component.name, component]));

/** Finds a component of the authoring set. */
export function authoringComponent(name: string): AuthoringComponent | undefined {
  return byName.get(name);
}

/** The names in a `fields` property: `incident-id, summary` has two. */
export function splitNames(names: string): string[] {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The fields that a template's text asks for, each once, in the order of the text. */
export function placeholdersIn(message: string): string[] {
  return [...new Set([...message.matchAll(/\[\[([^[\]]+)\]\]/g)].map((match) => (match[1] ?? '').trim()))];
}
