import {
  authoringComponent,
  authoringComponents,
  placeholdersIn,
  splitNames,
  type AuthoringProperty,
} from '../authoring.ts';
import type { ComponentUse, MeasuredDocument } from '../document.ts';
import { nearest } from '../edit-distance.ts';
import type { Finding } from '../finding.ts';
import { allDocuments, type Program } from '../program.ts';

/** Components that do not exist, properties they do not have, anchors given twice, and template fields that do not match. */
export function checkComponents(program: Program): Finding[] {
  const variables = new Map(
    program.runbooks.map((runbook) => [runbook.file, runbook.data.variables.map(({ name }) => name)]),
  );
  return allDocuments(program).flatMap(({ file, document }) => [
    ...document.components.flatMap((use) => checkUse(document, use)),
    ...findRepeatedIds(document),
    ...document.components
      .filter((use) => use.name === 'Template')
      .flatMap((use) => checkFields(document, use, variables.get(file) ?? [])),
  ]);
}

function checkUse(document: MeasuredDocument, use: ComponentUse): Finding[] {
  const component = authoringComponent(use.name);
  if (component === undefined) return [unknownComponent(document, use)];
  const known = new Map(component.properties.map((property) => [property.name, property]));
  const unknown = Object.keys(use.attributes)
    .filter((name) => !known.has(name))
    .map((name) => {
      const names = [...known.keys()];
      return finding(
        document,
        use,
        name,
        `<${use.name}> has no property "${name}".`,
        names.length === 0
          ? 'Remove it; the component has no properties.'
          : `Its properties are ${names.join(', ')}.`,
      );
    });
  const wrong = component.properties.flatMap((property) => checkProperty(document, use, property));
  return [...unknown, ...wrong];
}

function unknownComponent(document: MeasuredDocument, use: ComponentUse): Finding {
  const shown = use.name === '' ? 'A fragment, <>…</>,' : `<${use.name}>`;
  const suggestion = nearest(
    use.name,
    authoringComponents.map((component) => component.name),
  );
  const isHtml = /^[a-z]/.test(use.name);
  return finding(
    document,
    use,
    '',
    `${shown} is not a component of the authoring set.`,
    suggestion !== undefined && !isHtml
      ? `The nearest one is <${suggestion}>.`
      : 'Write it in Markdown, or with a component of the authoring set.',
  );
}

function checkProperty(
  document: MeasuredDocument,
  use: ComponentUse,
  property: AuthoringProperty,
): Finding[] {
  const { name } = property;
  if (!Object.hasOwn(use.attributes, name)) {
    // Which drawing a figure shows and what it says is the matter of "missing-figure".
    const isFigureMatter = use.name === 'Figure' && (name === 'src' || name === 'alt');
    if (!property.required || isFigureMatter) return [];
    return [
      finding(
        document,
        use,
        name,
        `<${use.name}> lacks the property "${name}".`,
        `Add it: ${property.meaning}`,
      ),
    ];
  }
  const value = use.attributes[name];
  const expected = expectation(property);
  if (value !== undefined && fits(value, property)) return [];
  const found =
    value === undefined ? 'would have to be computed' : value === '' ? 'is empty' : `is "${String(value)}"`;
  return [
    finding(
      document,
      use,
      name,
      `The property "${name}" of <${use.name}> ${found}, and ${expected} is expected.`,
      `Write ${expected}.`,
    ),
  ];
}

function fits(value: string | number | boolean, property: AuthoringProperty): boolean {
  switch (property.type) {
    case 'number':
      return typeof value === 'number' && Number.isInteger(value) && value > 0;
    case 'choice':
      return typeof value === 'string' && property.choices.includes(value);
    case 'id':
      return typeof value === 'string' && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value);
    case 'names':
      return typeof value === 'string';
    case 'text':
      return typeof value === 'string' && value.trim() !== '';
  }
}

function expectation(property: AuthoringProperty): string {
  switch (property.type) {
    case 'number':
      return 'a whole number in braces, such as {10}';
    case 'choice':
      return `one of ${property.choices.join(', ')}`;
    case 'id':
      return 'an id in lower-case words joined by hyphens';
    case 'names':
      return 'a list of names separated by commas';
    case 'text':
      return 'a text';
  }
}

/** Ids of components and anchors of headings share one page. */
function findRepeatedIds(document: MeasuredDocument): Finding[] {
  const firstLines = new Map(document.headings.map((heading) => [heading.slug, heading.line]));
  return document.components.flatMap((use): Finding[] => {
    const id = use.attributes['id'];
    if (typeof id !== 'string') return [];
    const firstLine = firstLines.get(id);
    if (firstLine === undefined) {
      firstLines.set(id, use.line);
      return [];
    }
    return [
      finding(
        document,
        use,
        'id',
        `The id "${id}" of <${use.name}> is already the anchor of line ${firstLine}.`,
        'Give it an id of its own.',
      ),
    ];
  });
}

/** The fields of a template and the `[[fields]]` in its text are the same; a runbook's variables may stand there, too. */
function checkFields(document: MeasuredDocument, use: ComponentUse, variables: readonly string[]): Finding[] {
  const declared = typeof use.attributes['fields'] === 'string' ? splitNames(use.attributes['fields']) : [];
  const used = placeholdersIn(use.text);
  const undeclared = used
    .filter((name) => !declared.includes(name) && !variables.includes(name))
    .map((name) =>
      finding(
        document,
        use,
        `[[${name}]]`,
        `The template asks for [[${name}]], which is not among its fields: ${declared.join(', ') || 'it has none'}.`,
        'Add the name to "fields", or correct it in the text.',
      ),
    );
  const unused = declared
    .filter((name) => !used.includes(name))
    .map((name) =>
      finding(
        document,
        use,
        `field ${name}`,
        `The template has the field "${name}", but its text does not use [[${name}]].`,
        'Use it in the text, or take it out of "fields".',
      ),
    );
  return [...undeclared, ...unused];
}

function finding(
  document: MeasuredDocument,
  use: ComponentUse,
  part: string,
  message: string,
  hint: string,
): Finding {
  const id = use.attributes['id'];
  const element = typeof id === 'string' ? `${use.name}#${id}` : use.name;
  const subject = `${document.file}: ${element}${part === '' ? '' : ` ${part}`}`;
  return { rule: 'unknown-component', file: document.file, line: use.line, subject, message, hint };
}
