import type { Plugin } from '../plugins.ts';

/** Room in a line of a lab for the words around the text. */
const TEXT_LIMIT = 3_900;

/**
 * The lines that a person would type in the terminal of a lab to write the plug-in's file and register it. A line of
 * a lab holds 4,096 characters, so a long file is written in parts.
 */
export function registerLines(plugin: Plugin): string[] {
  const file = `${plugin.name}.json`;
  const parts: string[] = [];
  // Names have no commas, so that every comma stands between two fields and a line may end behind it.
  for (const field of JSON.stringify(plugin).split(/(?<=,)/)) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + field.length <= TEXT_LIMIT)
      parts[parts.length - 1] = last + field;
    else parts.push(field);
  }
  return [
    ...parts.map((part, index) => `echo '${part}' ${index === 0 ? '>' : '>>'} ${file}`),
    `dwcp-cli plugin register --file ${file}`,
  ];
}
