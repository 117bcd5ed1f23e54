'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { calling, cardOf, countCards, inFlight } from '@/components/attention/cards';
import { TitleCount } from '@/components/attention/title-count';
import { useNow } from '@/components/layout/now';
import { firstBlocker } from '@/components/releases/acts-next';
import { ByHandDialog, KillSwitchDialog } from '@/components/releases/dialogs';
import { ReleaseKeys } from '@/components/releases/release-keys';
import { variantOf } from '@/components/releases/release-status';
import { STATUS } from '@/components/status/vocabulary';
import { formatDuration } from '@/lib/format/time';
import { afterHydration } from '@/lib/queries/after-hydration';
import { useLiveState } from '@/lib/queries/live';
import { useFlight } from '@/lib/queries/releases';
import { byAttention } from '@/lib/releases/attention-order';
import type { Release } from '@/lib/releases/schema';
import { ChangedLately } from './changed-lately';
import { onCallSentence } from './harm';
import { HurtingCard } from './hurting-card';
import { useSteadyOrder } from './use-steady-order';

/** Only what hurts, biggest first, one button each (screens.md 2.3). Same words on phone and desk. */
export function OnCall() {
  const releases = useFlight().data ?? [];
  const live = useLiveState();
  const hurting = releases.filter((release) => cardOf(release) === 'hurting').sort(byAttention);
  const needing = releases.filter((release) => cardOf(release) === 'needs').sort(byAttention);
  const list = useSteadyOrder(hurting);
  const counts = countCards(releases);
  const [focused, setFocused] = useState<string | null>(null);
  const stuck = hurting.some(({ status }) => status === 'rollback_failed');
  useEffect(() => afterHydration(KillSwitchDialog.warm), []);
  useEffect(() => (stuck ? afterHydration(ByHandDialog.warm) : undefined), [stuck]);
  const active = list.shown.find((release) => release.id === focused) ?? list.shown[0];
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-4">
      <TitleCount count={calling(counts)} title="On call" />
      <h1 className="text-lg font-semibold text-balance text-ink">
        {onCallSentence(hurting.length, inFlight(counts))}
      </h1>
      {list.fresh > 0 ? (
        <button
          type="button"
          onClick={list.apply}
          className="h-11 rounded-control border border-failing bg-failing-tint px-4 text-left text-base font-medium text-failing-text"
        >
          {list.fresh === 1 ? '1 new, above' : `${list.fresh} new, above`}
        </button>
      ) : null}
      {list.shown.length === 0 ? (
        <Calm flying={inFlight(counts)} at={live.at} />
      ) : (
        <ul className="flex flex-col gap-3">
          {list.shown.map((release) => (
            <HurtingCard key={release.id} release={release} onFocus={() => setFocused(release.id)} />
          ))}
        </ul>
      )}
      {active ? <ReleaseKeys release={active} /> : null}
      <Also releases={needing} />
      <ChangedLately hurting={list.shown} />
    </div>
  );
}

function Calm({ flying, at }: { flying: number; at: number }) {
  const now = useNow();
  const looked = at > 0 ? `, looked ${formatDuration(Math.max(0, now - at))} ago` : '';
  return (
    <p className="-mt-3 text-base text-ink-2">
      {flying} in flight{looked}.
    </p>
  );
}

/** "approval", "no data", "provider", "paused": what a person is wanted for, in the word of its first blocker. */
const wantedFor = (release: Release): string => {
  const kind = firstBlocker(release.blockers)?.kind;
  return kind && kind !== 'manual' ? kind.replace('_', ' ') : STATUS[variantOf(release)].word.toLowerCase();
};

function Also({ releases }: { releases: readonly Release[] }) {
  if (releases.length === 0) return null;
  return (
    <section aria-labelledby="also" className="text-sm">
      <h2 id="also" className="eyebrow mb-1">
        Also needs a human {releases.length}
      </h2>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {releases.map((release) => (
          <li key={release.id}>
            <Link href={`/releases/${release.id}`} className="tap inline-flex min-h-7 items-center gap-1.5 text-ink-2">
              <span className="font-medium text-ink">{release.service}</span> {wantedFor(release)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
