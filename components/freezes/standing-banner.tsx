'use client';

import Link from 'next/link';
import { useNow } from '@/components/layout/now';
import { BLOCKER } from '@/components/status/vocabulary';
import type { Standing } from '@/lib/freezes/schema';
import { useStanding } from '@/lib/queries/standing';
import { overrideWords, standingEffect, standingLine } from './standing-words';

const hrefOf = ({ kind, name }: Standing): string => (kind === 'incident' ? `/incidents/${name}` : '/freezes');

/** What holds new exposure of a service: what, why, until when, and who may override. Nothing when nothing does. */
export function StandingBanner({ service }: { service: string }) {
  const now = useNow();
  const { data } = useStanding(service);
  if (!data || data.items.length === 0) return null;
  return (
    <section aria-label="What holds new exposure" className="rounded-panel border border-border bg-sunken px-4 py-3">
      <ul className="flex flex-col gap-3">
        {data.items.map((item) => {
          const Icon = BLOCKER[item.kind].icon;
          return (
            <li key={`${item.name}-${item.since}`} className="flex gap-2.5 text-sm" data-standing={item.kind}>
              <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-2" strokeWidth={1.75} />
              <p className="min-w-0 text-ink-2">
                <Link href={hrefOf(item)} className="font-medium text-ink underline" suppressHydrationWarning>
                  {standingLine(item, now)}
                </Link>{' '}
                {standingEffect(item)}
              </p>
            </li>
          );
        })}
      </ul>
      <p className="mt-3 pl-6.5 text-sm text-ink-2">{overrideWords(data.items)}</p>
    </section>
  );
}
