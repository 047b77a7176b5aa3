import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import type { AstroComponentFactory } from 'astro/runtime/server/index.js';

const container = await AstroContainer.create();

interface RenderInput {
  readonly props?: Record<string, unknown>;
  readonly slots?: Record<string, string>;
  /** Address of the page that shows it. */
  readonly url?: string;
}

/** A component as HTML. */
export async function renderAsIs(
  component: AstroComponentFactory,
  { props = {}, slots = {}, url = '/labs/x/' }: RenderInput = {},
): Promise<string> {
  return container.renderToString(component, {
    props,
    slots,
    request: new Request(new URL(url, 'http://localhost')),
  });
}

/** A component as HTML, without the whitespace between tags and what only a development server adds. */
export async function render(component: AstroComponentFactory, input: RenderInput = {}): Promise<string> {
  return (await renderAsIs(component, input))
    .replaceAll(/<!DOCTYPE html>|<!--.*?-->/gs, '')
    .replaceAll(/ data-astro-source-(?:file|loc)="[^"]*"/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/> </g, '><')
    .trim();
}

/** What a writer is told when a component has wrong properties. */
export async function refusal(
  component: AstroComponentFactory,
  props: Record<string, unknown>,
): Promise<string> {
  try {
    await render(component, { props });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'Nothing is refused.';
}
