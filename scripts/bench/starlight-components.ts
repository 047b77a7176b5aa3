/** Stand-ins for the authoring components, with the same words and none of the site's looks or checks. */
const references: Readonly<Record<string, { property: string; page: string }>> = {
  Metric: { property: 'name', page: '/reference/metrics/' },
  Alert: { property: 'name', page: '/reference/alerts/' },
  Endpoint: { property: 'name', page: '/reference/api/' },
  Config: { property: 'name', page: '/reference/configuration/' },
  ErrorCode: { property: 'name', page: '/reference/errors/' },
  Command: { property: 'name', page: '/reference/commands/' },
  Port: { property: 'number', page: '/reference/ports/' },
  Term: { property: 'name', page: '/glossary/' },
};

const frames: Readonly<Record<string, string>> = {
  Note: aside("title ?? 'Note'"),
  Warning: aside("title === undefined ? 'Warning' : `Warning: ${title}`"),
  Checkpoint: aside('`Checkpoint: ${title}`'),
  Definition: aside('term'),
  Steps: '<div><slot /></div>',
  Step: section('minutes === undefined ? title : `${title} · ${minutes} min`'),
  Scenario: section('title'),
  Checklist: section('title'),
  Tabs: '<div><slot /></div>',
  Tab: section('title'),
  Decision: section('question'),
  Outcome: '<div><strong>{verdict}</strong><p><strong>{when}</strong></p><slot /></div>',
  Template:
    '<section id={id}><p><strong>{title} · {channel}</strong></p><p>Fields: {fields}</p><slot /></section>',
  OnRealCluster: fold("'On a real cluster'"),
  Solution: fold("'Solution'"),
  Hint: fold("title ?? 'Hint'"),
};

const properties =
  'const { id, title, term, minutes, question, verdict, when, channel, fields } = Astro.props as Record<string, string | undefined>;';

const figure = `---
const files = import.meta.glob<string>('../../figures/*.svg', { query: '?raw', import: 'default', eager: true });
const { src, alt, caption } = Astro.props;
const svg = files[\`../../figures/\${src}\`] ?? '';
---
<figure role="group" aria-label={alt}><div set:html={svg} /><figcaption>{caption}</figcaption></figure>
`;

/** Files of the stand-ins by name, for a folder of the Starlight site. */
export function starlightComponents(): Map<string, string> {
  const files = new Map<string, string>([['Figure.astro', figure]]);
  for (const [name, { property, page }] of Object.entries(references)) {
    const anchor = `String(${property}).toLowerCase().replaceAll(/[^\\p{L}\\p{N}_]+/gu, '-').replaceAll(/^-+|-+$/g, '')`;
    const text = name === 'Term' ? `{${property}}` : `<code>{${property}}</code>`;
    files.set(
      `${name}.astro`,
      `---\nconst { ${property} } = Astro.props;\nconst anchor = ${anchor};\n---\n<a href={\`${page}#\${anchor}\`}>${text}</a>`,
    );
  }
  for (const [name, frame] of Object.entries(frames))
    files.set(`${name}.astro`, `---\n${properties}\n---\n${frame}\n`);
  const names = [...files.keys()].map((file) => file.replace('.astro', ''));
  files.set(
    'index.ts',
    names.map((name) => `export { default as ${name} } from './${name}.astro';\n`).join(''),
  );
  return files;
}

/** Names of all stand-ins. */
export const starlightComponentNames: readonly string[] = [
  'Figure',
  ...Object.keys(references),
  ...Object.keys(frames),
];

function aside(title: string): string {
  return `<aside id={id}><p><strong>{${title}}</strong></p><slot /></aside>`;
}

function section(title: string): string {
  return `<section id={id}><p><strong>{${title}}</strong></p><slot /></section>`;
}

function fold(title: string): string {
  return `<details><summary>{${title}}</summary><slot /></details>`;
}
