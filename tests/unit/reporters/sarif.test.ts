import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ruleNames } from '../../../src/domain/rules.ts';
import { reportSarif } from '../../../src/reporters/sarif.ts';
import { buildReport, deadLink } from './report-builder.ts';

const messageSchema = z.strictObject({ text: z.string().min(1) });

/** The properties of SARIF 2.1.0 that are required, and those that GitHub code scanning asks for. */
const sarifSchema = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string().min(1),
          informationUri: z.url().optional(),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              shortDescription: messageSchema,
              fullDescription: messageSchema,
              help: messageSchema,
              helpUri: z.url().optional(),
              defaultConfiguration: z.strictObject({ level: z.literal('error') }),
              properties: z.strictObject({ tags: z.array(z.string()) }),
            }),
          ),
        }),
      }),
      columnKind: z.literal('utf16CodeUnits'),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.number().int().nonnegative(),
          level: z.literal('error'),
          message: messageSchema,
          locations: z.tuple([
            z.strictObject({
              physicalLocation: z.strictObject({
                artifactLocation: z.strictObject({
                  uri: z.string().regex(/^[\w./%-]+$/),
                  uriBaseId: z.literal('%SRCROOT%'),
                }),
                region: z.strictObject({ startLine: z.number().int().positive() }),
              }),
            }),
          ]),
          partialFingerprints: z.record(z.string(), z.string()),
        }),
      ),
    }),
  ]),
});

const logOf = (...args: Parameters<typeof buildReport>) =>
  sarifSchema.parse(JSON.parse(reportSarif(buildReport(...args)))).runs[0];

describe('reportSarif', () => {
  test('has every rule, and results that point to theirs', () => {
    const { tool, results } = logOf();
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(ruleNames);
    expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual([
      true,
      true,
    ]);
  });

  test('gives place, message and a fingerprint that stays while lines move', () => {
    expect(logOf().results[0]).toMatchInlineSnapshot(`
      {
        "level": "error",
        "locations": [
          {
            "physicalLocation": {
              "artifactLocation": {
                "uri": "content/manuals/a%2C%20b/01%20100%25.mdx",
                "uriBaseId": "%SRCROOT%",
              },
              "region": {
                "startLine": 1,
              },
            },
          },
        ],
        "message": {
          "text": ""Operations manual" has 1,200 lines, but the index states at least 1,950: 750 are missing. Add the missing 750,
      or correct the index.",
        },
        "partialFingerprints": {
          "findingSubject/v1": "complete-but-short|content/manuals/a, b/01 100%.mdx|operations-manual:lines",
        },
        "ruleId": "complete-but-short",
        "ruleIndex": 4,
      }
    `);
    const moved = logOf({ findings: [{ ...deadLink, line: 99 }] }).results[0];
    expect(moved?.partialFingerprints).toEqual(
      logOf({ findings: [deadLink] }).results[0]?.partialFingerprints,
    );
  });

  test('links rules to their pages where the address of the site is known', () => {
    const rule = (site?: string) => logOf(site === undefined ? {} : { site }).tool.driver.rules[0]?.helpUri;
    expect(rule('https://training.example.com/dwcp/')).toBe(
      'https://training.example.com/dwcp/status/rules/invalid-content/',
    );
    expect(rule()).toBeUndefined();
  });
});
