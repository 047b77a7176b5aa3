import type { APIRoute, GetStaticPaths } from 'astro';
import { labPrograms, type LabProgram } from '../../../site/lab-programs.ts';

export const getStaticPaths = (() =>
  labPrograms().map(({ lab, ...data }) => ({ params: { lab }, props: { data } }))) satisfies GetStaticPaths;

/** What the editor of one lab begins with. */
export const GET: APIRoute<{ data: Omit<LabProgram, 'lab'> }> = ({ props }) => Response.json(props.data);
