import { buildNode } from '../../build-node.ts';

/** A table of text; its rows are put in anew, and only where they differ, so that a selection survives. */
export class DataTable {
  readonly node: HTMLElement;
  readonly #body = buildNode('tbody');
  #shown = '';

  constructor(caption: string, columns: readonly string[]) {
    const head = buildNode('tr', {}, ...columns.map((column) => buildNode('th', { scope: 'col' }, column)));
    const table = buildNode(
      'table',
      { class: 'data-table lab-table' },
      buildNode('caption', { class: 'visually-hidden' }, caption),
      buildNode('thead', {}, head),
      this.#body,
    );
    this.node = buildNode(
      'div',
      { class: 'table-frame', tabindex: '0', role: 'group', 'aria-label': caption },
      table,
    );
  }

  show(rows: readonly (readonly string[])[]): void {
    const shown = JSON.stringify(rows);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#body.replaceChildren(
      ...rows.map((row) =>
        buildNode(
          'tr',
          {},
          ...row.map((cell, index) =>
            index === 0 ? buildNode('th', { scope: 'row' }, cell) : buildNode('td', {}, cell),
          ),
        ),
      ),
    );
  }
}

/** A table that is there for whoever cannot use the drawing above it. */
export function foldedTable(summary: string, table: DataTable): HTMLDetailsElement {
  return buildNode('details', { class: 'lab-fold' }, buildNode('summary', {}, summary), table.node);
}
