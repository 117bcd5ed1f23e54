'use client';

import { useMemo } from 'react';
import { CellText } from '@/components/data-table/cell-text';
import { ListPage, ungrouped } from '@/components/data-table/list-page';
import type { DataColumn } from '@/components/data-table/types';
import { RailSmall } from '@/components/rail/rail-small';
import { formatPlural } from '@/lib/format/number';
import type { PlanView } from '@/lib/plans/view';
import { useMay } from '@/lib/queries/access';
import { usePlans } from '@/lib/queries/plans';
import { useServices } from '@/lib/queries/services';
import { planRail } from './plan-rail';
import { rollbackWords, stairs } from './words';

type Row = { plan: PlanView; users: number };

const COLUMNS: DataColumn<Row>[] = [
  {
    id: 'name',
    header: 'Plan',
    width: 190,
    min: 148,
    cell: ({ plan }) => (
      <span className="flex items-baseline gap-1.5 text-sm">
        <span className="truncate font-medium text-ink">{plan.name}</span>
        <span className="text-xs text-ink-3">v{plan.version}</span>
      </span>
    ),
  },
  {
    id: 'mechanism',
    header: 'Mechanism',
    width: 96,
    min: 92,
    cell: ({ plan }) => <CellText>{plan.mechanism}</CellText>,
  },
  { id: 'rail', header: 'Stairs', width: 130, min: 88, cell: ({ plan }) => <RailSmall rail={planRail(plan)} /> },
  { id: 'steps', header: 'Steps', width: 320, min: 190, cell: ({ plan }) => <CellText>{stairs(plan.steps)}</CellText> },
  {
    id: 'gates',
    header: 'Gates',
    width: 170,
    min: 130,
    cell: ({ plan }) => <CellText>{Object.keys(plan.gates).join(', ') || 'none'}</CellText>,
  },
  {
    id: 'fails',
    header: 'When it fails',
    width: 240,
    min: 160,
    cell: ({ plan }) => <CellText>{rollbackWords(plan)}</CellText>,
  },
  {
    id: 'users',
    header: 'Used by',
    width: 96,
    min: 84,
    cell: ({ users }) => <CellText>{formatPlural(users, 'service')}</CellText>,
  },
];

const rowId = ({ plan }: Row) => plan.name;
const rowName = ({ plan }: Row) => `${plan.name}, ${stairs(plan.steps)}`;

/** A row on a phone: the stairs whole, whatever they are. */
function phoneRow({ plan, users }: Row) {
  return (
    <span className="flex flex-col gap-1 text-sm">
      <span className="flex flex-wrap items-center justify-between gap-x-3">
        <span className="min-w-0 font-medium text-ink">
          {plan.name} <span className="text-xs font-normal text-ink-3">v{plan.version}</span>
        </span>
        <RailSmall rail={planRail(plan)} />
      </span>
      <span className="text-ink">{stairs(plan.steps)}</span>
      <span className="text-xs text-ink-3">
        {plan.mechanism} · {formatPlural(Object.keys(plan.gates).length, 'gate')} · {formatPlural(users, 'service')}
      </span>
    </span>
  );
}

/** Every way a release may climb. */
export function PlanList() {
  const query = usePlans();
  const services = useServices().data;
  const mayConfigure = useMay('admin');
  const groups = useMemo(() => {
    const rows = (query.data ?? []).map((plan) => ({
      plan,
      users: (services ?? []).filter((service) => service.plan === plan.name).length,
    }));
    return ungrouped(rows);
  }, [query.data, services]);
  return (
    <ListPage
      title="Plans"
      lead="A plan is the stairs a release climbs and the gates at each. A release keeps the version it started with."
      empty={{
        title: 'No plan yet.',
        detail: 'A plan says how far each step goes, how long it holds, and what must be true before the next.',
      }}
      add={mayConfigure ? { href: '/plans/new', label: 'New plan' } : null}
      query={query}
      columns={COLUMNS}
      groups={groups}
      rowId={rowId}
      rowName={rowName}
      hrefOf={({ plan }) => `/plans/${plan.name}`}
      phone={phoneRow}
    />
  );
}
