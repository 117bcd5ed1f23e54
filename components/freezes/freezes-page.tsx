'use client';

import { useState } from 'react';
import { QueryState } from '@/components/form/query-state';
import { EmptyState } from '@/components/layout/empty-state';
import { useNow } from '@/components/layout/now';
import { PageHeader, Panel, SectionHeader } from '@/components/layout/page-header';
import { PoliciesPanel } from '@/components/policies/policies-panel';
import { Button } from '@/components/ui/button';
import type { FreezeView } from '@/lib/freezes/schema';
import { useMay } from '@/lib/queries/access';
import { useAllFreezes } from '@/lib/queries/freezes';
import { FreezeCalendar } from './freeze-calendar';
import { FreezeDialog } from './freeze-dialog';
import { LiftDialog } from './lift-dialog';
import { IN_FLIGHT_WORDS, repeatWords, scopeWords, standingOf, untilWords } from './words';

/** What forbids new exposure now, later, and before. */
export function FreezesPage() {
  const query = useAllFreezes();
  const now = useNow();
  const mayFreeze = useMay('admin');
  const mayRelease = useMay('release');
  const [setting, setSetting] = useState(false);
  const [lifting, setLifting] = useState<FreezeView | null>(null);
  const list = query.data ?? [];
  const of = (standing: string) => list.filter((freeze) => standingOf(freeze, now) === standing);
  const mayLift = (freeze: FreezeView) =>
    freeze.kind !== 'budget' && (mayFreeze || (mayRelease && freeze.name.startsWith('kill:')));
  const set = mayFreeze ? (
    <Button variant="primary" onClick={() => setSetting(true)}>
      Freeze…
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title="Freezes" actions={set}>
        <p className="max-w-prose text-sm text-ink-2">
          While one stands, no release of its scope gains exposure. Gates go on, and rolling back always works.
        </p>
      </PageHeader>
      <QueryState query={query} rows={3}>
        {list.length === 0 ? (
          <Panel>
            <EmptyState
              title="Nothing is frozen."
              detail="Freeze a service, or everything, for a quiet time or while something is wrong."
            />
          </Panel>
        ) : (
          <div className="flex flex-col gap-6">
            <Group
              title="Stands now"
              empty="Nothing is frozen now."
              freezes={of('stands')}
              now={now}
              mayLift={mayLift}
              onLift={setLifting}
            />
            <Group title="To come" freezes={of('to come')} now={now} mayLift={mayLift} onLift={setLifting} />
            <Group title="Over" freezes={of('over').slice(0, 50)} now={now} mayLift={() => false} onLift={setLifting} />
          </div>
        )}
      </QueryState>
      <div className="mt-6 flex flex-col gap-6">
        <FreezeCalendar />
        <PoliciesPanel />
      </div>
      {setting ? <FreezeDialog onClose={() => setSetting(false)} /> : null}
      {lifting ? <LiftDialog freeze={lifting} onClose={() => setLifting(null)} /> : null}
    </>
  );
}

type GroupProps = {
  title: string;
  empty?: string;
  freezes: readonly FreezeView[];
  now: number;
  mayLift: (freeze: FreezeView) => boolean;
  onLift: (freeze: FreezeView) => void;
};

function Group({ title, empty, freezes, now, mayLift, onLift }: GroupProps) {
  if (freezes.length === 0 && !empty) return null;
  return (
    <section aria-label={title}>
      <SectionHeader title={title} />
      <Panel>
        {freezes.length === 0 ? <p className="px-4 py-3 text-sm text-ink-2">{empty}</p> : null}
        <ul className="divide-y divide-border">
          {freezes.map((freeze) => (
            <li key={freeze.name} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
              <span className="font-medium text-ink">{scopeWords(freeze)}</span>
              <span className="min-w-0 flex-1 basis-60 text-ink">{freeze.reason}</span>
              <span className="text-ink-2" suppressHydrationWarning>
                {untilWords(freeze, now)}
              </span>
              {repeatWords(freeze) === null ? null : (
                <span className="basis-full text-xs text-ink-3 sm:basis-auto">{repeatWords(freeze)}</span>
              )}
              {freeze.inFlight === 'finish_step' || freeze.inFlight === 'rollback' ? (
                <span className="text-xs text-ink-3">in flight: {IN_FLIGHT_WORDS[freeze.inFlight].toLowerCase()}</span>
              ) : null}
              <span className="text-xs text-ink-3">by {freeze.createdBy}</span>
              {mayLift(freeze) ? (
                <Button size="sm" onClick={() => onLift(freeze)}>
                  Lift…
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </Panel>
    </section>
  );
}
