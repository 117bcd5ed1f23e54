'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useNow } from '@/components/layout/now';
import { Time } from '@/components/layout/time';
import { changeSentence, changeSubject } from '@/components/releases/audit-words';
import { Tabs } from '@/components/ui/tabs';
import type { AuditEvent } from '@/lib/audit/schema';
import { formatMinute } from '@/lib/format/time';
import { useRecentChanges } from '@/lib/queries/releases';
import { useServices } from '@/lib/queries/services';
import type { Release } from '@/lib/releases/schema';
import { nothingElse } from './changed-words';
import { type Group, groupChanges, hurtOf } from './neighbours';

const HOUR = 3_600_000;
const SHOWN = 12;
const SHOWN_EACH = { same: 12, team: 8, other: 6 } as const;

/**
 * "What changed in the last hour", hurting or not, and that nothing else did: the first question of an incident. While
 * something hurts, what changed on it and on its team's other services comes first.
 */
export function ChangedLately({ hurting }: { hurting: readonly Release[] }) {
  const now = useNow();
  const [hours, setHours] = useState<'1' | '6'>('1');
  const since = now - Number(hours) * HOUR;
  const { data, isError } = useRecentChanges(hours);
  const changes = (data?.items ?? []).filter((event) => Date.parse(event.at) >= since);
  const from = formatMinute(since);
  const hidden = hurting.length === 0 ? Math.max(0, changes.length - SHOWN) : 0;
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
      {data === undefined ? null : hurting.length > 0 ? (
        <Grouped changes={changes} hurting={hurting} from={from} />
      ) : (
        <Changes events={changes.slice(0, SHOWN)} />
      )}
      <p className="mt-2 text-sm text-ink-2">
        {hidden > 0 ? `${hidden} earlier. ` : ''}
        {nothingElse(data && { shown: changes, more: data.nextCursor !== null }, since, isError)}{' '}
        <Link href="/audit" className="tap underline">
          The whole record
        </Link>
      </p>
    </section>
  );
}

type GroupedProps = { changes: readonly AuditEvent[]; hurting: readonly Release[]; from: string };

function Grouped({ changes, hurting, from }: GroupedProps) {
  const services = useServices().data;
  const ownerOf = (name: string) => services?.find((service) => service.name === name)?.owner;
  return groupChanges(changes, hurtOf(hurting), ownerOf).map((group) => (
    <Near key={group.near} group={group} from={from} />
  ));
}

function Near({ group, from }: { group: Group<AuditEvent>; from: string }) {
  const shown = group.events.slice(0, SHOWN_EACH[group.near]);
  const more = group.events.length - shown.length;
  return (
    <section aria-label={group.title} className="mt-2">
      <h3 className="text-sm font-medium text-ink">{group.title}</h3>
      <Changes events={shown} />
      {shown.length === 0 ? <p className="py-1 text-sm text-ink-2">Nothing since {from}.</p> : null}
      {more > 0 ? <p className="py-1 text-sm text-ink-2">{more} earlier.</p> : null}
    </section>
  );
}

function Changes({ events }: { events: readonly AuditEvent[] }) {
  return (
    <ol className="flex flex-col">
      {events.map((event) => (
        <li key={event.id} className="flex gap-3 border-b border-border py-1.5 text-sm">
          <Time at={Date.parse(event.at)} className="w-18 shrink-0 text-ink-3" />
          <span className="min-w-0">
            {event.service ? (
              <Link
                href={event.releaseId ? `/releases/${event.releaseId}` : `/services/${event.service}`}
                className="font-medium text-ink no-underline hover:underline"
              >
                {changeSubject(event)} {event.version ? <span className="font-mono">{event.version}</span> : null}
              </Link>
            ) : (
              <span className="font-medium text-ink">{changeSubject(event)}</span>
            )}{' '}
            <span className="text-ink-2">{changeSentence(event)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
