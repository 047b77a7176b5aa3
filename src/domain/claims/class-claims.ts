import type { DeckMaterial, ScheduleMaterial } from '../../schemas/program-index.ts';
import { deckContent, scheduleContent } from '../material-content.ts';
import type { Program } from '../program.ts';
import type { Claim, PlacedMaterial } from './claim.ts';
import { numberClaim } from './claim.ts';

/** What the index claims about a deck. A day's number is a lower bound; the deck's own claim bounds the top. */
export function deckClaims(program: Program, placed: PlacedMaterial<DeckMaterial>): Claim[] {
  const { material } = placed;
  const entry = deckContent(program, material.id);
  const place = { file: entry?.file };
  const slides = entry?.data.days.reduce((sum, day) => sum + day.slides.length, 0);
  return [
    numberClaim(
      placed,
      { ...place, key: 'slides', subject: 'Slides', unit: 'slides', how: 'slides', path: ['slides'] },
      material.slides,
      slides,
    ),
    numberClaim(
      placed,
      { ...place, key: 'days', subject: 'Days', unit: 'days', how: 'days', path: ['days'] },
      { exactly: material.days.length },
      entry?.data.days.length,
    ),
    ...material.days.map((day, index) =>
      numberClaim(
        placed,
        {
          ...place,
          key: `day-${index + 1}-slides`,
          subject: `Slides, day ${index + 1}`,
          unit: 'slides',
          how: 'slides',
          path: ['days', index, 'slides'],
          line: entry?.lineOf(['days', index]),
          part: `Day ${index + 1}: ${day.title}`,
        },
        { atLeast: day.slides },
        entry?.data.days[index]?.slides.length,
      ),
    ),
  ];
}

/** What the index claims about a schedule. */
export function scheduleClaims(program: Program, placed: PlacedMaterial<ScheduleMaterial>): Claim[] {
  const entry = scheduleContent(program, placed.material.id);
  return [
    numberClaim(
      placed,
      {
        key: 'days',
        subject: 'Days',
        unit: 'days',
        how: 'days',
        path: ['days'],
        rule: 'deck-days-differ',
        file: entry?.file,
      },
      { exactly: placed.material.days },
      entry?.data.days.length,
    ),
  ];
}
