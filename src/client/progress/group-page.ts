import '../zod-without-eval.ts';
import { addTrainee, groupCsv, groupRows, type Trainee } from '../../domain/group-progress.ts';
import { formatAmount } from '../../domain/wording.ts';
import { downloadText } from '../download.ts';
import { buildNode } from '../build-node.ts';
import { takeFiles, type DroppedFile } from './dropped-files.ts';
import { readTracks } from './tracks-data.ts';

const tracks = readTracks();
const page = find('[data-group-page]');
const log = find('[data-import-log]');
const csv = find<HTMLButtonElement>('[data-group-csv]');
const body = find('[data-group-rows]');
// Other people's progress is not kept: it is gone when the page is left.
let group: readonly Trainee[] = [];

takeFiles(page, find<HTMLInputElement>('[data-import]'), take);
csv.addEventListener('click', () =>
  downloadText(
    'dwcp-progress.csv',
    'text/csv;charset=utf-8',
    `\uFEFF${groupCsv(groupRows(group, tracks), tracks)}`,
  ),
);
find('[data-group-clear]').addEventListener('click', () => {
  group = [];
  log.replaceChildren();
  show();
});
show();

function take(files: readonly DroppedFile[]): void {
  const problems = files.flatMap(({ name, read }) => {
    if ('problem' in read) return [`${name} ${read.problem}`];
    group = addTrainee(group, read.file, read.progress);
    return [];
  });
  const taken = files.length - problems.length;
  log.replaceChildren(
    buildNode(
      'p',
      {},
      `${formatAmount(taken, 'files')} taken, ${formatAmount(group.length, 'trainees')} in the table.`,
    ),
    ...problems.map((problem) => buildNode('p', {}, problem)),
  );
  show();
}

function show(): void {
  const rows = groupRows(group, tracks);
  body.replaceChildren(
    ...rows.map(({ trainee, label, tracks: summaries }) =>
      buildNode(
        'tr',
        {},
        buildNode('th', { scope: 'row' }, label),
        ...summaries.map(({ done, total, labsDone, labsByHand, labs, score, next }) =>
          buildNode(
            'td',
            {},
            `${done} of ${total}`,
            ...(labs > 0
              ? [
                  `, ${labsDone} of ${formatAmount(labs, 'labs')}`,
                  ...(labsByHand > 0 ? [` (${labsByHand} by hand)`] : []),
                ]
              : []),
            ...(score === undefined ? [] : [`, exam ${Math.round(score)} %`]),
            buildNode('br'),
            buildNode(
              'span',
              { class: 'small muted' },
              next === undefined ? 'all done' : `next: ${next.title}`,
            ),
          ),
        ),
        buildNode('td', {}, trainee.progress.last?.title ?? '–'),
        buildNode('td', { class: 'nowrap' }, trainee.exported.slice(0, 10)),
      ),
    ),
  );
  find('[data-group-table]').hidden = rows.length === 0;
}

function find<Wanted extends HTMLElement = HTMLElement>(selector: string): Wanted {
  const found = document.querySelector<Wanted>(selector);
  if (found === null) throw new Error(`The page lacks ${selector}.`);
  return found;
}
