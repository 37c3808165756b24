import { incompleteBeta } from "./beta.ts";
import { mean, standardDeviation } from "./summary.ts";

/** A standard deviation, and the degrees of freedom that it is known with. */
export interface Spread {
  readonly deviation: number;
  readonly freedom: number;
}

/** Spreads of several groups that may be unlike, each learning from the others as far as they are alike. */
export interface Spreads {
  /** Of all groups together, as if they were alike. */
  readonly pooled: Spread;
  /** Of each; a group that shows none has what the others tell. */
  readonly each: readonly Spread[];
}

/** What values scatter by within each of some samples, taken together; `null` where none has two values. */
export function spreadWithin(samples: readonly (readonly number[])[]): Spread | null {
  const known = samples.filter(({ length }) => length > 1);
  const freedom = sum(known.map(({ length }) => length - 1));
  if (freedom === 0) return null;
  const squares = known.map((values) => standardDeviation(values)! ** 2 * (values.length - 1));
  return { deviation: Math.sqrt(sum(squares) / freedom), freedom };
}

/** Fewer groups do not show how unlike they are: each is then on its own, or learns from what is usual. */
const fewest = 4;

/** Of a common variance that all groups seem to share: as good as certain, if only there were enough of them to tell. */
const mostFreedom = 1e4;

/** Of groups like the others, as many scatter so much that they are taken to be unlike them. */
const outliers = 0.005;

/**
 * Moderated variances: that of a group is the mean of its own and of a common one, by their degrees of freedom; those of the
 * common one are the fewer the more the groups differ. Smyth 2004, Stat. Appl. Genet. Mol. Biol. 3(1), art. 3, section 6.
 * A group that scatters far more than the others learns nothing from them, in the spirit of Phipson et al. 2016, Ann. Appl. Stat. 10, 946-963.
 * `usual` is what such groups were seen to scatter by, for where there are too few to show it. No group has more degrees of
 * freedom than all that was seen. `null` where no group shows any.
 */
export function moderated(
  groups: readonly (Spread | null)[],
  usual: Spread | null = null,
): Spreads | null {
  const known = groups.filter((group) => group !== null).map(varianceOf);
  const freedom = sum(known.map((group) => group.freedom));
  if (freedom === 0) return null;
  const pooled = sum(known.map((group) => group.variance * group.freedom)) / freedom;
  const few = usual ? varianceOf(usual) : { variance: pooled, freedom: 0 };
  const isFew = known.length < fewest;
  const prior = isFew ? few : priorOf(known, pooled);
  const most = freedom + (isFew ? few.freedom : 0);
  const spread = (one: Variance): Spread => ({
    deviation: Math.sqrt(one.variance),
    freedom: Math.min(most, one.freedom),
  });
  return {
    pooled: { deviation: Math.sqrt(pooled), freedom },
    each: groups.map((group) => {
      if (group === null) return spread(prior.freedom > 0 ? prior : { variance: pooled, freedom });
      const own = varianceOf(group);
      if (isOutlier(own, prior)) return group;
      const total = own.freedom + prior.freedom;
      const variance = (own.variance * own.freedom + prior.variance * prior.freedom) / total;
      return spread({ variance, freedom: total });
    }),
  };
}

interface Variance {
  readonly variance: number;
  readonly freedom: number;
}

/** By the F test of its variance over the prior one. */
function isOutlier(own: Variance, prior: Variance): boolean {
  if (prior.freedom === 0 || prior.variance === 0 || own.variance <= prior.variance) return false;
  const scaled = (own.freedom * own.variance) / prior.variance;
  const tail = incompleteBeta(
    prior.freedom / (prior.freedom + scaled),
    prior.freedom / 2,
    own.freedom / 2,
  );
  return tail < outliers;
}

const varianceOf = ({ deviation, freedom }: Spread): Variance => ({
  variance: deviation ** 2,
  freedom,
});

/** By the moments of the logarithms. A variance of 0 has none: it counts as a small part of all. */
function priorOf(groups: readonly Variance[], pooled: number): Variance {
  if (pooled === 0) return { variance: 0, freedom: mostFreedom };
  const logs = groups.map(({ variance, freedom }) => {
    const log = Math.log(Math.max(variance, 1e-4 * pooled));
    return log - digamma(freedom / 2) + Math.log(freedom / 2);
  });
  const scatter = standardDeviation(logs)! ** 2;
  const excess = scatter - mean(groups.map(({ freedom }) => trigamma(freedom / 2)))!;
  if (excess <= 0) return { variance: pooled, freedom: mostFreedom };
  const half = inverseTrigamma(excess);
  return {
    variance: Math.exp(mean(logs)! + digamma(half) - Math.log(half)),
    freedom: Math.min(mostFreedom, 2 * half),
  };
}

/** ψ(x), x above 0, by recurrence to where its asymptotic series is good. Abramowitz & Stegun 1964, 6.3.5 and 6.3.18. */
export function digamma(x: number): number {
  let [shift, at] = [0, x];
  for (; at < 10; at++) shift -= 1 / at;
  const r = 1 / (at * at);
  return shift + Math.log(at) - 1 / (2 * at) - r * (1 / 12 - r * (1 / 120 - r / 252));
}

/** ψ′(x), likewise: 6.4.6 and 6.4.12. */
export function trigamma(x: number): number {
  let [shift, at] = [0, x];
  for (; at < 10; at++) shift += 1 / (at * at);
  const r = 1 / (at * at);
  return shift + 1 / at + r / 2 + (r / at) * (1 / 6 - r * (1 / 30 - r / 42));
}

/** The x that ψ′(x) = y holds for; it falls with x. */
export function inverseTrigamma(y: number): number {
  let [low, high] = [1e-8, 1];
  while (trigamma(high) > y) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (trigamma(middle) > y) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const sum = (values: readonly number[]): number => values.reduce((total, x) => total + x, 0);
