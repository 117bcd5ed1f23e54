'use client';

import { useFleet } from '@/components/demo/use-fleet';
import { EmptyState } from '@/components/layout/empty-state';
import { useNow } from '@/components/layout/now';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { formatMoment } from '@/lib/format/time';
import { useMay } from '@/lib/queries/access';
import { useServices } from '@/lib/queries/services';
import type { Release } from '@/lib/releases/schema';

type OverviewEmptyProps = {
  flying: number;
  finished: readonly Release[];
  /** What was asked for, in the words of the filter; empty when nothing was. */
  filter: string;
  onClear: () => void;
  /** Null for who may start none. */
  onStart: (() => void) | null;
};

const FIRST_RELEASE = `curl -X POST $RAMPART_URL/api/v1/releases -H "Authorization: Bearer $TOKEN" -d '{"service":"checkout","version":"2.4.1"}'`;

/** No rows: never a release, none in flight, or none that matches. Each says the one next action. */
export function OverviewEmpty({ flying, finished, filter, onClear, onStart }: OverviewEmptyProps) {
  const now = useNow();
  const fleet = useFleet().data;
  const services = useServices().data;
  const mayConfigure = useMay('admin');
  if (filter !== '') {
    return (
      <EmptyState
        title={`No release matches “${filter}”.`}
        detail={flying === 1 ? '1 is in flight.' : `${flying} are in flight.`}
        action={<Button onClick={onClear}>Clear filter</Button>}
      />
    );
  }
  const start = onStart ? (
    <Button variant="primary" onClick={onStart}>
      Start a release
    </Button>
  ) : null;
  const last = [...finished].sort((a, b) => Date.parse(b.finishedAt ?? '') - Date.parse(a.finishedAt ?? ''))[0];
  if (!last && fleet) {
    return (
      <EmptyState
        title="The sample fleet is starting."
        detail={`${fleet.services.length} services serve real requests already. Their first releases appear here within a minute.`}
        action={start}
      />
    );
  }
  if (!last && services?.length === 0) {
    return (
      <EmptyState
        title="No service yet."
        detail="Register what you release first: by which plan it climbs, and who moves its traffic. Its releases appear here as soon as your pipeline announces them."
        action={
          <LinkButton href={mayConfigure ? '/services/new' : '/services'} variant="primary">
            {mayConfigure ? 'New service' : 'Services'}
          </LinkButton>
        }
      />
    );
  }
  if (!last) {
    return (
      <EmptyState
        title="No release is in flight."
        detail="Rampart shows one as soon as your pipeline announces it."
        command={FIRST_RELEASE}
        action={start}
      />
    );
  }
  const at = last.finishedAt ? ` at ${formatMoment(Date.parse(last.finishedAt), now)}` : '';
  return (
    <EmptyState
      title="Nothing in flight."
      detail={`${finished.length} finished today, the last was ${last.service} ${last.version}${at}.`}
      action={start}
    />
  );
}
