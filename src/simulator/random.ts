/** State of the generator: four unsigned 32-bit words. */
export type RandomState = [number, number, number, number];

/**
 * The sfc32 generator (Doty-Humphrey, PractRand 0.95, "small fast counting"): 128 bits of state, integer operations
 * only, so it gives the same numbers in every JavaScript engine.
 */
export function nextUint32(random: RandomState): number {
  const sum = (random[0] + random[1] + random[3]) >>> 0;
  random[3] = (random[3] + 1) >>> 0;
  random[0] = (random[1] ^ (random[1] >>> 9)) >>> 0;
  random[1] = (random[2] + (random[2] << 3)) >>> 0;
  random[2] = (((random[2] << 21) | (random[2] >>> 11)) + sum) >>> 0;
  return sum;
}

/** Starts the generator from a seed; the first twelve numbers are dropped, as PractRand does after seeding. */
export function seedRandom(seed: number): RandomState {
  const random: RandomState = [0, seed >>> 0, Math.floor(seed / 4294967296) >>> 0, 1];
  for (let round = 0; round < 12; round += 1) nextUint32(random);
  return random;
}

/** A number from 0 up to but not including 1. */
export function nextUnit(random: RandomState): number {
  return nextUint32(random) / 4294967296;
}

/** A number from `low` up to but not including `high`. */
export function nextBetween(random: RandomState, low: number, high: number): number {
  return low + (high - low) * nextUnit(random);
}

/** A whole number from 0 to `limit` − 1. */
export function nextIndex(random: RandomState, limit: number): number {
  return Math.floor(nextUnit(random) * limit);
}

/** An identifier of so many hexadecimal digits, for traces and spans. */
export function nextHex(random: RandomState, digits: number): string {
  let text = '';
  while (text.length < digits) text += nextUint32(random).toString(16).padStart(8, '0');
  return text.slice(0, digits);
}
