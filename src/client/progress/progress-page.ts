import '../zod-without-eval.ts';
import {
  countNewer,
  emptyProgress,
  mergeProgress,
  parseProgress,
  type Progress,
} from '../../domain/progress.ts';
import { writeProgressFile } from '../../domain/progress-file.ts';
import { summariseAll, summariseTrack } from '../../domain/progress-summary.ts';
import { formatAmount } from '../../domain/wording.ts';
import { downloadText } from '../download.ts';
import { buildNode } from '../build-node.ts';
import { forget, readStored, store } from '../storage.ts';
import { takeFiles, type DroppedFile } from './dropped-files.ts';
import { changeProgress, onProgress, readProgress } from './kept-progress.ts';
import { adoptTrainee, keepTrainee, readTrainee, withName } from './trainee.ts';
import { readTracks } from './tracks-data.ts';

/** What was there before the last reset, until it is brought back or replaced by another reset. */
const undoKey = 'progress-before-reset';

const page = find('[data-progress-page]');
const tracks = readTracks();
const base = document.body.dataset['base'] ?? '/';
const name = find<HTMLInputElement>('[data-trainee-name]');
const log = find('[data-import-log]');
const undo = find<HTMLButtonElement>('[data-undo-reset]');

name.value = readTrainee().name ?? '';
find('[data-export]').addEventListener('click', exportProgress);
find('[data-reset]').addEventListener('click', reset);
undo.addEventListener('click', bringBack);
takeFiles(page, find<HTMLInputElement>('[data-import]'), importFiles);
show();
onProgress(show);

function show(): void {
  const progress = readProgress();
  const all = summariseAll(tracks, progress);
  find('[data-progress-all]').textContent =
    `${all.done} of ${formatAmount(all.total, 'stops')} done in the whole program`;
  for (const track of tracks) {
    const { done, total, labsDone, labs, score, next } = summariseTrack(track, progress);
    const place = find(`[data-summary-of="${track.track}"]`);
    const facts = [
      `${done} of ${total} done`,
      ...(labs > 0 ? [`${labsDone} of ${formatAmount(labs, 'labs')}`] : []),
      ...(score === undefined ? [] : [`last exam ${Math.round(score)} %`]),
    ];
    const link =
      next === undefined ? 'Everything that is written is done.' : linkTo(next.url, `Next: ${next.title}`);
    place.replaceChildren(`${facts.join(' · ')}. `, link);
    const bar = page.querySelector<HTMLProgressElement>(`[data-bar-of="${track.track}"]`);
    if (bar !== null) bar.value = done;
  }
  for (const cell of page.querySelectorAll<HTMLElement>('[data-mark-of]'))
    cell.textContent = markText(cell, progress);
  undo.hidden = readStored(undoKey) === undefined;
}

/** When a stop was read or done, with the result of an exam. */
function markText(cell: HTMLElement, progress: Progress): string {
  const { markOf: url = '', lab, exam } = cell.dataset;
  const day = (at: string) => new Date(at).toLocaleDateString('en-GB', { dateStyle: 'medium' });
  const read = progress.read[url];
  const done = lab === undefined ? undefined : progress.labs[lab];
  const score = exam === undefined ? undefined : progress.scores[exam];
  const parts = [
    ...(read?.read === true ? [`read ${day(read.at)}`] : []),
    ...(done?.done === true
      ? [`done ${day(done.at)}, ${done.by === 'hand' ? 'marked by hand' : 'all checkpoints met'}`]
      : []),
    ...(score === undefined
      ? []
      : [`${Math.round(score.percent)} %, ${score.passed ? 'passed' : 'not passed'}, ${day(score.at)}`]),
  ];
  return parts.length === 0 ? '–' : parts.join('; ');
}

function exportProgress(): void {
  const trainee = withName(readTrainee().id, name.value);
  keepTrainee(trainee);
  const exported = new Date().toISOString();
  const $schema = new URL(`${base}schemas/progress.json`, location.href).href;
  const suffix =
    trainee.name === undefined ? '' : `-${trainee.name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`;
  downloadText(
    `dwcp-progress${suffix}-${exported.slice(0, 10)}.json`,
    'application/json',
    writeProgressFile(readProgress(), { $schema, exported, trainee }),
  );
}

function importFiles(files: readonly DroppedFile[]): void {
  const lines = files.map(({ name: file, read }) => {
    if ('problem' in read) return `${file} ${read.problem} What was here stays as it was.`;
    const newer = countNewer(readProgress(), read.progress);
    changeProgress((progress) => mergeProgress(progress, read.progress));
    adoptTrainee(read.file.trainee);
    name.value ||= readTrainee().name ?? '';
    return newer === 0
      ? `${file} holds nothing that is newer than what is here.`
      : `${formatAmount(newer, 'items')} taken from ${file}; the newer mark held wherever both had one.`;
  });
  log.replaceChildren(...lines.map((line) => buildNode('p', {}, line)));
}

function reset(): void {
  const before = readProgress();
  // Without a copy to bring back, nothing is thrown away.
  if (!store(undoKey, before)) {
    log.replaceChildren(
      buildNode(
        'p',
        {},
        'This browser cannot keep a copy to undo with, so nothing was reset. Export first, then clear the data of this site in the browser.',
      ),
    );
    return;
  }
  changeProgress(() => emptyProgress);
  log.replaceChildren(buildNode('p', {}, 'Progress is empty. "Undo the reset" brings it back.'));
  undo.focus();
}

function bringBack(): void {
  const before = parseProgress(readStored(undoKey));
  if (!changeProgress((progress) => mergeProgress(progress, before))) return;
  forget(undoKey);
  log.replaceChildren(buildNode('p', {}, 'What was there before the reset is back.'));
  show();
}

function linkTo(url: string, text: string): HTMLAnchorElement {
  return buildNode('a', { href: base.replace(/\/$/, '') + url }, text);
}

function find<Wanted extends HTMLElement = HTMLElement>(selector: string): Wanted {
  const found = document.querySelector<Wanted>(selector);
  if (found === null) throw new Error(`The page lacks ${selector}.`);
  return found;
}
