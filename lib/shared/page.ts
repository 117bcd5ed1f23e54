import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { wholeNumber } from '@/lib/shared/whole-number';

export const MAX_LIMIT = 200;

/** `?limit=&cursor=` of every list. */
export const pageQuery = {
  limit: wholeNumber(1, MAX_LIMIT, 50, `Most items in the answer, 1 to ${MAX_LIMIT}`),
  cursor: z.string().max(500).optional().meta({ description: '`nextCursor` of the answer before' }),
};

/** The schema of a list's answer. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export type Page<T> = { items: T[]; nextCursor: string | null };

const encode = (parts: readonly string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** The position a cursor stands for: as many texts as were put in. 400 when it is none of ours. */
export function readCursor(cursor: string | undefined, parts: number): string[] | null {
  if (cursor === undefined) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(value) && value.length === parts && value.every((part) => typeof part === 'string')) return value;
  } catch {
    // Said below.
  }
  throw new AppError('bad_request', 'cursor is not one that this list gave out', {
    errors: [{ path: 'cursor', message: 'must be the nextCursor of an earlier answer of the same list' }],
  });
}

/** Cuts `limit + 1` rows to a page; the last row's `key` is where the next begins. */
export function toPage<R, T>(
  rows: readonly R[],
  limit: number,
  item: (row: R) => T,
  key: (row: R) => readonly string[],
): Page<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(item), nextCursor: rows.length > limit && last ? encode(key(last)) : null };
}
