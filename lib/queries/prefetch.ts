import { type DehydratedState, dehydrate, QueryClient } from '@tanstack/react-query';
import { composition } from '@/lib/composition';
import { AppError } from '@/lib/errors';
import { whileReached } from '@/lib/http/while-reached';

/** One answer that goes with the markup. `undefined` is left to the browser: a list that is longer than one page. */
export type Part = readonly [key: readonly unknown[], read: Promise<unknown>];

/** A list that is complete in one page; else `undefined`. */
export const whole = async <T>(read: Promise<{ items: T[]; nextCursor: string | null }>): Promise<T[] | undefined> => {
  const { items, nextCursor } = await read;
  return nextCursor === null ? items : undefined;
};

/** The first page of a list that is read on by hand, as `useInfiniteQuery` keeps it. */
export const firstPage = async <T>(read: Promise<T>): Promise<{ pages: T[]; pageParams: string[] }> => ({
  pages: [await read],
  pageParams: [''],
});

/** Reads everything at once, for a page that shows it before any script ran; `null` when a part does not exist. */
export async function prefetch(...parts: Part[]): Promise<DehydratedState | null> {
  const client = new QueryClient();
  try {
    const values = await whileReached(composition().sql, Promise.all(parts.map(([, read]) => read)));
    parts.forEach(([key], index) => {
      const value = values[index];
      if (value !== undefined) client.setQueryData(key, value);
    });
    return dehydrate(client);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}
