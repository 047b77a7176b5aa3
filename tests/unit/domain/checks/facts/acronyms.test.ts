import { describe, expect, test } from 'vitest';
import { checkAcronyms } from '../../../../../src/domain/checks/facts/acronyms.ts';
import type { Term } from '../../../../../src/schemas/reference/glossary.ts';
import { dataEntry } from '../../../program-builder.ts';
import { buildReference } from '../../../reference-builder.ts';
import { printed } from '../program-with.ts';
import { checkOne, fence } from './check-one.ts';

const term = (name: string, aliases: string[] = []): Term => ({
  term: name,
  aliases,
  meaning: 'What it means in this course.',
  see: [],
  area: 'general',
});
const reference = buildReference({
  glossary: dataEntry('content/reference/glossary.yaml', {
    terms: [
      term('quorum', ['quorums']),
      term('AMST'),
      term('VM'),
      term('TLS 1.3'),
      term('AES'),
      term('GCM'),
      term('virtual disk', ['QCOW2']),
      term('SHA-256'),
      term('REST API'),
    ],
  }),
});
const check = (body: string) => checkOne(checkAcronyms, body, { reference });
const found = (body: string) => check(body).map(({ subject }) => subject);

describe('checkAcronyms', () => {
  test.each([
    'AMST moves VMs over TLS with AES-GCM, AES-256 and SHA-256 from a QCOW2 file.',
    '16 GB at 10 MB/s, in part II or IV.',
    'P0–P4, GO, HOLD or NO-GO.',
    'Use `XYZ` and `ABC-DEF`.',
    fence('text', 'XYZ'),
    'Send a GET or a POST. It is OK.',
    'A, B and I; Q1; 2PC; GiB; gRPC; mTLS; IPv6.',
    'Dates as YYYY-MM-DD.',
    '<Term name="Quorum" />',
    '<Definition term="quorums">Half.</Definition>',
    'VM_NOT_FOUND is a code.',
  ])('accepts %j', (body) => {
    expect(found(body)).toEqual([]);
  });

  test.each([
    ['The XYZ.', ['XYZ']],
    ['Two XYZs and AES-XYZ.', ['XYZ', 'AES-XYZ']],
    ['## About XYZ', ['XYZ']],
    ['| XYZ |\n| --- |\n| ABC2 |', ['XYZ', 'ABC2']],
    ['<Note title="XYZ">Text.</Note>', ['XYZ']],
    ['<Term name="term" />', ['term']],
    ['<Definition term="view">It.</Definition>', ['view']],
  ])('reports %j', (body, expected) => {
    expect(found(body)).toEqual(expected);
  });

  test('says what to do', () => {
    expect(printed(check('The first XYZ\nand the second XYZ. <Term name="quorm" />'))).toMatchInlineSnapshot(`
      [
        "content/manuals/operations/01-overview.mdx:1 unknown-acronym
      The acronym "XYZ" is not in the glossary. The same is in one more place of this file.
      Write it out, or add it to content/reference/glossary.yaml.",
        "content/manuals/operations/01-overview.mdx:2 unknown-acronym
      The term "quorm" is not in the glossary.
      The nearest one is "quorum"; use it, or add the term to content/reference/glossary.yaml.",
      ]
    `);
  });
});
