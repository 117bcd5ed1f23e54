import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { requirePerson } from '@/lib/access/current-person';
import { ROLE_SCOPES } from '@/lib/access/scopes';
import { composition } from '@/lib/composition';
import { whileReached } from '@/lib/http/while-reached';
import { readPreferences } from '@/lib/preferences';
import { prefetchFlight } from '@/lib/queries/server';
import { stream } from '@/lib/stream/stream';
import { EarlyTaps } from './early-taps';
import { DashboardFrame } from './frame';

/** Every signed-in page stands in the shell; its state comes from cookies, so nothing moves after the first paint. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const deps = composition();
  // Before anything is read: what changes while the page is made and hydrated comes with the stream.
  const since = stream(deps.sql).hub.expectPage();
  const person = await requirePerson();
  const { id, name, email, role, teams } = person;
  const jar = await cookies();
  const { sidebar } = readPreferences((key) => jar.get(key)?.value);
  const flight = await whileReached(deps.sql, prefetchFlight(deps, person));
  return (
    <>
      <EarlyTaps />
      <DashboardFrame
        sidebar={sidebar}
        now={deps.clock.now()}
        since={since}
        user={{ name, email, role }}
        viewer={{ person: id, scopes: ROLE_SCOPES[role], teams }}
        flight={flight}
      >
        {children}
      </DashboardFrame>
    </>
  );
}
