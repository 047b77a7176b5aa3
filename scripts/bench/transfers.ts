import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Page } from 'playwright/test';
import { formatBytes } from './measure.ts';

/** A file that a page asked for. */
export interface Transfer {
  readonly path: string;
  readonly type: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  readonly brotliBytes: number;
}

/** Collects what a page and its workers ask for; the function that is returned says what came since it was called last. */
export function recordTransfers(page: Page): () => Promise<Transfer[]> {
  let pending: Promise<Transfer | undefined>[] = [];
  page.on('requestfinished', (request) => {
    pending.push(
      (async () => {
        const response = await request.response();
        const body = await response?.body().catch(() => undefined);
        if (body === undefined) return undefined;
        return {
          path: new URL(request.url()).pathname,
          type: request.resourceType(),
          bytes: body.length,
          gzipBytes: gzipSync(body, { level: 9 }).length,
          brotliBytes: brotliCompressSync(body).length,
        };
      })(),
    );
  });
  return async () => {
    const finished = await Promise.all(pending);
    pending = [];
    return finished.filter((transfer) => transfer !== undefined);
  };
}

/** Cells of a table row: number of files, and their bytes as they are, with gzip and with Brotli. */
export function transferCells(transfers: readonly Transfer[]): string[] {
  const sum = (size: (transfer: Transfer) => number): string =>
    formatBytes(transfers.reduce((total, transfer) => total + size(transfer), 0));
  return [
    String(transfers.length),
    sum(({ bytes }) => bytes),
    sum(({ gzipBytes }) => gzipBytes),
    sum(({ brotliBytes }) => brotliBytes),
  ];
}

export const transferColumns = ['Files', 'Bytes', 'gzip', 'Brotli'] as const;
