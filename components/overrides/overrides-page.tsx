'use client';

import Link from 'next/link';
import { useState } from 'react';
import { QueryState } from '@/components/form/query-state';
import { EmptyState } from '@/components/layout/empty-state';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { Time } from '@/components/layout/time';
import { Button } from '@/components/ui/button';
import type { OverrideView } from '@/lib/overrides/schema';
import { useMay, useMe } from '@/lib/queries/access';
import { useUnreviewed } from '@/lib/queries/overrides';
import { ReviewDialog } from './review-dialog';

/** Break-glass that waits for a second pair of eyes, due first. */
export function OverridesPage() {
  const query = useUnreviewed();
  const [reviewing, setReviewing] = useState<OverrideView | null>(null);
  const list = query.data ?? [];
  return (
    <>
      <PageHeader
        title="Overrides"
        facts={list.length > 0 ? <span>{list.length} wait for a review</span> : null}
        actions={
          <Link href="/audit?type=override.given" className="text-sm text-ink-2 underline hover:text-ink">
            Every override
          </Link>
        }
      >
        <p className="max-w-prose text-sm text-ink-2">
          Whoever lifts what holds a release says why. Somebody else looks at it within 48 hours.
        </p>
      </PageHeader>
      <QueryState query={query} rows={3}>
        <Panel>
          {list.length === 0 ? (
            <EmptyState
              title="No override waits for a review."
              detail="One appears here as soon as somebody uses it."
            />
          ) : (
            <ul className="divide-y divide-border">
              {list.map((item) => (
                <li
                  key={item.id}
                  className="flex flex-col gap-x-6 gap-y-2 px-4 py-3 text-sm md:flex-row md:items-center"
                >
                  <Item item={item} onReview={() => setReviewing(item)} />
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </QueryState>
      {reviewing ? <ReviewDialog item={reviewing} onClose={() => setReviewing(null)} /> : null}
    </>
  );
}

function Item({ item, onReview }: { item: OverrideView; onReview: () => void }) {
  const may = useMay('approve', item.owner);
  const mine = useMe().data?.person === item.byId;
  return (
    <>
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <Link href={`/releases/${item.release}`} className="font-medium wrap-anywhere text-ink underline">
            {item.service} {item.version}
          </Link>
          <span className="text-ink-2">
            {item.by} lifted {item.blockers.map((kind) => kind.replace('_', ' ')).join(', ')} at step {item.step + 1},{' '}
            <Time at={Date.parse(item.at)} as="age" />
          </span>
        </p>
        <p className="max-w-prose wrap-anywhere text-ink">“{item.reason}”</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 max-md:justify-between">
        <span className={item.overdue ? 'font-medium text-needs-text' : 'text-ink-2'}>
          {item.overdue ? 'overdue since' : 'review by'} <Time at={Date.parse(item.reviewBy)} />
        </span>
        {mine ? <span className="text-ink-2">Someone else must review it.</span> : null}
        {may && !mine ? <Button onClick={onReview}>Review…</Button> : null}
      </div>
    </>
  );
}
