import { type UNAVAILABLE, unavailable } from './database-errors';

/** Whoever reads is told after this long that the database hangs; a query of its own gives up much later. */
export const TELL_READERS_MS = 5_000;

/** `answer`, or after five seconds `unavailable`: a database that hangs is told long before its connections break. */
export async function inTime<T>(answer: Promise<T>, how: keyof typeof UNAVAILABLE = 'unreached'): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable(how)), TELL_READERS_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
