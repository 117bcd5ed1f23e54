import { z } from 'zod';

/** Exposure in hundredths of a percent: 0 to 10000. Integers, so that 0.01 % steps compare exactly. */
export type Centi = number;

export const FULL: Centi = 10_000;

/** Percent with up to two decimals → hundredths. */
export const toCenti = (percent: number): Centi => Math.round(percent * 100);

/** Hundredths → percent with up to two decimals. */
export const toPercent = (centi: Centi): number => centi / 100;

/** Clamps what a plan or a provider says into 0–100 %. */
export const clampCenti = (centi: number): Centi => Math.min(FULL, Math.max(0, Math.round(centi)));

/** Exposure on the wire: percent 0–100 with up to two decimals. */
export const exposureSchema = z
  .number()
  .min(0, { error: 'must be a percentage from 0 to 100' })
  .max(100, { error: 'must be a percentage from 0 to 100' })
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, {
    error: 'may have at most two decimals (0.01 % is the smallest step)',
  });
