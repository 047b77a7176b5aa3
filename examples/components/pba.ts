/** PBA: what a link will carry, from what it carried; and how wrong that was. */

/** The forecast while there is no sample, in Mbps. */
export const GUESS_MBPS = 100;

// region: mean
/** The forecast of the reference deployment: the mean of the last five samples. */
export function meanForecast(samplesMbps: readonly number[], window = 5): number {
  const recent = samplesMbps.slice(-window);
  if (recent.length === 0) return GUESS_MBPS;
  return recent.reduce((sum, sample) => sum + sample, 0) / recent.length;
}
// endregion

// region: ewma
/** An exponentially weighted mean: every sample moves the forecast by the share `alpha` of the way to it. */
export function ewmaForecast(samplesMbps: readonly number[], alpha: number): number {
  const [first, ...rest] = samplesMbps;
  if (first === undefined) return GUESS_MBPS;
  return rest.reduce((forecast, sample) => forecast + alpha * (sample - forecast), first);
}
// endregion

// region: error
/** Relative error of each forecast: |forecast − truth| ÷ truth, every sample being forecast from those before it. */
export function forecastErrors(
  samplesMbps: readonly number[],
  forecast: (before: readonly number[]) => number,
): number[] {
  return samplesMbps
    .map((truth, index) => ({ truth, before: samplesMbps.slice(0, index) }))
    .filter(({ truth, before }) => truth > 0 && before.length > 0)
    .map(({ truth, before }) => Math.abs(forecast(before) - truth) / truth);
}

/** One minus the mean relative error, at least 0; nothing to say without an error to look at. */
export function accuracy(errors: readonly number[]): number | null {
  if (errors.length === 0) return null;
  return Math.max(0, 1 - errors.reduce((sum, error) => sum + error, 0) / errors.length);
}
// endregion

// region: confidence
/** How far the forecast trusts itself without a model: a start by mode and 0.02 a sample, 0.2 at most. */
export function confidence(mode: 'datacenter' | 'hybrid' | 'internet', samples: number): number {
  return (mode === 'datacenter' ? 0.45 : 0.35) + Math.min(0.2, 0.02 * samples);
}
// endregion
