import type { Sql } from '@/lib/db/sql';
import { perProcess } from '@/lib/shared/per-process';
import { readExecutive } from './executive';
import type { LinkView } from './link-schema';
import { readLink, touchLink } from './links';
import type { Executive } from './schema';

/** Everybody with a link sees the same: however many open it, it is made once in this time. */
const SAME_FOR_MS = 10_000;

type Made = { at: number; data: Promise<Executive> };

function statement(sql: Sql, now: number): Promise<Executive> {
  const held = perProcess<{ last: Made | null }>('shared-executive', () => ({ last: null }));
  if (held.last === null || now - held.last.at >= SAME_FOR_MS || now < held.last.at) {
    const made: Made = { at: now, data: readExecutive(sql, now) };
    held.last = made;
    // What failed is not remembered.
    made.data.catch(() => {
      if (held.last === made) held.last = null;
    });
  }
  return held.last.data;
}

/** The executive page for a link that works now; null for any other. */
export async function openShared(
  sql: Sql,
  secret: string,
  now: number,
): Promise<{ link: Pick<LinkView, 'by' | 'expiresAt'>; data: Executive } | null> {
  const link = await readLink(sql, secret, now);
  if (link?.state !== 'open') return null;
  await touchLink(sql, link.id, now);
  const { by, expiresAt } = link;
  return { link: { by, expiresAt }, data: await statement(sql, now) };
}
