import { type DehydratedState, dehydrate, QueryClient } from '@tanstack/react-query';
import type { Person } from '@/lib/access/people';
import type { Me } from '@/lib/access/schema';
import { ROLE_SCOPES } from '@/lib/access/scopes';
import { releaseEvents } from '@/lib/audit/read-model';
import type { Composition } from '@/lib/composition';
import { AppError } from '@/lib/errors';
import { listFreezes, listStanding } from '@/lib/freezes/read-model';
import { listOverrides } from '@/lib/overrides/review-override';
import { byAttention } from '@/lib/releases/attention-order';
import { countFlight, type FlightTally } from '@/lib/releases/count-flight';
import { listReleases } from '@/lib/releases/list-releases';
import { readCommands } from '@/lib/releases/read-commands';
import { readRelease } from '@/lib/releases/read-model';
import { TERMINAL } from '@/lib/releases/status';
import { dayStart } from '@/lib/shared/utc-day';
import { keys } from './keys';

/** So many go with the markup, most urgent first; the browser reads the rest at once when there are more. */
const FIRST = 100;

type Deps = Pick<Composition, 'sql' | 'db' | 'clock'>;

/** What `/api/v1/me` would say of a signed-in person. */
const meOf = ({ id, name, email, role, teams }: Person): Me => ({
  via: 'session',
  person: id,
  name,
  email,
  role,
  scopes: [...ROLE_SCOPES[role]],
  teams: { ...teams },
  held: null,
});

/** What the shell and the lists show at once: in flight, finished today, freezes. The same functions as the API. */
export async function prefetchFlight({ sql, db, clock }: Deps, person: Person): Promise<DehydratedState> {
  const client = new QueryClient();
  const now = clock.now();
  const [flying, finished, freezes, standing, unreviewed] = await Promise.all([
    listReleases(sql, { attention: true, limit: FIRST }),
    listReleases(sql, { status: TERMINAL, limit: FIRST, endedFrom: new Date(dayStart(now)).toISOString() }),
    listFreezes(db, { limit: FIRST, active: true }, now),
    listStanding(sql, undefined),
    listOverrides(sql, { limit: FIRST, reviewed: false }),
  ]);
  client.setQueryData(keys.flight, flying.items);
  client.setQueryData(keys.finished, finished.items.sort(byAttention));
  client.setQueryData(keys.freezes, freezes.items);
  client.setQueryData(keys.standing, standing);
  client.setQueryData(keys.unreviewed, unreviewed.items);
  client.setQueryData<Me>(keys.me, meOf(person));
  if (unreviewed.nextCursor) await client.invalidateQueries({ queryKey: keys.unreviewed, refetchType: 'none' });
  if (flying.nextCursor) {
    client.setQueryData<FlightTally>(keys.flightTally, await countFlight(sql));
    await client.invalidateQueries({ queryKey: keys.flight, refetchType: 'none' });
  }
  if (finished.nextCursor) await client.invalidateQueries({ queryKey: keys.finished, refetchType: 'none' });
  return dehydrate(client);
}

/** One release with its commands and its record; `null` when there is none. */
export async function prefetchRelease({ sql }: Pick<Deps, 'sql'>, id: string): Promise<DehydratedState | null> {
  try {
    const client = new QueryClient();
    const [release, commands, events] = await Promise.all([
      readRelease(sql, id),
      readCommands(sql, id),
      releaseEvents(sql, id),
    ]);
    client.setQueryData(keys.release(id), release);
    client.setQueryData(keys.standingOf(release.service), await listStanding(sql, release.service));
    client.setQueryData(keys.commands(id), { items: commands });
    client.setQueryData(keys.audit(id), { items: events });
    return dehydrate(client);
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}
