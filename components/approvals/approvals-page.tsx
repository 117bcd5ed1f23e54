'use client';

import Link from 'next/link';
import { useContext, useRef, useState } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { EmptyState } from '@/components/layout/empty-state';
import { PageHeader, Panel } from '@/components/layout/page-header';
import { ViewerContext } from '@/components/releases/permitted';
import { formatPlural } from '@/lib/format/number';
import { useFlight } from '@/lib/queries/releases';
import { turnOf } from '@/lib/releases/approval-turn';
import type { Seen } from '@/lib/releases/seen';
import { ApprovalRow } from './approval-row';
import { waiting } from './inbox';

/** What waits for a yes, oldest first (screens.md 2.5). There is no approve-all: each is read. */
export function ApprovalsPage() {
  const flight = useFlight().data ?? [];
  const viewer = useContext(ViewerContext);
  const rows = waiting(flight);
  const mine = rows.filter((release) => turnOf(release, viewer) === 'mine');
  const others = rows.filter((release) => !mine.includes(release));
  const behind = flight.filter(
    (release) =>
      release.status !== 'awaiting_approval' && release.blockers.some((blocker) => blocker.kind === 'approval'),
  ).length;
  const shown = [...mine, ...others];
  const list = useRef<HTMLUListElement>(null);
  const [read] = useState(() => new Map<string, Seen>());
  const [focused, setFocused] = useState<string | null>(null);
  const current = shown.some(({ id }) => id === focused) ? focused : (shown[0]?.id ?? null);
  const step = (by: 1 | -1) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-approval]') ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
  };
  useShortcut({ keys: 'j', label: 'Next', group: 'Approvals', run: () => step(1) }, shown.length > 1);
  useShortcut({ keys: 'k', label: 'The one before', group: 'Approvals', run: () => step(-1) }, shown.length > 1);
  return (
    <>
      <PageHeader
        title="Approvals"
        facts={
          rows.length > 0 ? (
            <span>
              {mine.length} {mine.length === 1 ? 'waits' : 'wait'} for you ·{' '}
              {others.length === 0 ? 'none' : others.length} for others
            </span>
          ) : null
        }
        actions={
          <Link href="/audit?type=approval.given" className="text-sm text-ink-2 underline hover:text-ink">
            Decided before
          </Link>
        }
      />
      {rows.length === 0 ? (
        <Panel>
          <EmptyState
            title="Nothing waits for you."
            detail={
              behind > 0
                ? `${formatPlural(behind, 'release')} will ask once what else holds ${behind === 1 ? 'it' : 'them'} is gone.`
                : `${formatPlural(flight.length, 'release')} in flight, none asks for approval now.`
            }
          />
        </Panel>
      ) : (
        <ul ref={list} className="flex flex-col gap-4">
          {shown.map((release) => (
            <li key={release.id}>
              <ApprovalRow
                read={read}
                release={release}
                current={release.id === current}
                onFocus={() => setFocused(release.id)}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
