import type { DehydratedState } from '@tanstack/react-query';
import type { Composition } from '@/lib/composition';
import { listStanding } from '@/lib/freezes/read-model';
import { listPlans } from '@/lib/plans/read-model';
import { readServiceHealth } from '@/lib/services/health';
import { getService } from '@/lib/services/read-model';
import { readBurnDown } from '@/lib/slos/read-burn-down';
import { getSlo, listSlosOf } from '@/lib/slos/read-model';
import { keys } from './keys';
import { prefetch, whole } from './prefetch';

/** What the page of a service shows at once; null when there is none. */
export const prefetchService = (
  { db, sql }: Pick<Composition, 'db' | 'sql'>,
  service: string,
): Promise<DehydratedState | null> =>
  prefetch(
    [keys.service(service), getService(db, service)],
    [keys.standingOf(service), listStanding(sql, service)],
    [keys.serviceHealth(service), readServiceHealth(sql, service)],
    [keys.slosOf(service), whole(listSlosOf(sql, service, { limit: 200 }))],
    [keys.plans, whole(listPlans(db, { limit: 200 }))],
  );

/** What the page of an SLO shows at once; null when there is none. */
export const prefetchSlo = (
  { sql }: Pick<Composition, 'sql'>,
  service: string,
  slo: string,
): Promise<DehydratedState | null> =>
  prefetch(
    [keys.slo(service, slo), getSlo(sql, service, slo)],
    [keys.burnDown(service, slo), readBurnDown(sql, service, slo)],
  );
