import { timingSafeEqual } from 'node:crypto';

/** Compares in time that depends on the length of what is expected alone. */
export function same(given: string, expected: string): boolean {
  const right = Buffer.from(expected);
  const left = Buffer.alloc(right.length);
  const written = left.write(given);
  return timingSafeEqual(left, right) && written === right.length && given.length === expected.length;
}
