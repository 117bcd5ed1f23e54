'use client';

import { useSearchParams } from 'next/navigation';
import { QueryState } from '@/components/form/query-state';
import { EmptyState } from '@/components/layout/empty-state';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { useAudit, useVerification } from '@/lib/queries/audit';
import { AuditFilters } from './audit-filters';
import { AuditTable } from './audit-table';
import { type AuditFilterDraft, addressOf, filterOf, queryOf } from './filter';
import { VerifyButton, VerifyResult } from './verify-button';

/** The record: who changed what, when and why; and the proof that nothing was removed. */
export function AuditPage() {
  const filter = filterOf(useSearchParams());
  const query = useAudit(queryOf(filter));
  const check = useVerification();
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const set = (next: AuditFilterDraft) => history.replaceState(null, '', `/audit${addressOf(next)}`);
  const asked = addressOf(filter) !== '';
  return (
    <>
      <PageHeader
        title="Audit"
        actions={
          <>
            <LinkButton href={`/api/v1/audit/export?${queryOf(filter)}`} prefetch={false} download>
              Export NDJSON
            </LinkButton>
            <VerifyButton check={check} />
          </>
        }
      >
        <VerifyResult check={check} />
        <p className="max-w-prose text-sm text-ink-2">
          Each event names the hash of the one before it, and seals tie them together: an edit, a removal or a
          reordering breaks the chain where it was made.
        </p>
      </PageHeader>
      <AuditFilters filter={filter} onChange={set} />
      <QueryState query={query} rows={12}>
        {rows.length === 0 ? (
          <Panel>
            <EmptyState
              title={asked ? 'No event matches this filter.' : 'Nothing is recorded yet.'}
              action={
                asked ? <Button onClick={() => set(filterOf(new URLSearchParams()))}>Clear filter</Button> : undefined
              }
            />
          </Panel>
        ) : (
          <AuditTable events={rows} />
        )}
      </QueryState>
      {query.hasNextPage ? (
        <div className="mt-4 flex justify-center">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {query.isFetchingNextPage ? 'Reading older ones' : 'Older events'}
          </Button>
        </div>
      ) : null}
    </>
  );
}
