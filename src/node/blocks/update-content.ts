import { readFile, rename, writeFile } from 'node:fs/promises';
import { blockVariables } from '../../domain/blocks/console-page.ts';
import type { MeasuredBlocks } from '../../domain/blocks/measured-block.ts';
import { updateDocument } from '../../domain/blocks/update-document.ts';
import { allDocuments, type Program } from '../../domain/program.ts';

/** Prints what came out into the files whose blocks differ, each written whole; returns their names. */
export async function updateContent(program: Program, measured: MeasuredBlocks): Promise<string[]> {
  const variables = blockVariables(program);
  const changed: string[] = [];
  for (const { file, document } of allDocuments(program)) {
    const source = await readFile(file, 'utf8');
    const updated = updateDocument(source, document, measured.get(file) ?? [], variables.get(file));
    if (updated === source) continue;
    await writeFile(`${file}.${process.pid}.part`, updated);
    await rename(`${file}.${process.pid}.part`, file);
    changed.push(file);
  }
  return changed;
}
