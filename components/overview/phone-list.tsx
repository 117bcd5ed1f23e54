'use client';

import Link from 'next/link';
import { useState } from 'react';
import { HOT_CLASS } from '@/components/attention/cards';
import { Tick } from '@/components/data-table/tick';
import type { DataGroup, Selection } from '@/components/data-table/types';
import { FirstLine } from '@/components/layout/first-line';
import { useAtNow } from '@/components/layout/now';
import { ActionButton } from '@/components/releases/action-button';
import { ACTION_LABEL, rowActions } from '@/components/releases/action-labels';
import { ByHandButton } from '@/components/releases/by-hand';
import { leftWords } from '@/components/releases/live';
import { usePermitted } from '@/components/releases/permitted';
import { standsAt } from '@/components/releases/places';
import { ReleaseStatus } from '@/components/releases/release-status';
import { useFirstLine } from '@/components/releases/use-first-line';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { Release } from '@/lib/releases/schema';
import type { Changes } from './changed-since';

const PAGE = 40;

type PhoneListProps = { groups: readonly DataGroup<Release>[]; changes: Changes; stale: boolean; selection: Selection };

/** The overview at a phone's width: the same rows in the same order, each a card one thumb can open. */
export function PhoneList({ groups, changes, stale, selection }: PhoneListProps) {
  const [most, setMost] = useState(PAGE);
  const total = groups.reduce((sum, group) => sum + group.rows.length, 0);
  let room = most;
  return (
    <div className="flex flex-col gap-4 md:hidden">
      {groups.map((group) => {
        const rows = group.rows.slice(0, Math.max(0, room));
        room -= rows.length;
        if (rows.length === 0) return null;
        return (
          <section key={group.id} aria-label={group.label}>
            <h2 className="eyebrow mb-1">
              {group.label} {group.rows.length}
            </h2>
            <ul className="divide-y divide-border overflow-hidden rounded-panel border border-border bg-surface">
              {rows.map((release) => (
                <PhoneRow
                  key={release.id}
                  release={release}
                  change={changes.get(release.id)?.words}
                  stale={stale}
                  selection={selection}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {total > most ? <Button onClick={() => setMost(most + PAGE)}>{total - most} more</Button> : null}
    </div>
  );
}

function Line({ release }: { release: Release }) {
  return <FirstLine line={useFirstLine(release)} className="text-sm font-normal" />;
}

type PhoneRowProps = { release: Release; change: string | undefined; stale: boolean; selection: Selection };

function PhoneRow({ release, change, stale, selection }: PhoneRowProps) {
  const actions = usePermitted(release);
  const stuck = release.status === 'rollback_failed';
  const hot = release.attention.class >= HOT_CLASS;
  const left = useAtNow((now) => (stale ? '–' : leftWords(release, now)));
  return (
    <li
      className={cn(
        'stale-hatch relative flex flex-col gap-1.5 p-3 pl-9 touch:pl-3',
        release.attention.class >= 8 && 'bg-failing-tint',
      )}
    >
      {/* A window may be this narrow because it is zoomed; a thumb opens a release and has no use for ticks. */}
      <Tick
        label={`Select ${release.service} ${release.version}`}
        checked={selection.ids.has(release.id)}
        onToggle={() => selection.onSelect([release.id], !selection.ids.has(release.id))}
        className="touch:hidden"
      />
      <div className="flex items-baseline justify-between gap-3">
        <Link
          href={`/releases/${release.id}`}
          className="min-w-0 truncate text-base font-medium text-ink no-underline after:absolute after:inset-0"
        >
          {release.service} <span className="font-mono font-normal">{release.version}</span>
        </Link>
        <span className="shrink-0 text-sm text-ink-2">{standsAt(release)}</span>
      </div>
      <div className="flex items-center justify-between gap-3">
        <ReleaseStatus release={release} stale={stale} />
        <span className="min-w-0 truncate text-sm text-ink-2">
          {[change, left === '–' ? '' : left].filter(Boolean).join(' · ')}
        </span>
      </div>
      {hot ? (
        <>
          <Line release={release} />
          <div className="relative z-10 mt-1 flex flex-wrap gap-3">
            {stuck ? <ByHandButton service={release.service} size="md" /> : null}
            {rowActions({ ...release, actions }).map((action) => (
              <ActionButton
                key={action}
                action={action}
                release={release}
                reasonAs="title"
                withKey={false}
                variant={action === 'rollback' && release.attention.class >= 8 ? 'failing' : 'outline'}
                label={stuck && action === 'rollback' ? 'Try now' : ACTION_LABEL[action]}
              />
            ))}
          </div>
        </>
      ) : null}
    </li>
  );
}
