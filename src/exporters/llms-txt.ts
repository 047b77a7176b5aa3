import type { Page } from '../domain/routes.ts';
import type { SiteMapGroup } from '../domain/site-map.ts';

export interface LlmsOptions {
  readonly title: string;
  readonly subtitle: string;
  readonly groups: readonly SiteMapGroup[];
  /** Makes an address of the site one with its host. */
  readonly absolute: (url: string) => string;
}

/** `llms.txt`: what there is to read, each as its Markdown twin, by the proposal of llmstxt.org. Planned pages say so. */
export function llmsTxt({ title, subtitle, groups, absolute }: LlmsOptions): string {
  const line = (page: Page): string =>
    `- [${page.title}](${absolute(`${page.url}index.md`)}): ${page.summary}${page.status === 'planned' ? ' Planned.' : ''}`;
  const sections = groups.map((group) => `## ${group.title}\n\n${group.pages.map(line).join('\n')}\n`);
  return [
    `# ${title}\n`,
    `> ${subtitle}.\n`,
    `Every page of the site has a Markdown twin: its address with \`index.md\` at the end. Facts about the program as one file: ${absolute('/program.json')}, described by ${absolute('/schemas/program.json')}. The text teaches the reference deployment; figures called targets are limits, not measurements.\n`,
    ...sections,
  ].join('\n');
}
