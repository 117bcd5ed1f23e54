/**
 * Asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas ("Time-uniform central limit theory
 * and asymptotic confidence sequences", arXiv 2103.06476, Theorem 2.2 and the one-sided version of its appendix). It holds
 * at every look, in the limit of long running: hence the burn-in.
 *
 * `n` observations so far, `s2` their variance (n · squared standard error), `rho` the scale of the Gaussian mixture.
 */
export type Scale = { n: number; s2: number; rho: number };

/**
 * ρ = √((−2 ln α + ln(1 − 2 ln α)) / N*): the mixture that makes the band narrowest at `nStar` observations. For a
 * one-sided sequence α is doubled, since only half of the mixture is used.
 */
export function tune(alpha: number, nStar: number, sides: 1 | 2): number {
  const a = Math.min(sides === 2 ? alpha : 2 * alpha, 0.999);
  return Math.sqrt((-2 * Math.log(a) + Math.log1p(-2 * Math.log(a))) / nStar);
}

/** Half-width √(2 s²(nρ²+1) ln(√(nρ²+1)/α)) / (nρ) of the two-sided sequence. */
export function halfWidth({ n, s2, rho }: Scale, alpha: number): number {
  const v = n * rho * rho + 1;
  return Math.sqrt(2 * s2 * v * (0.5 * Math.log(v) - Math.log(alpha))) / (n * rho);
}

/** Distance of the one-sided bound from the estimate: the last factor is ln(1 + √(nρ²+1)/(2α)). */
export function oneSidedWidth({ n, s2, rho }: Scale, alpha: number): number {
  const v = n * rho * rho + 1;
  return Math.sqrt(2 * s2 * v * Math.log1p(Math.sqrt(v) / (2 * alpha))) / (n * rho);
}

/**
 * Natural log of the e-value against "the mean is at most 0" when the estimate is `d`: the one-sided sequence inverted in
 * α. With L = d²(nρ)²/(2 s²(nρ²+1)) it is ln 2 + ln(e^L − 1) − ½ ln(nρ²+1), which reaches ln(1/α) exactly when the
 * one-sided bound leaves 0.
 *
 * That closed form is the half-normal mixture 2 e^L Φ(√(2L)) / √(nρ²+1) with Φ(x) bounded by 1 − e^{−x²/2}. Near and below
 * d = 0 it says nothing (−∞), so there the mixture is bounded by Φ ≥ 1 − ½e^{−x²/2} and, for d < 0, by Mills' ratio
 * Φ(−y) ≥ e^{−y²/2}·4/(√(8π)(y + √(y²+4))): still at most the mixture, finite, and rising with d.
 */
export function logEvidence(d: number, { n, s2, rho }: Scale): number {
  const v = n * rho * rho + 1;
  const L = (d * n * rho) ** 2 / (2 * s2 * v);
  const half = 0.5 * Math.log(v);
  if (d < 0) {
    const y = Math.sqrt(2 * L);
    return Math.log(4 / (Math.sqrt(2 * Math.PI) * (y + Math.sqrt(y * y + 4)))) - half;
  }
  if (L < Math.log(1.5)) return -half;
  return Math.LN2 + L + Math.log(-Math.expm1(-L)) - half;
}
