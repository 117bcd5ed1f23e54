'use client';

import Link from 'next/link';
import { Fragment, useState } from 'react';
import { Time } from '@/components/layout/time';
import { Button } from '@/components/ui/button';
import type { AuditEvent } from '@/lib/audit/schema';
import { formatCount } from '@/lib/format/number';
import { formatClock } from '@/lib/format/time';
import { auditSentence } from './audit-words';

const SHOWN = 12;

type TimelineProps = {
  events: readonly AuditEvent[];
  /** The moment that is looked at, epoch ms; null for now. */
  at: number | null;
  pathAt: (at: number) => string;
};

/** Every fact of the record about this release, newest first, with its number in the chain; a past moment is marked in it. */
export function Timeline({ events, at, pathAt }: TimelineProps) {
  const [all, setAll] = useState(false);
  if (events.length === 0) return <p className="text-sm text-ink-2">Nothing is recorded yet.</p>;
  const mark = at === null ? -1 : events.findIndex((event) => Date.parse(event.at) <= at);
  const shown = all ? events : events.slice(0, Math.max(SHOWN, mark + 3));
  return (
    <>
      <ol className="flex flex-col">
        {shown.map((event, index) => (
          <Fragment key={event.id}>
            {at !== null && index === mark ? <Mark at={at} later={index > 0} /> : null}
            <li className="flex gap-4 border-b border-border py-1.5 text-sm last:border-0">
              <Link
                href={pathAt(Date.parse(event.at) + 1)}
                scroll={false}
                title="Look at this moment"
                className="w-20 shrink-0 text-ink-3 no-underline hover:underline"
              >
                <Time at={Date.parse(event.at)} />
              </Link>
              <span className="min-w-0 flex-1 text-ink">{auditSentence(event)}</span>
              <span className="shrink-0 text-xs text-ink-3" title={`hash ${event.hash}`}>
                #{formatCount(Number(event.id))}
              </span>
            </li>
          </Fragment>
        ))}
      </ol>
      {events.length > shown.length ? (
        <Button size="sm" variant="ghost" className="mt-2" onClick={() => setAll(true)}>
          {events.length - shown.length} earlier
        </Button>
      ) : null}
    </>
  );
}

function Mark({ at, later }: { at: number; later: boolean }) {
  return (
    <li
      aria-current="time"
      className="flex items-center gap-4 border-b border-control bg-selected py-1 text-sm text-ink"
    >
      <span className="w-20 shrink-0 pl-2 font-medium">{formatClock(at)}</span>
      <span>You look at this moment{later ? '; what stands above it came later.' : '.'}</span>
    </li>
  );
}
