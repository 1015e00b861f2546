/**
 * A figure with its unit; `samples` are in the same unit. `target`: the most it may be. `note`: what has to be known beside it.
 */
export type Figure = {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly samples: readonly number[];
  readonly target?: number;
  readonly note?: string;
};

type More = Pick<Figure, 'target' | 'note'>;

/** Median of samples, which must not be empty. */
export function figure(name: string, unit: string, samples: readonly number[], more: More = {}): Figure {
  const sorted = samples.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return { name, unit, median: round(median), samples: samples.map(round), ...more };
}

/**
 * A ratio of two figures that were sampled in turns in one run: the median of the ratios of each turn, so that what else the
 * machine does at that moment slows both.
 */
export function ratio(name: string, of: Figure, to: Figure, more: More = {}): Figure {
  const turns = of.samples.map((sample, turn) => sample / (to.samples[turn] ?? Number.NaN));
  return figure(name, 'x', turns, more);
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
