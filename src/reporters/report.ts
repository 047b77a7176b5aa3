import type { Claim } from '../domain/claims.ts';
import type { Finding } from '../domain/finding.ts';

/** What a check has to tell, for people and for machines. */
export interface Report {
  readonly findings: readonly Finding[];
  /** The ledger of the status page: what the index claims, and what was measured. */
  readonly claims: readonly Claim[];
  /** Files that were read. */
  readonly files: number;
  /** Where the site is published, with its base path; rules are linked to their pages when it is known. */
  readonly site?: string;
}

/** Turns a report into the text that is printed. */
export type Reporter = (report: Report) => string;
