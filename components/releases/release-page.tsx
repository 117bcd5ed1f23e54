'use client';

import { calling } from '@/components/attention/cards';
import { TitleCount } from '@/components/attention/title-count';
import { useCounts } from '@/components/attention/use-counts';
import { DebugSection } from '@/components/debug/debug-section';
import { StandingBanner } from '@/components/freezes/standing-banner';
import { GateCharts } from '@/components/gates/gate-charts';
import { GateTable } from '@/components/gates/gate-table';
import { asEnded } from '@/components/gates/words';
import { useNow } from '@/components/layout/now';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { RailLarge } from '@/components/rail/rail-large';
import { railView } from '@/components/rail/view';
import { useStalePage } from '@/lib/queries/live';
import { useMoments } from '@/lib/queries/moments';
import { useCommands, useRelease, useReleaseAudit } from '@/lib/queries/releases';
import type { Release } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';
import { AsItWas } from './as-it-was';
import { CommandList } from './command-list';
import { holdAt } from './live';
import { Meanwhile, meanwhileFrom } from './meanwhile';
import { ReleaseHeader } from './release-header';
import { ReleaseKeys } from './release-keys';
import { SpokenLine } from './spoken-line';
import { Timeline } from './timeline';
import { useMoment } from './use-moment';
import { useReleaseThen } from './use-release-then';
import { WhyAside } from './why-aside';

/** One release (screens.md 2.2). Its first line answers why it is not moving. */
export function ReleasePage({ id }: { id: string }) {
  const { data: release } = useRelease(id);
  const counts = useCounts();
  if (!release) return null;
  return (
    <>
      <TitleCount count={calling(counts)} title={`${release.service} ${release.version}`} />
      <ReleaseView release={release} />
    </>
  );
}

function ReleaseView({ release }: { release: Release }) {
  const now = useNow();
  const stalePage = useStalePage();
  const events = useReleaseAudit(release.id).data ?? [];
  const commands = useCommands(release.id).data ?? [];
  const { at, pathAt } = useMoment(release.createdAt, now);
  const then = useReleaseThen(release, events, at);
  const gates = at !== null ? then.gates : isTerminal(release.status) ? asEnded(release.gates) : release.gates;
  const moments = useMoments({ id: release.id, from: meanwhileFrom(release), to: at }).data ?? [];
  const rail = railView({ ...release, hold: holdAt(release, now) });
  return (
    <div className="stale-hatch relative flex flex-col gap-6">
      <ReleaseHeader
        release={release}
        stale={stalePage}
        drafted={events.some(({ type }) => type === 'postmortem.drafted')}
      />
      <ReleaseKeys release={release} />
      <SpokenLine release={release} />
      <div className="-mt-6 flex flex-col gap-4">
        {at === null ? null : <AsItWas at={at} now={now} livePath={pathAt(null)} />}
        {isTerminal(release.status) ? null : <StandingBanner service={release.service} />}
        <Panel>
          <RailLarge rail={rail} />
        </Panel>
      </div>
      <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_21.5rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <GateCharts release={{ ...then, gates }} events={events} moments={moments} at={at} />
        </div>
        <aside aria-label="Why and what next">
          <WhyAside release={release} events={events} at={at} />
          <Meanwhile moments={moments} />
        </aside>
      </div>
      {release.gates.length > 0 ? (
        <section aria-labelledby="gates">
          <SectionHeader id="gates" title="Gates" />
          <Panel className="overflow-hidden">
            <GateTable gates={gates} release={then} at={at} />
          </Panel>
        </section>
      ) : null}
      <DebugSection release={release} at={at} />
      <section aria-labelledby="commands">
        <SectionHeader id="commands" title="Commands to the provider" />
        <CommandList commands={commands} />
      </section>
      <section aria-labelledby="timeline">
        <SectionHeader id="timeline" title="Timeline" />
        <Timeline events={events} at={at} pathAt={pathAt} />
      </section>
    </div>
  );
}
