'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { Panel } from '@/components/layout/page-header';
import { Time } from '@/components/layout/time';
import { useAsk } from '@/components/releases/act-provider';
import { ActionButton } from '@/components/releases/action-button';
import { useTurn } from '@/components/releases/use-turn';
import { ReleaseName } from '@/components/status/release-name';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { useStalePage } from '@/lib/queries/live';
import { effectOfYes, moveWords } from '@/lib/releases/approval-turn';
import type { Release } from '@/lib/releases/schema';
import { changedSince, type Seen, seenOf } from '@/lib/releases/seen';
import { ApprovalFacts } from './approval-facts';
import { askedAt, askedStep, givenWords, shortArtifact } from './inbox';

type ApprovalRowProps = {
  release: Release;
  /** The keys `A` and `X` are this one's. */
  current: boolean;
  /** What was read of each release on this page: an edit takes a row away for a moment, what was read stays. */
  read: Map<string, Seen>;
  onFocus?: () => void;
};

/** One question, what would follow, the evidence, and the two answers. */
export function ApprovalRow({ release, current, read, onFocus }: ApprovalRowProps) {
  const step = askedStep(release);
  const deadline = release.blockers.find((blocker) => blocker.kind === 'approval')?.until;
  return (
    <article
      aria-label={`${release.service} ${release.version}`}
      tabIndex={-1}
      data-approval={release.id}
      onFocus={onFocus}
      className="rounded-panel"
    >
      <Panel className={cn('flex flex-col gap-3 p-4', current && onFocus ? 'border-border-control' : null)}>
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h2 className="min-w-0">
            <ReleaseName {...release} tier={release.tier === 1 || release.tier === 2 ? release.tier : 3} />
          </h2>
          <span className="text-sm font-medium text-ink">{moveWords(release)}</span>
          <span className="text-sm text-ink-2 sm:ml-auto">
            asked <Time at={Date.parse(askedAt(release))} as="age" />
            {deadline ? (
              <>
                , open until <Time at={Date.parse(deadline)} />
              </>
            ) : null}
            , begun by {release.createdBy} · {step?.approved ?? 0} of {step?.approvals ?? 1} given{givenWords(release)}
          </span>
        </div>
        <p className="max-w-prose text-base font-medium text-ink">{effectOfYes(release)}</p>
        <ApprovalFacts release={release} />
        <Answer release={release} current={current} read={read} />
      </Panel>
    </article>
  );
}

function Answer({ release, current, read }: Omit<ApprovalRowProps, 'onFocus'>) {
  const ask = useAsk();
  const stalePage = useStalePage();
  const [seen, setSeen] = useState<Seen>(() => read.get(release.id) ?? seenOf(release));
  useEffect(() => {
    read.set(release.id, seen);
  }, [read, release.id, seen]);
  const since = changedSince(seen, { ...release, step: release.step.index });
  const { turn, words } = useTurn(release);
  const mine = turn === 'mine';
  const changed = mine && since.length > 0;
  const lookAgain = () => setSeen(seenOf(release));
  useShortcut(
    {
      keys: 'a',
      label: changed ? 'Look again' : 'Approve',
      group: 'Approvals',
      run: () => (changed ? lookAgain() : ask('approve', release)),
    },
    current && mine && !stalePage,
  );
  useShortcut({ keys: 'x', label: 'Reject', group: 'Approvals', run: () => ask('reject', release) }, current && mine);
  const artefact = release.artifact ? `, artefact ${shortArtifact(release.artifact)}` : '';
  return (
    <div className="flex flex-wrap items-center gap-3">
      {changed ? (
        <>
          <Button size="lg" onClick={lookAgain} {...(current ? { shortcut: 'A' } : {})}>
            Look again
          </Button>
          <span role="status" className="text-sm font-medium text-needs-text">
            Since you opened this, {since.join('; ')}.
          </span>
        </>
      ) : null}
      {mine && !changed && !stalePage ? (
        <ActionButton action="approve" release={release} variant="primary" size="lg" withKey={current} />
      ) : null}
      {mine ? <ActionButton action="reject" release={release} size="lg" withKey={current} /> : null}
      {stalePage ? <span className="text-sm text-ink-2">Not while this page is stale.</span> : null}
      {words ? <p className="text-sm font-medium text-ink">{words}</p> : null}
      <Link href={`/releases/${release.id}`} className="text-sm text-ink-2 underline hover:text-ink">
        Open release
      </Link>
      <p className="text-xs text-ink-3 sm:ml-auto">
        You approve exactly this: step {release.step.index + 1} of {release.plan}@{release.planVersion}
        {artefact}. Any edit voids it.
      </p>
    </div>
  );
}
