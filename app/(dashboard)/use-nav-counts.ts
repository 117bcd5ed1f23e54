'use client';

import { calling, countCards, countTally, inFlight } from '@/components/attention/cards';
import { oncePerList } from '@/components/attention/once-per-list';
import type { NavCounts } from '@/components/layout/nav';
import type { StandingList } from '@/lib/freezes/schema';
import { useUnreviewed } from '@/lib/queries/overrides';
import { useFlightOf, useFlightTally } from '@/lib/queries/releases';
import { useStandingOf } from '@/lib/queries/standing';
import type { FlightTally } from '@/lib/releases/count-flight';
import type { Release } from '@/lib/releases/schema';

/** Several parts of the navigation ask. */
const inCards = oncePerList((releases: readonly Release[]) => {
  const counts = countCards(releases);
  const awaiting = releases.filter(({ status }) => status === 'awaiting_approval').length;
  return { calling: calling(counts), flying: inFlight(counts), hurting: counts.hurting, awaiting };
});

const inTally = (tally: NonNullable<FlightTally>) => {
  const counts = countTally(tally);
  const awaiting = tally.filter(({ status }) => status === 'awaiting_approval');
  return {
    calling: calling(counts),
    flying: inFlight(counts),
    hurting: counts.hurting,
    awaiting: awaiting.reduce((sum, { count }) => sum + count, 0),
  };
};

const inKinds = ({ items }: StandingList) => {
  const incidents = items.filter(({ kind }) => kind === 'incident');
  const names = new Set(incidents.map(({ name }) => name));
  return { freezes: items.length - incidents.length, incidents: names.size };
};

/** The numbers beside the navigation; the same object until one of them changes. */
export function useNavCounts(): NavCounts {
  const read = useFlightOf(inCards);
  const tally = useFlightTally();
  const flight = tally ? inTally(tally) : read;
  const standing = useStandingOf(inKinds);
  return {
    overview: flight?.calling ?? 0,
    flying: flight?.flying ?? 0,
    oncall: flight?.hurting ?? 0,
    approvals: flight?.awaiting ?? 0,
    freezes: standing?.freezes ?? 0,
    incidents: standing?.incidents ?? 0,
    overrides: useUnreviewed().data?.length ?? 0,
  };
}
