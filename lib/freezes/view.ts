import { contentTag } from '@/lib/shared/concurrency';
import type { Freeze as FreezeRow } from '@/prisma/generated/client';
import type { FreezeView } from './schema';

/** Row → wire; `now` in epoch ms decides whether it is active. */
export function freezeView(row: FreezeRow, now: number): FreezeView {
  const begun = row.startsAt.getTime() <= now;
  const over = row.liftedAt !== null || (row.endsAt !== null && row.endsAt.getTime() <= now);
  return {
    name: row.name,
    kind: row.kind,
    scope: row.scope === 'all' ? 'all' : { service: row.scope },
    start: row.startsAt.toISOString(),
    end: row.endsAt?.toISOString() ?? null,
    reason: row.reason,
    active: begun && !over,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    liftedAt: row.liftedAt?.toISOString() ?? null,
    liftedBy: row.liftedBy,
  };
}

/** The ETag's content: all but whether it is active, which time alone changes. */
export const freezeTag = ({ active: _, ...freeze }: FreezeView): string => contentTag(freeze);
