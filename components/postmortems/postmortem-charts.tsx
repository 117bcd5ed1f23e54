'use client';

import { ChartGroup } from '@/components/charts/chart-sync';
import { LazyCanaryChart } from '@/components/charts/lazy-canary-chart';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import type { Postmortem } from '@/lib/postmortems/schema';
import { chartOf } from './chart-of';

/** The charts as they were then, stored with the record: they outlive the telemetry they were drawn from. */
export function PostmortemCharts({ postmortem }: { postmortem: Postmortem }) {
  const { charts, facts } = postmortem;
  if (charts.length === 0) return null;
  return (
    <section aria-labelledby="charts">
      <SectionHeader id="charts" title="The charts as they were" />
      <ChartGroup>
        <div className="flex flex-col gap-4">
          {charts.map((series) => (
            <Panel key={series.sli} className="px-4 pt-2 pb-3">
              <LazyCanaryChart view={chartOf(series, facts)} />
            </Panel>
          ))}
        </div>
      </ChartGroup>
    </section>
  );
}
