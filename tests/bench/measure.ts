/** A figure with its unit; `samples` are in the same unit. */
export type Figure = { readonly name: string; readonly unit: string; readonly median: number; readonly samples: readonly number[] };

/** Median of samples, which must not be empty. */
export function figure(name: string, unit: string, samples: readonly number[]): Figure {
  const sorted = samples.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return { name, unit, median: round(median), samples: samples.map(round) };
}

/** A ratio of two figures that were sampled in turns in one run. */
export function ratio(name: string, of: Figure, to: Figure): Figure {
  return { name, unit: 'x', median: round(of.median / to.median), samples: [] };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
