'use client';

import Link from 'next/link';
import { Panel } from '@/components/layout/page-header';
import { Time } from '@/components/layout/time';
import { auditWords, isEcho } from '@/components/releases/audit-words';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { AuditEvent } from '@/lib/audit/schema';
import { formatCount, unbroken } from '@/lib/format/number';

/** What it was about: a release, a service, or the chain it stands in. */
function About({ event }: { event: AuditEvent }) {
  const name = event.service ?? event.chain.replace(':', ' ');
  if (event.releaseId)
    return (
      <Link href={`/releases/${event.releaseId}`} className="text-ink underline">
        {name} {event.version ? <span className="font-mono">{event.version}</span> : null}
      </Link>
    );
  return <span className="text-ink-2">{name}</span>;
}

/** Events newest first, each with its number and the beginning of its hash. */
export function AuditTable({ events }: { events: readonly AuditEvent[] }) {
  return (
    <Panel className="overflow-hidden">
      <Table aria-label="Audit events">
        <TableHead>
          <tr>
            <TableHeader>Event</TableHeader>
            <TableHeader>Time, UTC</TableHeader>
            <TableHeader>About</TableHeader>
            <TableHeader>Who and what</TableHeader>
            <TableHeader>Why</TableHeader>
            <TableHeader>Hash</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {events.map((event) => (
            <TableRow key={event.id}>
              <TableCell className="text-ink-3">#{formatCount(Number(event.id))}</TableCell>
              <TableCell className="whitespace-nowrap text-ink-2">
                <Time at={Date.parse(event.at)} />
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <About event={event} />
              </TableCell>
              <TableCell className="min-w-80">
                <span className="font-medium">{event.actor.name}</span> {auditWords(event)}
              </TableCell>
              <TableCell className="min-w-40 text-ink-2">
                {event.reason && !isEcho(event) ? unbroken(event.reason) : '–'}
              </TableCell>
              <TableCell>
                <span className="font-mono text-ink-3" title={event.hash}>
                  {event.hash.slice(0, 8)}
                </span>
                {event.seal === null ? <span className="text-xs text-ink-3"> not sealed yet</span> : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}
