import { Document } from 'yaml';

/** A value as YAML with a comment at its top; long lines stay whole, so that expressions can be copied. */
export function yamlFile(comment: string, value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  const head = comment
    .split('\n')
    .map((line) => `# ${line}`.trimEnd())
    .join('\n');
  return `${head}\n${document.toString({ lineWidth: 0 })}`;
}
