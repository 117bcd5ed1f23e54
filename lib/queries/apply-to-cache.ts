import type { QueryClient } from '@tanstack/react-query';
import type { Release } from '@/lib/releases/schema';
import type { StreamEvent } from '@/lib/stream/event';
import { newer, newestReleases, patchFinished, patchFlight, staleAfter } from './apply-events';
import { keys } from './keys';

/** Writes a batch of events into the cache; what an event only names is read again if it is on the page. `now`: epoch ms. */
export function applyToCache(client: QueryClient, events: readonly StreamEvent[], now: number): void {
  const news = newestReleases(events);
  if (news.size > 0) {
    client.setQueryData<readonly Release[]>(keys.flight, (list) => list && patchFlight(list, news));
    client.setQueryData<readonly Release[]>(keys.finished, (list) => list && patchFinished(list, news, now));
    for (const [id, release] of news) {
      client.setQueryData<Release>(keys.release(id), (known) => known && newer(known, release));
      void client.invalidateQueries({ queryKey: keys.commands(id) });
    }
  }
  const stale = staleAfter(events);
  if (stale.everything) {
    void client.invalidateQueries();
    return;
  }
  for (const id of stale.releases) {
    void client.invalidateQueries({ queryKey: keys.audit(id) });
    void client.invalidateQueries({ queryKey: keys.commands(id) });
  }
  // Samples come faster than a series may be read: a read under way is let finish.
  for (const service of stale.series) {
    void client.invalidateQueries({ queryKey: keys.seriesOf(service) }, { cancelRefetch: false });
  }
  for (const name of stale.services) void client.invalidateQueries({ queryKey: keys.service(name) });
  for (const id of stale.postmortems) void client.invalidateQueries({ queryKey: keys.postmortem(id) });
  if (stale.slos) void client.invalidateQueries({ queryKey: keys.slos });
  if (stale.overrides) void client.invalidateQueries({ queryKey: keys.overrides });
  if (stale.freezes) void client.invalidateQueries({ queryKey: keys.freezes });
  if (stale.recent) void client.invalidateQueries({ queryKey: keys.recentChanges });
}
