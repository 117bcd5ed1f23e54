'use client';

import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { DataTable } from '@/components/data-table/data-table';
import type { DataColumn } from '@/components/data-table/types';
import { QueryState } from '@/components/form/query-state';
import { EmptyState } from '@/components/layout/empty-state';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { RailSmall } from '@/components/rail/rail-small';
import { LinkButton } from '@/components/ui/link-button';
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
    cell: ({ plan }) => (
      <span className="flex items-baseline gap-1.5 text-sm">
        <span className="truncate font-medium text-ink">{plan.name}</span>
        <span className="text-xs text-ink-3">v{plan.version}</span>
      </span>
    ),
  },
  { id: 'mechanism', header: 'Mechanism', width: 90, cell: ({ plan }) => <Plain text={plan.mechanism} /> },
  { id: 'rail', header: 'Stairs', width: 130, cell: ({ plan }) => <RailSmall rail={planRail(plan)} /> },
  { id: 'steps', header: 'Steps', width: 320, cell: ({ plan }) => <Plain text={stairs(plan.steps)} /> },
  {
    id: 'gates',
    header: 'Gates',
    width: 170,
    cell: ({ plan }) => <Plain text={Object.keys(plan.gates).join(', ') || 'none'} />,
  },
  { id: 'fails', header: 'When it fails', width: 240, cell: ({ plan }) => <Plain text={rollbackWords(plan)} /> },
  { id: 'users', header: 'Used by', width: 90, cell: ({ users }) => <Plain text={formatPlural(users, 'service')} /> },
];

function Plain({ text }: { text: string }) {
  return (
    <span className="block truncate text-sm text-ink-2" title={text}>
      {text}
    </span>
  );
}

const rowId = ({ plan }: Row) => plan.name;
const rowName = ({ plan }: Row) => `${plan.name}, ${stairs(plan.steps)}`;

/** Every way a release may climb. */
export function PlanList() {
  const router = useRouter();
  const query = usePlans();
  const services = useServices().data;
  const mayConfigure = useMay('admin');
  const groups = useMemo(() => {
    const rows = (query.data ?? []).map((plan) => ({
      plan,
      users: (services ?? []).filter((service) => service.plan === plan.name).length,
    }));
    return [{ id: 'all', label: '', rows }];
  }, [query.data, services]);
  const add = mayConfigure ? (
    <LinkButton href="/plans/new" variant="primary">
      New plan
    </LinkButton>
  ) : null;
  return (
    <>
      <PageHeader title="Plans" actions={add}>
        {query.data && query.data.length > 0 ? (
          <p className="max-w-prose text-sm text-ink-2">
            A plan is the stairs a release climbs and the gates at each. A release keeps the version it started with.
          </p>
        ) : null}
      </PageHeader>
      <QueryState query={query}>
        {query.data?.length === 0 ? (
          <Panel>
            <EmptyState
              title="No plan yet."
              detail="A plan says how far each step goes, how long it holds, and what must be true before the next."
              action={add}
            />
          </Panel>
        ) : (
          <DataTable
            label="Plans"
            columns={COLUMNS}
            groups={groups}
            rowId={rowId}
            rowName={rowName}
            onOpen={({ plan }, newTab) =>
              newTab ? void open(`/plans/${plan.name}`, '_blank') : router.push(`/plans/${plan.name}`)
            }
          />
        )}
      </QueryState>
    </>
  );
}
