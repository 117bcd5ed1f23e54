/** ζ(k) − 1 for k = 2, 3, …: coefficients of ln Γ around 2 (DLMF 25.2, 5.7.3). */
const ZETA_MINUS_ONE = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645,
  0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5,
  7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8,
  7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9,
];

/** 1 − γ, with Euler's constant γ. */
const ONE_MINUS_GAMMA = 0.42278433509846713;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/** B₂ₖ / (2k(2k−1)), k = 1…8: the asymptotic series of ln Γ (DLMF 5.11.1). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156, -3617 / 122_400] as const;

/** From here on the asymptotic series is exact to the last digit. */
export const STIRLING_FROM = 10;

/** Δ(x) = ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π] for x ≥ 10. Absolute error below 1e-17. */
export function stirlingCorrection(x: number): number {
  const inverseSquare = 1 / (x * x);
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * inverseSquare + (STIRLING[k] as number);
  return sum / x;
}

/** ln Γ(2 + z), |z| ≤ ½: z(1 − γ) + Σ (−1)^k (ζ(k) − 1) z^k / k. No cancellation at the zero of ln Γ at 2. */
function aroundTwo(z: number): number {
  let sum = 0;
  for (let i = ZETA_MINUS_ONE.length - 1; i >= 0; i--) {
    const k = i + 2;
    sum = sum * z + ((k % 2 === 0 ? 1 : -1) * (ZETA_MINUS_ONE[i] as number)) / k;
  }
  return z * (ONE_MINUS_GAMMA + z * sum);
}

/**
 * ln Γ(x) for x > 0; relative error ≤ 1e-14 or so, also next to its zeros at 1 and 2. NaN outside.
 * Series around 2, the recurrence Γ(x + 1) = xΓ(x) between, Stirling's series from 10.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x >= STIRLING_FROM) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingCorrection(x);
  if (x < 0.5) return aroundTwo(x) - Math.log(x) - Math.log1p(x);
  if (x < 1.5) return aroundTwo(x - 1) - Math.log1p(x - 1);
  let rest = x;
  let product = 1;
  while (rest > 2.5) {
    rest -= 1;
    product *= rest;
  }
  return aroundTwo(rest - 2) + Math.log(product);
}
