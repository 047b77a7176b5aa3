import { readProgressFile, type ReadFile } from '../../domain/progress-file.ts';

/** A file somebody chose or dropped, and what it holds. */
export interface DroppedFile {
  readonly name: string;
  readonly read: ReadFile;
}

/** Lets a form take files by choosing and by dropping; `take` gets them read, in their order. */
export function takeFiles(
  zone: HTMLElement,
  input: HTMLInputElement,
  take: (files: readonly DroppedFile[]) => void,
): void {
  const readAll = async (files: Iterable<File>): Promise<void> => {
    take(await Promise.all([...files].map(readOne)));
    // The same file can be chosen again.
    input.value = '';
  };
  input.addEventListener('change', () => void readAll(input.files ?? []));
  for (const name of ['dragenter', 'dragover'] as const) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.toggleAttribute('data-over', true);
    });
  }
  for (const name of ['dragleave', 'drop'] as const)
    zone.addEventListener(name, () => zone.removeAttribute('data-over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    void readAll(event.dataTransfer?.files ?? []);
  });
}

async function readOne(file: File): Promise<DroppedFile> {
  try {
    return { name: file.name, read: readProgressFile(await file.text()) };
  } catch {
    return { name: file.name, read: { problem: 'cannot be read by this browser.' } };
  }
}
