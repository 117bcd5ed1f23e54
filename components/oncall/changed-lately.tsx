'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useNow } from '@/components/layout/now';
import { Time } from '@/components/layout/time';
import { auditSentence, isChange } from '@/components/releases/audit-words';
import { Tabs } from '@/components/ui/tabs';
import { formatMinute } from '@/lib/format/time';
import { useRecentChanges } from '@/lib/queries/releases';

const HOUR = 3_600_000;
const SHOWN = 12;

/** "What changed in the last hour", hurting or not, and that nothing else did: the first question of an incident. */
export function ChangedLately() {
  const now = useNow();
  const [hours, setHours] = useState<'1' | '6'>('1');
  const since = now - Number(hours) * HOUR;
  const changes = (useRecentChanges(hours).data ?? []).filter(
    (event) => isChange(event) && Date.parse(event.at) >= since,
  );
  return (
    <section aria-labelledby="changed">
      <div className="mb-1 flex items-center justify-between gap-4">
        <h2 id="changed" className="eyebrow">
          Changed in the last {hours === '1' ? 'hour' : '6 hours'}, hurting or not
        </h2>
        <Tabs
          label="How far back"
          variant="chips"
          value={hours}
          onValueChange={setHours}
          tabs={[
            { value: '1', label: '1 h' },
            { value: '6', label: '6 h' },
          ]}
        />
      </div>
      <ol className="flex flex-col">
        {changes.slice(0, SHOWN).map((event) => (
          <li key={event.id} className="flex gap-3 border-b border-border py-1.5 text-sm">
            <Time at={Date.parse(event.at)} className="w-18 shrink-0 text-ink-3" />
            <span className="min-w-0">
              {event.service ? (
                <Link
                  href={event.releaseId ? `/releases/${event.releaseId}` : `/services/${event.service}`}
                  className="font-medium text-ink no-underline hover:underline"
                >
                  {event.service}
                </Link>
              ) : (
                <span className="font-medium text-ink">{event.chain.replace(':', ' ')}</span>
              )}{' '}
              <span className="text-ink-2">{auditSentence(event)}</span>
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-2 text-sm text-ink-2">
        {changes.length > SHOWN ? `${changes.length - SHOWN} earlier. ` : ''}
        {changes.length === 0 ? 'Nothing' : 'Nothing else'} changed exposure, plan, gate or freeze since{' '}
        {formatMinute(since)}.
      </p>
    </section>
  );
}
