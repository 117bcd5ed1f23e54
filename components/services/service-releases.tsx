'use client';

import Link from 'next/link';
import { FirstLine } from '@/components/layout/first-line';
import { useNow } from '@/components/layout/now';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { RailSmall } from '@/components/rail/rail-small';
import { railView } from '@/components/rail/view';
import { holdAt } from '@/components/releases/live';
import { ReleaseStatus } from '@/components/releases/release-status';
import { formatAge } from '@/lib/format/time';
import { useReleaseHistory } from '@/lib/queries/history';
import { useFinished } from '@/lib/queries/releases';
import type { Release } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';

const SHOWN = 8;

/** In flight first, then what came before. */
export function ServiceReleases({ service, flying }: { service: string; flying: readonly Release[] }) {
  const history = useReleaseHistory(new URLSearchParams({ service }).toString());
  const now = useNow();
  const ended = useFinished().data ?? [];
  const past = (history.data?.pages[0]?.items ?? []).filter(({ status }) => isTerminal(status));
  // What the stream keeps true comes first; the history was read when the page was opened.
  const known = [...flying, ...ended.filter((release) => release.service === service), ...past];
  const rows = known
    .filter(({ id }, i) => known.findIndex((other) => other.id === id) === i)
    .slice(0, Math.max(SHOWN, flying.length));
  return (
    <section aria-labelledby="service-releases">
      <SectionHeader
        id="service-releases"
        title="Releases"
        actions={
          <Link href={`/releases?service=${service}`} className="text-sm text-ink-2 underline hover:text-ink">
            All of them
          </Link>
        }
      />
      <Panel>
        {rows.length === 0 ? (
          <p className="px-4 py-3 text-sm text-ink-2">
            {history.isPending ? 'Looking them up.' : 'None yet. Start one, or let your pipeline announce it.'}
          </p>
        ) : (
          <ul className="divide-y divide-border">
            {rows.map((release) => (
              <li key={release.id}>
                <Link
                  href={`/releases/${release.id}`}
                  className="flex min-h-row flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5 text-sm no-underline hover:bg-hover"
                >
                  <span className="w-32 truncate font-mono text-ink">{release.version}</span>
                  <span className="w-44 shrink-0">
                    <ReleaseStatus release={release} />
                  </span>
                  {isTerminal(release.status) ? null : (
                    <RailSmall rail={railView({ ...release, hold: holdAt(release, now) })} />
                  )}
                  <FirstLine as="row" line={release.reason} className="min-w-0 flex-1 basis-60 text-ink-2" />
                  <span className="shrink-0 text-xs text-ink-3" suppressHydrationWarning>
                    {formatAge(Date.parse(release.finishedAt ?? release.createdAt), now)}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </section>
  );
}
