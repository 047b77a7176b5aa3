import type { Status } from '../../schemas/common.ts';
import type { ClaimedNumber, Material } from '../../schemas/program-index.ts';
import type { RuleName } from '../rules.ts';
import { foldText, formatNumber } from '../wording.ts';

/** How each kind of claim is measured; the status page prints these sentences. */
export const measuringRules = {
  'content files': 'A material has content when its file exists; a manual, when one of its sections does.',
  'body lines': 'Lines of the body that are not blank; frontmatter does not count.',
  'section files': 'A section of a manual is one file with the number and title of the index.',
  headings: 'A section of a runbook or guide is the second-level heading with the title of the index.',
  'task items': 'Items of task lists below the heading of the section.',
  steps: 'Uses of <Step> in the document, or below the heading of the section.',
  scenarios: 'Uses of <Scenario> below the heading of the section.',
  templates: 'Uses of <Template> below the heading of the section.',
  decisions: 'Uses of <Decision> below the heading of the section.',
  questions: 'Questions in the bank of the track.',
  slides: 'Slides in the file of the deck.',
  days: 'Days in the file of the deck, schedule or track.',
  'index entries': 'Entries of that kind in the index.',
  'step minutes': 'The minutes of all steps, added up.',
  frontmatter: 'What the frontmatter of the file states.',
  blueprint: 'The questions of all domains of the blueprint, added up.',
  tasks: 'The tasks of the practical part in the frontmatter of the exam.',
} as const satisfies Record<string, string>;

/** The name of a way of measuring. */
export type MeasuringRule = keyof typeof measuringRules;

/** What comes of holding a claim against its measurement. A planned material that is not there yet is no fault. */
export type Verdict = 'met' | 'short' | 'over' | 'differs' | 'not yet' | 'absent';

/** Something the program states about itself, and what was measured. */
export interface Claim {
  /** Stable name: `operations-manual:section-2-lines`. Findings have it as their subject. */
  readonly id: string;
  /** Id of the material in the index; of the total, for a total. */
  readonly material: string;
  /** What the row is about: "Lines", "Section 2: Architecture — lines". */
  readonly subject: string;
  /** The claim as text: "at least 1,950". */
  readonly claimed: string;
  /** What was found; `undefined` when there is nothing to measure. */
  readonly measured: number | string | undefined;
  readonly verdict: Verdict;
  /** File it was measured in, where it is one. */
  readonly file?: string;
  /** Line of that file, counted from 1. */
  readonly line?: number;
  readonly how: MeasuringRule;
  /** Who states it: "the index", "the level", "its frontmatter". */
  readonly by: string;
  /** What is counted or named, in the plural for an amount: "lines", "deliverable". */
  readonly unit: string;
  /** Part of the material it concerns, e.g. "Section 2: Architecture". */
  readonly part?: string;
  /** How much is missing, where the claim is a number. */
  readonly missing?: number;
  /** Where the index states it. */
  readonly path: readonly (string | number)[];
  /** The rule that reports it when it is not met. */
  readonly rule: RuleName;
}

/** A material and its place in the index. */
export interface PlacedMaterial<Kind extends Material = Material> {
  readonly material: Kind;
  readonly position: number;
}

/** What a row needs beside its claim and measurement. */
export interface ClaimRow {
  /** Last part of the claim's id. */
  readonly key: string;
  readonly subject: string;
  readonly unit: string;
  readonly how: MeasuringRule;
  /** Path below the material in the index. */
  readonly path: readonly (string | number)[];
  readonly part?: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly by?: string;
  readonly rule?: RuleName;
  /** For a claim that has to hold whatever the material's status is. */
  readonly always?: boolean;
}

/** A claim that is a number. */
export function numberClaim(
  placed: PlacedMaterial,
  row: ClaimRow,
  claim: ClaimedNumber,
  measured: number | undefined,
): Claim {
  const lowest = claim.exactly ?? claim.atLeast;
  const highest = claim.exactly ?? claim.atMost;
  const isShort = measured !== undefined && lowest !== undefined && measured < lowest;
  const isOver = measured !== undefined && highest !== undefined && measured > highest;
  const fault = isShort ? 'short' : isOver ? 'over' : undefined;
  return {
    ...rowOf(placed, { ...row, rule: row.rule ?? (isOver ? 'count-differs' : 'complete-but-short') }),
    claimed: formatClaim(claim),
    measured,
    verdict: verdictOf(statusFor(placed, row), measured, fault),
    ...(isShort ? { missing: lowest - measured } : {}),
  };
}

/** A claim that is a text. Spaces and case do not count. */
export function textClaim(
  placed: PlacedMaterial,
  row: ClaimRow & { readonly rule: RuleName },
  claimed: string,
  measured: string | undefined,
): Claim {
  const fault = measured === undefined || foldText(measured) === foldText(claimed) ? undefined : 'differs';
  return {
    ...rowOf(placed, row),
    claimed,
    measured,
    verdict: verdictOf(statusFor(placed, row), measured, fault),
  };
}

function rowOf(
  { material, position }: PlacedMaterial,
  row: ClaimRow & { readonly rule: RuleName },
): Omit<Claim, 'claimed' | 'measured' | 'verdict'> {
  return {
    id: `${material.id}:${row.key}`,
    material: material.id,
    subject: row.subject,
    how: row.how,
    by: row.by ?? 'the index',
    unit: row.unit,
    path: ['materials', position, ...row.path],
    rule: row.rule,
    ...(row.part === undefined ? {} : { part: row.part }),
    ...(row.file === undefined ? {} : { file: row.file }),
    ...(row.line === undefined ? {} : { line: row.line }),
  };
}

function statusFor({ material }: PlacedMaterial, row: ClaimRow): Status {
  return row.always === true ? 'complete' : material.status;
}

function verdictOf(status: Status, measured: unknown, fault: Verdict | undefined): Verdict {
  if (measured !== undefined && fault === undefined) return 'met';
  if (status === 'planned') return 'not yet';
  return fault ?? 'absent';
}

/** Writes a claimed number: "at least 1,950", "20–30", "exactly 5". */
export function formatClaim({ atLeast, atMost, exactly }: ClaimedNumber): string {
  if (exactly !== undefined) return `exactly ${formatNumber(exactly)}`;
  if (atLeast !== undefined && atMost !== undefined)
    return `${formatNumber(atLeast)}–${formatNumber(atMost)}`;
  if (atLeast !== undefined) return `at least ${formatNumber(atLeast)}`;
  return `at most ${formatNumber(atMost ?? 0)}`;
}

/** The number that stands for a claim in a sum. */
export function claimedAmount({ atLeast, atMost, exactly }: ClaimedNumber): number {
  return exactly ?? atLeast ?? atMost ?? 0;
}

/** Turns a title into a part of a claim's id. */
export function claimKey(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
}
