/** ln Σ exp(values), without overflow. −∞ for no values. */
export function logSumExp(values: ArrayLike<number>): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) top = Math.max(top, values[i] as number);
  if (!Number.isFinite(top)) return top;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp((values[i] as number) - top);
  return top + Math.log(sum);
}

/** ln of the mean of exp(values): how e-values held as logs are averaged. */
export const logMeanExp = (values: ArrayLike<number>): number => logSumExp(values) - Math.log(values.length);

/** ln(e^a + e^b). */
export function logAddExp(a: number, b: number): number {
  const top = Math.max(a, b);
  return Number.isFinite(top) ? top + Math.log1p(Math.exp(-Math.abs(a - b))) : top;
}

/** ln(1 − e^x) for x ≤ 0, exact at both ends (Mächler 2012, "Accurately computing log(1 − exp(−|a|))"). */
export const log1mExp = (x: number): number => (x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x)));
