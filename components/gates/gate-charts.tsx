'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, useRef, useState } from 'react';
import { ChartGroup } from '@/components/charts/chart-sync';
import { LazyCanaryChart } from '@/components/charts/lazy-canary-chart';
import { copyLink } from '@/components/layout/copy-link';
import { useNow } from '@/components/layout/now';
import { Panel } from '@/components/layout/page-header';
import { momentPath } from '@/components/releases/use-moment';
import { Button } from '@/components/ui/button';
import { Tabs } from '@/components/ui/tabs';
import type { AuditEvent } from '@/lib/audit/schema';
import type { GateEvaluation } from '@/lib/gates/schema';
import type { Moment } from '@/lib/moments/schema';
import { usePrevious } from '@/lib/queries/moments';
import { useSeries } from '@/lib/queries/releases';
import type { Release } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';
import { previousLine } from './chart-marks';
import { type ChartWindow, chartView, windowStart } from './chart-view';
import { useCalmOrder } from './use-calm-order';
import { byConcern } from './words';

const MINUTE = 60_000;
const TABS: { value: ChartWindow; label: string }[] = [
  { value: 'step', label: 'Step' },
  { value: 'release', label: 'Release' },
  { value: '1h', label: '1 h' },
  { value: '6h', label: '6 h' },
];

type GateChartsProps = {
  /** At a past moment: with the step and the gates of then. */
  release: Release;
  events: readonly AuditEvent[];
  moments: readonly Moment[];
  /** The moment that is looked at, epoch ms; null for now. */
  at: number | null;
};

/** One live chart per gate, failing first. All share window, crosshair, zoom and what they are compared with. */
export function GateCharts({ release, events, moments, at }: GateChartsProps) {
  const params = useSearchParams();
  const path = usePathname();
  const [picked, setPicked] = useState<ChartWindow | null>(null);
  const [compared, setCompared] = useState(false);
  const window = picked ?? (isTerminal(release.status) && at === null ? 'release' : 'step');
  const box = useRef<HTMLDivElement>(null);
  const gates = useCalmOrder([...release.gates].sort(byConcern), box);
  if (gates.length === 0) {
    return (
      <Panel className="p-4 text-sm text-ink-2">
        {release.exposure.generation === 0
          ? `Nobody has seen ${release.version} yet: there is nothing to compare.`
          : 'This step has no gates: it only waits.'}
      </Panel>
    );
  }
  const shared = { release, events, moments, at, window, compared };
  return (
    <ChartGroup onMoment={(moment) => void copyLink(momentPath(path, new URLSearchParams(params), moment))}>
      <h2 className="sr-only">Canary against baseline</h2>
      <div ref={box} className="contents">
        {gates.map((gate, index) => (
          <Panel key={gate.name} className="px-4 pt-2 pb-3">
            <GateChart
              {...shared}
              gate={gate}
              controls={(previous) =>
                index > 0 ? null : (
                  <>
                    <Tabs label="Window" variant="chips" value={window} onValueChange={setPicked} tabs={TABS} />
                    <CompareButton on={compared} previous={previous} onChange={setCompared} />
                  </>
                )
              }
            />
          </Panel>
        ))}
      </div>
    </ChartGroup>
  );
}

/** "Compare with 2.4.0 at this step": the name is known once it was asked for. */
function CompareButton({
  on,
  previous,
  onChange,
}: {
  on: boolean;
  previous: string | null | undefined;
  onChange: (on: boolean) => void;
}) {
  const none = on && previous === null;
  return (
    <Button size="sm" variant="ghost" aria-pressed={on} onClick={() => onChange(!on)}>
      {none
        ? 'No earlier release came to this step'
        : `Compare with ${previous ? previous : 'the release before'} at this step`}
    </Button>
  );
}

type GateChartProps = GateChartsProps & {
  gate: GateEvaluation;
  window: ChartWindow;
  compared: boolean;
  /** Gets the version of the release before; null where there is none, undefined while nobody asked. */
  controls: (previous: string | null | undefined) => ReactNode;
};

function GateChart({ release, gate, events, moments, at, window, compared, controls }: GateChartProps) {
  const clock = useNow();
  const now = at ?? clock;
  // The asked window begins on a whole minute, so that the same question is asked all through it.
  const from = Math.floor(windowStart(window, release, now) / MINUTE) * MINUTE;
  const end = at ?? (release.finishedAt ? Date.parse(release.finishedAt) : Math.ceil(clock / MINUTE) * MINUTE);
  const { data: series } = useSeries(release, gate.sli, from, at);
  const { data: before } = usePrevious({ id: release.id, from, to: end }, gate.sli, compared);
  const previous = compared ? previousLine(before) : null;
  const view = chartView({ release, gate, series, events, moments, previous, window, now });
  return <LazyCanaryChart view={view} controls={controls(before && (before.previous?.version ?? null))} />;
}
