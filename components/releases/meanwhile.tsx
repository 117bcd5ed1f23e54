import { Rocket, Siren, Snowflake } from 'lucide-react';
import Link from 'next/link';
import { Time } from '@/components/layout/time';
import { formatMinute } from '@/lib/format/time';
import type { Moment } from '@/lib/moments/schema';
import type { Release } from '@/lib/releases/schema';

const ICON = { freeze: Snowflake, incident: Siren, deploy: Rocket } as const;
const SHOWN = 6;
const MINUTE = 60_000;

/** Shortly before it began, on a round minute. */
export const meanwhileFrom = (release: Pick<Release, 'startedAt' | 'createdAt'>): number =>
  Math.floor(Date.parse(release.startedAt ?? release.createdAt) / MINUTE) * MINUTE - 10 * MINUTE;

/** What else happened while it was out: the marks on the time axis, in words. */
export function Meanwhile({ moments }: { moments: readonly Moment[] }) {
  if (moments.length === 0) return null;
  const newest = moments.slice(-SHOWN).reverse();
  return (
    <section aria-labelledby="meanwhile" className="mt-6 text-sm">
      <h2 id="meanwhile" className="eyebrow mb-2">
        Meanwhile
      </h2>
      <ul className="flex flex-col gap-2">
        {newest.map((moment) => {
          const Icon = ICON[moment.kind];
          return (
            <li key={`${moment.kind} ${moment.at} ${moment.words}`} className="flex gap-3">
              <Time at={Date.parse(moment.at)} className="shrink-0 text-ink-3" />
              <span className="min-w-0 text-ink">
                <Icon aria-hidden="true" className="mr-1 inline size-3.5 align-[-0.15em] text-ink-2" />
                <Link href={moment.path} className="inline-block min-h-6 no-underline hover:underline">
                  {moment.words}
                </Link>
                {moment.until ? (
                  <span className="text-ink-2"> until {formatMinute(Date.parse(moment.until))}</span>
                ) : null}
              </span>
            </li>
          );
        })}
      </ul>
      {moments.length > SHOWN ? (
        <p className="mt-2 text-xs text-ink-2">{moments.length - SHOWN} earlier are marked on the charts.</p>
      ) : null}
    </section>
  );
}
