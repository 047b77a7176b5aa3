import type { Guide } from '../../../src/schemas/guide.ts';
import type { Content } from './content.ts';
import { coordinators, selfPaced } from './fixtures.ts';
import type { MutationCase } from './mutation-case.ts';

const example = 'examples/go/fixture.go';

const drawn = (region: string): string =>
  `\`\`\`go region="${example}#${region}"\nreturn bell.Ring(ctx)\n\`\`\``;

/** A tested file with a region, and a block that shows it. */
function prepareRegion(content: Content): void {
  content.writeExample(
    example,
    'func ring() error {\n\t// region: ring\n\treturn bell.Ring(ctx)\n\t// endregion\n}\n',
  );
  content.append(coordinators, drawn('ring'));
}

/** A command with what it prints. */
function prepareConsole(content: Content): void {
  content.append(coordinators, '```console\n$ echo nine bells\nnine bells\n```');
}

/** Damage to blocks, and to what they rest on. */
export const blockCases: readonly MutationCase[] = [
  {
    rule: 'command-failed',
    subject: `content/${coordinators}: false`,
    title: 'a command of the text becomes one that is refused',
    prepare: prepareConsole,
    damage: (content) => content.replace(coordinators, '$ echo nine bells\nnine bells', '$ false'),
  },
  {
    rule: 'command-failed',
    subject: `content/${coordinators}: $ echo nine bells`,
    title: 'a block says that its commands fail, and they do not',
    prepare: prepareConsole,
    damage: (content) => content.replace(coordinators, '```console', '```console fails'),
  },
  {
    rule: 'output-differs',
    subject: `content/${coordinators}: echo nine bells`,
    title: 'a word of an output is changed',
    prepare: prepareConsole,
    damage: (content) => content.replace(coordinators, '\nnine bells', '\nten bells'),
  },
  {
    rule: 'block-unverified',
    subject: `content/${coordinators}: $ echo nine bells`,
    title: 'a page is typed in a scenario that nobody has written',
    prepare: prepareConsole,
    damage: (content) =>
      content.changeFrontmatter<Guide>(coordinators, (guide) => {
        guide.scenario = 'security/lab-99';
      }),
  },
  {
    rule: 'block-unverified',
    subject: `content/${coordinators}: Bell at nine`,
    title: 'a block has no language',
    damage: (content) => content.append(coordinators, '```\nBell at nine\n```'),
  },
  {
    rule: 'block-unverified',
    subject: `content/${coordinators}: bell: [9`,
    title: 'a bracket of a block is not closed',
    damage: (content) => content.append(coordinators, '```yaml\nbell: [9\n```'),
  },
  {
    rule: 'sum-differs',
    subject: `content/${selfPaced}: 22.91 × 10^9 / (300 × 10^6 bits/s) = 67.4 s`,
    title: 'two digits of a result change places',
    damage: (content) => content.replace(selfPaced, 'bits/s) = 76.4 s', 'bits/s) = 67.4 s'),
  },
  {
    rule: 'region-missing',
    subject: `content/${coordinators}: ${example}#rang`,
    title: 'a block names a region by another name than its file',
    prepare: prepareRegion,
    damage: (content) => content.replace(coordinators, `${example}#ring`, `${example}#rang`),
  },
  {
    rule: 'region-differs',
    subject: `content/${coordinators}: ${example}#ring`,
    title: 'a tested file changes and the text does not',
    prepare: prepareRegion,
    damage: (content) =>
      content.writeExample(
        example,
        'func ring() error {\n\t// region: ring\n\treturn bell.Ring(ctx, twice)\n\t// endregion\n}\n',
      ),
  },
];
