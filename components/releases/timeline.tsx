'use client';

import { useState } from 'react';
import { Time } from '@/components/layout/time';
import { Button } from '@/components/ui/button';
import type { AuditEvent } from '@/lib/audit/schema';
import { formatCount } from '@/lib/format/number';
import { auditSentence } from './audit-words';

const SHOWN = 12;

/** Every fact of the record about this release, newest first, with its number in the chain. */
export function Timeline({ events }: { events: readonly AuditEvent[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? events : events.slice(0, SHOWN);
  if (events.length === 0) return <p className="text-sm text-ink-2">Nothing is recorded yet.</p>;
  return (
    <>
      <ol className="flex flex-col">
        {shown.map((event) => (
          <li key={event.id} className="flex gap-4 border-b border-border py-1.5 text-sm last:border-0">
            <Time at={Date.parse(event.at)} className="w-20 shrink-0 text-ink-3" />
            <span className="min-w-0 flex-1 text-ink">{auditSentence(event)}</span>
            <span className="shrink-0 text-xs text-ink-3" title={`hash ${event.hash}`}>
              #{formatCount(Number(event.id))}
            </span>
          </li>
        ))}
      </ol>
      {events.length > SHOWN && !all ? (
        <Button size="sm" variant="ghost" className="mt-2" onClick={() => setAll(true)}>
          {events.length - SHOWN} earlier
        </Button>
      ) : null}
    </>
  );
}
