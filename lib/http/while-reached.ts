import type { Sql } from '@/lib/db/sql';
import { stream } from '@/lib/stream/stream';
import { unavailable } from './database-errors';

/** Whoever reads waits so long before anybody asks whether the database still answers at all. */
export const PATIENCE_MS = 5_000;
const ASK_MS = 500;

/**
 * What a reader waits for, while there is a database to wait for: one that hangs is told as `unavailable` seconds after
 * it fell silent, long before its connections break; a slow answer of a living one is waited for.
 * @param reached whether the database answers, as the connection of the live stream has it
 */
export async function whileReached<T>(
  sql: Sql,
  answer: Promise<T>,
  reached: () => boolean = () => stream(sql).reached(),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_, reject) => {
    const ask = () => {
      if (!reached()) return reject(unavailable('unreached'));
      timer = setTimeout(ask, ASK_MS);
    };
    timer = setTimeout(ask, PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, hung]);
  } finally {
    clearTimeout(timer);
  }
}
