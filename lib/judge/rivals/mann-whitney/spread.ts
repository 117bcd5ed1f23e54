import { normalQuantile } from '@/lib/judge/math/normal';

const SHARE = 1e-5;

/**
 * Constant values made unequal by a hundred-thousandth, because two constant arms are nothing but ties. Kayenta draws
 * Gaussian noise; here the values take the expected order of such a draw (normal scores), so the same data always gives
 * the same answer.
 */
export function spread(values: readonly number[]): number[] {
  return values.map((value, index) => value + value * SHARE * normalQuantile((index + 0.625) / (values.length + 0.25)));
}
