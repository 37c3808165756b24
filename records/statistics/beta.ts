/**
 * log Γ(x) for x > 0, to about 1e-14 of its value. Lanczos 1964, SIAM J. Numer. Anal. 1, 86-96, with g = 7 and the
 * nine coefficients that Godfrey computed for it in 2001.
 */
export function logGamma(x: number): number {
  const [first, ...others] = lanczos;
  const y = x - 1;
  const sum = others.reduce((total, c, i) => total + c / (y + i + 1), first!);
  const t = y + 7.5;
  return Math.log(2 * Math.PI) / 2 + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

const lanczos: readonly number[] = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];

/** I_x(a, b), the regularised incomplete beta function, a and b above 0. DLMF 8.17.22. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast only below the mean.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const logFront =
    a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return Math.exp(logFront) / (a * fraction(x, a, b));
}

const tiny = 1e-300;

/** 1 + d₁ / (1 + d₂ / (1 + …)), from the front by Lentz's method as changed by Thompson & Barnett 1986. */
function fraction(x: number, a: number, b: number): number {
  let value = 1;
  let [c, d] = [1, 0];
  for (let j = 1; j < 10_000; j++) {
    const term = coefficient(j, x, a, b);
    d = 1 / (1 + term * d || tiny);
    c = 1 + term / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return value;
}

function coefficient(j: number, x: number, a: number, b: number): number {
  const m = Math.floor(j / 2);
  return j % 2 === 0
    ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
}
