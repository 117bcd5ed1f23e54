'use client';

import { type ReactNode, useState } from 'react';
import { ChartGroup } from '@/components/charts/chart-sync';
import { LazyCanaryChart } from '@/components/charts/lazy-canary-chart';
import { useNow } from '@/components/layout/now';
import { Panel } from '@/components/layout/page-header';
import { Tabs } from '@/components/ui/tabs';
import type { AuditEvent } from '@/lib/audit/schema';
import type { GateEvaluation } from '@/lib/gates/schema';
import { useSeries } from '@/lib/queries/releases';
import type { Release } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';
import { type ChartWindow, chartView, windowStart } from './chart-view';
import { byConcern } from './words';

const MINUTE = 60_000;
const TABS: { value: ChartWindow; label: string }[] = [
  { value: 'step', label: 'Step' },
  { value: 'release', label: 'Release' },
  { value: '1h', label: '1 h' },
  { value: '6h', label: '6 h' },
];

type GateChartsProps = { release: Release; events: readonly AuditEvent[] };

/** One live chart per gate, failing first. All share window, crosshair and zoom. */
export function GateCharts({ release, events }: GateChartsProps) {
  const [picked, setPicked] = useState<ChartWindow | null>(null);
  const window = picked ?? (isTerminal(release.status) ? 'release' : 'step');
  const gates = [...release.gates].sort(byConcern);
  const controls = <Tabs label="Window" variant="chips" value={window} onValueChange={setPicked} tabs={TABS} />;
  if (gates.length === 0) {
    return (
      <Panel className="p-4 text-sm text-ink-2">
        {release.exposure.generation === 0
          ? `Nobody has seen ${release.version} yet: there is nothing to compare.`
          : 'This step has no gates: it only waits.'}
      </Panel>
    );
  }
  return (
    <ChartGroup>
      <h2 className="sr-only">Canary against baseline</h2>
      {gates.map((gate, index) => (
        <Panel key={gate.name} className="px-4 pt-2 pb-3">
          <GateChart
            release={release}
            gate={gate}
            events={events}
            window={window}
            controls={index === 0 ? controls : null}
          />
        </Panel>
      ))}
    </ChartGroup>
  );
}

type GateChartProps = GateChartsProps & { gate: GateEvaluation; window: ChartWindow; controls: ReactNode };

function GateChart({ release, gate, events, window, controls }: GateChartProps) {
  const now = useNow();
  // The asked window begins on a whole minute, so that the same question is asked all through it.
  const from = Math.floor(windowStart(window, release, now) / MINUTE) * MINUTE;
  const { data: series } = useSeries(release, gate.sli, from);
  const view = chartView({ release, gate, series, events, window, now });
  return <LazyCanaryChart view={view} controls={controls} />;
}
