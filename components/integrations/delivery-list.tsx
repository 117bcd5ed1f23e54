'use client';

import Link from 'next/link';
import { useState } from 'react';
import { QueryState } from '@/components/form/query-state';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { Time } from '@/components/layout/time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { DELIVERY_STATUSES, type Delivery } from '@/lib/integrations/schema';
import { useDeliveries } from '@/lib/queries/integrations';

const WORDS: Record<Delivery['status'], string> = {
  queued: 'Queued',
  done: 'Done',
  ignored: 'Moves nothing',
  refused: 'Refused',
};
const VARIANT = { queued: 'unknown', done: 'neutral', ignored: 'neutral', refused: 'needs' } as const;

/** What came, what it did, and why it was refused. */
export function DeliveryList({ name }: { name: string }) {
  const [status, setStatus] = useState<Delivery['status'] | 'any'>('any');
  const query = useDeliveries(name, status === 'any' ? null : status);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-labelledby="deliveries">
      <SectionHeader
        id="deliveries"
        title="Deliveries"
        actions={
          <Select
            aria-label="Which deliveries"
            className="w-40"
            value={status}
            onValueChange={setStatus}
            options={[
              { value: 'any', label: 'All of them' },
              ...DELIVERY_STATUSES.map((value) => ({ value, label: WORDS[value] })),
            ]}
          />
        }
      />
      <QueryState query={query} rows={4}>
        <Panel className="overflow-hidden">
          {rows.length === 0 ? (
            <p className="px-4 py-3 text-sm text-ink-2">
              {status === 'any' ? 'None yet. Below is how its sender is set up.' : 'None of this kind.'}
            </p>
          ) : (
            <Table aria-label="All deliveries">
              <TableHead>
                <tr>
                  <TableHeader>Received</TableHeader>
                  <TableHeader>What</TableHeader>
                  <TableHeader>Of</TableHeader>
                  <TableHeader>Outcome</TableHeader>
                  <TableHeader>Why</TableHeader>
                </tr>
              </TableHead>
              <TableBody>
                {rows.map((row) => (
                  <TableRow key={row.id}>
                    <TableCell className="whitespace-nowrap text-ink-2">
                      <Time at={Date.parse(row.receivedAt)} />
                    </TableCell>
                    <TableCell className="whitespace-nowrap">{row.event}</TableCell>
                    <TableCell className="whitespace-nowrap">
                      <DeliveryTarget row={row} />
                    </TableCell>
                    <TableCell>
                      <Badge variant={VARIANT[row.status]}>{WORDS[row.status]}</Badge>
                    </TableCell>
                    <TableCell className="min-w-60 text-ink-2">{row.reason ?? '–'}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          )}
        </Panel>
      </QueryState>
      {query.hasNextPage ? (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Older ones
        </Button>
      ) : null}
    </section>
  );
}

function DeliveryTarget({ row }: { row: Delivery }) {
  const words = [row.service, row.version].filter(Boolean).join(' ');
  if (words === '') return <span className="text-ink-3">–</span>;
  return row.releaseId ? (
    <Link href={`/releases/${row.releaseId}`} className="text-ink underline">
      {words}
    </Link>
  ) : (
    words
  );
}
