'use client';

import { useState } from 'react';
import { QueryState } from '@/components/form/query-state';
import { EmptyState } from '@/components/layout/empty-state';
import { useNow } from '@/components/layout/now';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { useAskedFor } from '@/components/layout/use-asked-for';
import { PoliciesPanel } from '@/components/policies/policies-panel';
import { Button } from '@/components/ui/button';
import { onDemand, warming } from '@/components/ui/on-demand';
import type { FreezeView } from '@/lib/freezes/schema';
import { useMaySomewhere } from '@/lib/queries/access';
import { useAllFreezes } from '@/lib/queries/freezes';
import { FreezeCalendar } from './freeze-calendar';
import { FreezeGroup } from './freeze-group';
import { LiftDialog } from './lift-dialog';
import { useMayOn } from './use-may-on';
import { standingOf } from './words';

const FreezeDialog = onDemand(async () => (await import('./freeze-dialog')).FreezeDialog);
const EditFreeze = onDemand(async () => (await import('./edit-freeze')).EditFreeze);

/** Of what is over, no more than this: the record has the rest. */
const MOST_OVER = 50;

/** What forbids new exposure now, later, and before. */
export function FreezesPage() {
  const query = useAllFreezes();
  const now = useNow();
  const mayFreeze = useMaySomewhere('admin');
  const mayOn = useMayOn();
  const [setting, setSetting] = useAskedFor('freeze');
  const [from, setFrom] = useState('');
  const [lifting, setLifting] = useState<FreezeView | null>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const list = query.data ?? [];
  const of = (standing: string) => list.filter((freeze) => standingOf(freeze, now) === standing);
  const mayLift = ({ kind, name, scope }: FreezeView) =>
    kind !== 'budget' && mayOn(name.startsWith('kill:') ? 'release' : 'admin', scope);
  function begin(start: string) {
    setFrom(start);
    setSetting(true);
  }
  // What begins today begins now.
  const freezeFrom = (day: number) => begin(day > Date.now() ? new Date(day).toISOString().slice(0, 16) : '');
  const set = mayFreeze ? (
    <Button variant="primary" {...warming(FreezeDialog)} onClick={() => begin('')}>
      Freeze…
    </Button>
  ) : null;
  // What the kill switch set stands until it is lifted: a window would end it unseen.
  const mayChange = (freeze: FreezeView) => !freeze.name.startsWith('kill:') && mayLift(freeze);
  const group = {
    now,
    mayLift,
    mayChange,
    onLift: setLifting,
    onChange: (freeze: FreezeView) => setEditing(freeze.name),
  };
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
            <FreezeGroup {...group} title="Stands now" empty="Nothing is frozen now." freezes={of('stands')} />
            <FreezeGroup {...group} title="To come" freezes={of('to come')} />
          </div>
        )}
      </QueryState>
      <div className="mt-6 flex flex-col gap-6">
        <FreezeCalendar onFreeze={mayFreeze ? freezeFrom : undefined} />
        <PoliciesPanel />
        <FreezeGroup {...group} title="Over" freezes={of('over').slice(0, MOST_OVER)} />
      </div>
      {setting && mayFreeze ? <FreezeDialog start={from} onClose={() => setSetting(false)} /> : null}
      {editing === null ? null : <EditFreeze name={editing} onClose={() => setEditing(null)} />}
      {lifting ? <LiftDialog freeze={lifting} onClose={() => setLifting(null)} /> : null}
    </>
  );
}
