import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { authoringComponents, type AuthoringProperty } from '../../src/domain/authoring.ts';

const folder = 'src/components/authoring';
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.astro'))
  .map((name) => name.replace('.astro', ''));
const names = authoringComponents.map((component) => component.name);

/** A property as a component asks for it. */
interface AskedProperty {
  readonly name: string;
  readonly required: boolean;
  readonly type: AuthoringProperty['type'];
  readonly choices?: readonly string[];
}

/** The shape that a component hands to `parseProps`, read from its frontmatter. */
function askedProperties(component: string): AskedProperty[] {
  const frontmatter =
    /^---\n(.*?)\n---\n/s.exec(readFileSync(`${folder}/${component}.astro`, 'utf8'))?.[1] ?? '';
  const source = ts.createSourceFile(`${component}.ts`, frontmatter, ts.ScriptTarget.Latest, true);
  const call = findAll(source, ts.isCallExpression).find(
    (node) => node.expression.getText() === 'parseProps',
  );
  const [name, page, shape] = call?.arguments ?? [];
  expect([name?.getText(), page?.getText()]).toEqual([`'${component}'`, 'Astro.url.pathname']);
  const object = shape !== undefined && ts.isIdentifier(shape) ? valueOf(source, shape.text) : shape;
  if (object === undefined || !ts.isObjectLiteralExpression(object))
    throw new Error(`${component}.astro hands no shape to parseProps.`);
  return object.properties.map((property) => {
    if (!ts.isPropertyAssignment(property))
      throw new Error(`${component}.astro has the shape ${object.getText()}.`);
    return askedProperty(property.name.getText(), property.initializer.getText());
  });
}

function askedProperty(name: string, schema: string): AskedProperty {
  const required = !schema.endsWith('.optional()');
  const choices = /^z\.enum\(\[(.*?)\]\)/
    .exec(schema)?.[1]
    ?.split(', ')
    .map((choice) => choice.slice(1, -1));
  if (choices !== undefined) return { name, required, type: 'choice', choices };
  if (schema.startsWith('z.number()')) return { name, required, type: 'number' };
  if (schema.startsWith('anchor')) return { name, required, type: 'id' };
  if (schema === 'z.string()') return { name, required, type: 'names' };
  if (schema.startsWith('text')) return { name, required, type: 'text' };
  throw new Error(`The schema "${schema}" of "${name}" is unknown to this test.`);
}

function findAll<Node extends ts.Node>(
  node: ts.Node,
  isWanted: (candidate: ts.Node) => candidate is Node,
): Node[] {
  const found: Node[] = isWanted(node) ? [node] : [];
  node.forEachChild((child) => void found.push(...findAll(child, isWanted)));
  return found;
}

function valueOf(source: ts.SourceFile, name: string): ts.Expression | undefined {
  return findAll(source, ts.isVariableDeclaration).find((declaration) => declaration.name.getText() === name)
    ?.initializer;
}

/** What the table of the check says. */
function statedProperty(property: AuthoringProperty): AskedProperty {
  const { name, required } = property;
  return {
    name,
    required,
    type: property.type,
    ...(property.type === 'choice' ? { choices: property.choices } : {}),
  };
}

describe('the authoring set', () => {
  test('is the same in the folder of components and in the table of the check', () => {
    expect(files.sort()).toEqual([...names].sort());
  });

  test('is what writers get in MDX', () => {
    // The module imports .astro files, which only Astro can load; its text says as much.
    const source = ts.createSourceFile(
      'index.ts',
      readFileSync(`${folder}/index.ts`, 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    const object = valueOf(source, 'authoringComponents');
    expect(
      object !== undefined &&
        ts.isObjectLiteralExpression(object) &&
        object.properties.map((property) => property.name?.getText()),
    ).toEqual([...names].sort());
    const imported = findAll(source, ts.isImportDeclaration).map((node) => [
      node.importClause?.name?.text,
      node.moduleSpecifier.getText().slice(1, -1),
    ]);
    expect(imported).toEqual([...names].sort().map((name) => [name, `./${name}.astro`]));
  });

  test.each(authoringComponents)('gives <$name> the properties that it asks for', ({ name, properties }) => {
    expect(askedProperties(name)).toEqual(properties.map(statedProperty));
  });

  test.each(authoringComponents.filter(({ form }) => form === 'block'))(
    'lets <$name> show what stands in it, unless it has no content',
    ({ name }) => {
      const template = readFileSync(`${folder}/${name}.astro`, 'utf8');
      expect(/<slot \/>|Astro\.slots\.render/.test(template)).toBe(name !== 'Figure');
    },
  );
});
