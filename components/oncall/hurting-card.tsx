'use client';

import Link from 'next/link';
import { CohortLinks } from '@/components/debug/cohort-links';
import { useNow, useStale } from '@/components/layout/now';
import { useOutbox } from '@/components/outbox/outbox-provider';
import { QueuedNotice } from '@/components/outbox/queued-notice';
import { ActionButton } from '@/components/releases/action-button';
import { ActionReceipt } from '@/components/releases/action-receipt';
import { ByHandButton } from '@/components/releases/by-hand';
import { usePermitted } from '@/components/releases/permitted';
import { standsAt } from '@/components/releases/places';
import { ReleaseStatus } from '@/components/releases/release-status';
import { formatExposure } from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import { useService } from '@/lib/queries/services';
import type { Release } from '@/lib/releases/schema';
import { harmSentences } from './harm';

/** One release that hurts: what it does to users, the one button, and the receipt where the button was. */
export function HurtingCard({ release, onFocus }: { release: Release; onFocus: () => void }) {
  const now = useNow();
  const stale = useStale();
  const mayRollBack = usePermitted(release).includes('rollback');
  const stuck = release.status === 'rollback_failed';
  const going = release.status === 'rolling_back';
  const hasCommand = Boolean(useService(release.service).data?.revertCommand);
  const queued = useOutbox().entries.filter((entry) => entry.release === release.id);
  const exposed = release.exposure.observed ?? release.exposure.desired;
  const [harm, ...more] = harmSentences(release);
  const since = formatDuration(Math.max(0, now - Date.parse(release.attention.since)));
  const back = release.baselineVersion ? `Roll back to ${release.baselineVersion}` : 'Roll back';
  return (
    <li
      data-row={release.id}
      tabIndex={-1}
      onFocus={onFocus}
      className="stale-hatch relative flex flex-col gap-3 rounded-panel border border-border bg-surface p-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 className="text-lg font-semibold text-ink">
          <Link href={`/releases/${release.id}`} className="no-underline hover:underline">
            {release.service} <span className="font-mono font-medium">{release.version}</span>
          </Link>
        </h2>
        <ReleaseStatus release={release} stale={stale} />
        <p className="ml-auto text-sm text-ink-2">
          tier {release.tier} · {standsAt(release)} · for {since}
        </p>
      </div>
      <p className="text-base text-ink">
        <span className="font-medium">{harm}</span> <span className="text-ink-2">{more.join(' ')}</span>
      </p>
      {going || stuck ? (
        <ActionReceipt
          stacked
          release={release}
          asked={{ action: 'rollback', at: Date.parse(release.rollback?.at ?? release.updatedAt) }}
        />
      ) : null}
      {queued.map((entry) => (
        <div key={entry.key} className="rounded-control border border-dashed border-control p-3">
          <QueuedNotice entry={entry} />
        </div>
      ))}
      <div className="flex flex-col gap-2 sm:flex-row sm:flex-wrap sm:items-center">
        {stuck ? <ByHand service={release.service} main={hasCommand} /> : null}
        {mayRollBack && !going && queued.length === 0 ? (
          <ActionButton
            action="rollback"
            release={release}
            size="thumb"
            variant={stuck && hasCommand ? 'outline' : 'failing'}
            label={stuck ? 'Try now' : back}
            className="sm:w-auto sm:px-6"
          />
        ) : null}
        <Runbook service={release.service} />
        <CohortLinks release={release} className="tap inline-flex min-h-11 items-center px-2" />
        {exposed === 0 && !going ? <span className="text-sm text-ink-2">Seen {formatExposure(0)}.</span> : null}
      </div>
    </li>
  );
}

/** Red only where there is a command to copy. It keeps its place, so that nothing moves when the service is known. */
function ByHand({ service, main }: { service: string; main: boolean }) {
  return (
    <ByHandButton
      service={service}
      size="thumb"
      variant={main ? 'failing' : 'outline'}
      label={main ? 'By hand: copy command' : 'By hand…'}
      className="sm:w-auto sm:px-6"
    />
  );
}

function Runbook({ service }: { service: string }) {
  const { data } = useService(service);
  return data?.runbookUrl ? (
    <a
      href={data.runbookUrl}
      target="_blank"
      rel="noreferrer"
      className="tap inline-flex min-h-11 items-center px-2 text-sm font-medium underline"
    >
      Runbook ↗
    </a>
  ) : null;
}
