import type { APIRoute } from 'astro';
import { apiFiles } from '../../../site/api-files.ts';

export const getStaticPaths = () =>
  apiFiles.map(({ path, text }) => ({ params: { file: path }, props: { text } }));

/** The OpenAPI document or the proto file, as it stands in `examples/`. */
export const GET: APIRoute<{ text: string }> = ({ props: { text } }) =>
  new Response(text, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
