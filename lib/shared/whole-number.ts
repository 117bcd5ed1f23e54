import { z } from 'zod';

const DECIMAL = /^[+-]?\d+(\.\d+)?$/;

/** A whole number in a query, where all is text: what is no number is refused by what came, never as "NaN". */
export function wholeNumber(min: number, max: number, fallback: number, description: string) {
  const error = `must be a whole number from ${min} to ${max}`;
  const number = z.number({ error }).int({ error, abort: true }).min(min, { error }).max(max, { error });
  return z
    .preprocess((text) => (typeof text === 'string' && DECIMAL.test(text) ? Number(text) : text), number)
    .default(fallback)
    .meta({ description, default: fallback });
}
