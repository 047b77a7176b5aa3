import type { APIRoute } from 'astro';
import { classPlans, type ClassPlan } from '../../domain/cohort/class-plan.ts';
import { releaseDate } from '../../domain/release-date.ts';
import { scheduleCalendar } from '../../exporters/calendar/schedule-calendar.ts';
import { absolute } from '../../site/absolute.ts';
import { loadSite } from '../../site/program.ts';

export async function getStaticPaths() {
  const { program, pages } = await loadSite();
  return classPlans(program, pages).map((plan) => ({ params: { schedule: plan.id }, props: { plan } }));
}

/** A schedule as a calendar file: floating times from a Monday after the newest release. */
export const GET: APIRoute<{ plan: ClassPlan }> = async ({ props: { plan } }) => {
  const { program } = await loadSite();
  const text = scheduleCalendar(plan, {
    absolute,
    release: releaseDate(program),
    sequence: program.releases.data.releases.length,
  });
  return new Response(text, { headers: { 'Content-Type': 'text/calendar; charset=utf-8' } });
};
