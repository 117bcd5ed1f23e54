'use client';

import Link from 'next/link';
import { useState } from 'react';
import { byConcern, evidenceWords } from '@/components/gates/words';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { Panel } from '@/components/layout/page-header';
import { Time } from '@/components/layout/time';
import { useAsk } from '@/components/releases/act-provider';
import { ActionButton } from '@/components/releases/action-button';
import { useTurn } from '@/components/releases/use-turn';
import { ReleaseName } from '@/components/status/release-name';
import { VerdictMark } from '@/components/status/verdict-mark';
import { Button } from '@/components/ui/button';
import { useStalePage } from '@/lib/queries/live';
import type { Release } from '@/lib/releases/schema';
import { askedAt, askedStep, givenWords, moveWords, nowWords, seenOf, shortArtifact } from './inbox';

/** One question, what would follow, the evidence, and the two answers. */
export function ApprovalRow({ release, first }: { release: Release; first: boolean }) {
  const step = askedStep(release);
  const others = release.blockers.filter((blocker) => blocker.kind !== 'approval');
  return (
    <Panel className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 className="min-w-0">
          <ReleaseName {...release} tier={release.tier === 1 || release.tier === 2 ? release.tier : 3} />
        </h2>
        <span className="text-sm font-medium text-ink">{moveWords(release)}</span>
        <span className="text-sm text-ink-2 sm:ml-auto">
          asked <Time at={Date.parse(askedAt(release))} as="age" />, begun by {release.createdBy} ·{' '}
          {step?.approved ?? 0} of {step?.approvals ?? 1} given{givenWords(release)}
        </span>
      </div>
      <p className="max-w-prose text-base font-medium text-ink">
        Approving lets more people see {release.version}. It moves at once if gates, freeze and budget still allow it at
        that moment.
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        <dt className="text-ink-3">Evidence</dt>
        <dd className="flex flex-wrap gap-x-4 gap-y-1">
          {release.gates.length === 0 ? (
            <span className="text-ink-2">Nothing is measured before its first step.</span>
          ) : null}
          {[...release.gates].sort(byConcern).map((gate) => (
            <VerdictMark key={gate.name} verdict={gate.verdict}>
              {evidenceWords(gate)}
            </VerdictMark>
          ))}
        </dd>
        <dt className="text-ink-3">Change</dt>
        <dd className="min-w-0 text-ink">
          {[
            release.changelog,
            release.commit ? `commit ${release.commit.slice(0, 12)}` : null,
            release.risk ?? 'no declared risk',
          ]
            .filter(Boolean)
            .join(' · ')}
        </dd>
        {others.map((blocker) => (
          <div key={blocker.kind} className="contents">
            <dt className="text-ink-3">Also</dt>
            <dd className="font-medium text-needs-text">{blocker.detail}</dd>
          </div>
        ))}
      </dl>
      <Answer release={release} first={first} />
    </Panel>
  );
}

function Answer({ release, first }: { release: Release; first: boolean }) {
  const ask = useAsk();
  const stalePage = useStalePage();
  const now = seenOf(release);
  const [seen, setSeen] = useState(now);
  const { turn, words } = useTurn(release);
  const mine = first && turn === 'mine';
  const mayApprove = mine && seen === now && !stalePage;
  useShortcut(
    { keys: 'a', label: 'Approve the first', group: 'Approvals', run: () => ask('approve', release) },
    mayApprove,
  );
  useShortcut({ keys: 'x', label: 'Reject the first', group: 'Approvals', run: () => ask('reject', release) }, mine);
  const artefact = release.artifact ? `, artefact ${shortArtifact(release.artifact)}` : '';
  return (
    <div className="flex flex-wrap items-center gap-3">
      {turn === 'mine' && seen !== now ? (
        <>
          <Button onClick={() => setSeen(now)}>Look again</Button>
          <span className="text-sm font-medium text-needs-text">
            It changed since you opened this: {nowWords(release)}.
          </span>
        </>
      ) : null}
      {turn === 'mine' && seen === now && !stalePage ? (
        <ActionButton action="approve" release={release} variant="primary" size="lg" withKey={first} />
      ) : null}
      {turn === 'mine' ? <ActionButton action="reject" release={release} size="lg" withKey={first} /> : null}
      {stalePage ? <span className="text-sm text-ink-2">Not while this page is stale.</span> : null}
      {words ? <p className="text-sm font-medium text-ink">{words}</p> : null}
      <Link href={`/releases/${release.id}`} className="text-sm text-ink-2 underline hover:text-ink">
        Open release
      </Link>
      <p className="text-xs text-ink-3 sm:ml-auto">
        You approve exactly this: step {release.step.index + 1} of {release.plan}@{release.planVersion}
        {artefact}.
      </p>
    </div>
  );
}
