import { contentTag } from '@/lib/shared/concurrency';
import type { Freeze as FreezeRow, FreezeWindow } from '@/prisma/generated/client';
import type { Schedule } from './plan-freeze';
import type { FreezeView } from './schema';
import { scopeOf } from './scope';

/** A freeze with its windows that are not over yet, in order. */
export type FreezeWithWindows = FreezeRow & { windows?: readonly FreezeWindow[] };

/** Row → wire; `now` in epoch ms decides whether it is active. */
export function freezeView(row: FreezeWithWindows, now: number): FreezeView {
  const windows = (row.windows ?? []).filter(({ endsAt }) => endsAt.getTime() > now);
  const span = row.scheduled ? windows[0] : row;
  const begun = span !== undefined && span.startsAt.getTime() <= now;
  const over = row.liftedAt !== null || span === undefined || (span.endsAt !== null && span.endsAt.getTime() <= now);
  const schedule = (row.schedule ?? {}) as Schedule;
  return {
    name: row.name,
    kind: row.kind,
    scope: scopeOf(row.scope),
    start: (span ?? row).startsAt.toISOString(),
    end: (span ?? row).endsAt?.toISOString() ?? null,
    timezone: row.timezone,
    recurrence: schedule.recurrence ?? null,
    except: schedule.except ?? [],
    first: schedule.start && schedule.end ? { start: schedule.start, end: schedule.end } : null,
    imported: schedule.imported ?? 0,
    inFlight: row.inFlight,
    allows: row.allows,
    windows: row.scheduled
      ? windows.map(({ startsAt, endsAt, title }) => ({
          start: startsAt.toISOString(),
          end: endsAt.toISOString(),
          title,
        }))
      : [],
    reason: row.reason,
    active: begun && !over,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    liftedAt: row.liftedAt?.toISOString() ?? null,
    liftedBy: row.liftedBy,
  };
}

/** The ETag's content: all but what time alone changes. */
export function freezeTag({ active: _, windows, start, end, ...freeze }: FreezeView): string {
  return contentTag(windows.length > 0 ? freeze : { ...freeze, start, end });
}
