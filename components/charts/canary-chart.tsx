'use client';

import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { CanaryPlot } from './canary-plot';
import { BandArrow, EndLabels, EventMarks, GapMarks, StepLabels } from './chart-labels';
import { gapsOf, thin, valueAxis, withHoles } from './chart-math';
import { ChartOverlay } from './chart-overlay';
import { useChartSync, useChartSyncStore } from './chart-sync';
import { ChartTable } from './chart-table';
import { EvidenceStrip } from './evidence-strip';
import { frameOf, MARGIN, PLOT_HEIGHT } from './geometry';
import { PreviousLine } from './previous-line';
import type { CanaryChartView } from './types';
import { useWidth } from './use-width';

type CanaryChartProps = {
  view: CanaryChartView;
  /** The window's tabs, below the title. */
  controls?: ReactNode;
};

/** The value axis' top grows at once and shrinks only when the window changes. */
function useStickyTop(view: CanaryChartView, zoom: readonly [number, number] | null, largest: number): number {
  const key = `${view.window} ${zoom?.join('-') ?? ''}`;
  const [kept, setKept] = useState({ key, top: largest });
  if (kept.key !== key) setKept({ key, top: largest });
  else if (largest > kept.top) setKept({ key, top: largest });
  return kept.key === key ? Math.max(kept.top, largest) : largest;
}

/** Canary against baseline for one gate: lines, limit, band, steps, holds, gaps, evidence, and the table twin. */
export function CanaryChart({ view: live, controls }: CanaryChartProps) {
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref, 792);
  const sync = useChartSyncStore();
  const zoom = useChartSync((state) => state.zoom);
  const tables = useChartSync((state) => state.tables);
  const frozen = useChartSync((state) => state.hover !== null || state.zoom !== null || state.focused);
  const [held, setHeld] = useState<CanaryChartView | null>(null);
  if (frozen && held === null) setHeld(live);
  if (!frozen && held !== null) setHeld(null);
  const view = (frozen ? held : null) ?? live;
  const fresh = live.points.filter((point) => point.t > (view.points.at(-1)?.t ?? 0)).length;

  const [from, to] = zoom ?? [view.from, view.to];
  const frame = useMemo(() => frameOf(width, from, to), [width, from, to]);
  const inside = useMemo(
    () => view.points.filter((point) => point.t >= from - view.bucketMs && point.t <= to),
    [view, from, to],
  );
  const { points, thinned } = useMemo(
    () => thin(withHoles(inside, view.bucketMs, view.worseIs), frame.plotWidth),
    [inside, view.bucketMs, view.worseIs, frame.plotWidth],
  );
  // Nothing drawn yet is no top to keep.
  const drawn = { points: inside, unit: view.unit, previous: view.previous ?? null };
  const largest = inside.length > 0 ? valueAxis(drawn).top : 0;
  const top = useStickyTop(view, zoom, largest);
  const axis = useMemo(
    () => valueAxis({ points: inside, unit: view.unit, previous: view.previous ?? null }, top),
    [inside, view.unit, view.previous, top],
  );
  const y = (value: number) => PLOT_HEIGHT * (1 - (value - axis.bottom) / (axis.top - axis.bottom));
  const empty = view.points.length === 0;

  return (
    <figure className="min-w-0">
      <figcaption className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
        <h3 className="text-sm font-semibold text-ink">{view.title}</h3>
        {view.basis ? <span className="text-xs text-ink-2">{view.basis}</span> : null}
        <span className="ml-auto flex items-center gap-2">
          {frozen && (fresh > 0 || zoom) ? (
            <>
              <span className="text-xs text-ink-2">Paused here{fresh > 0 ? ` · ${fresh} new` : ''}</span>
              <Button size="sm" shortcut="L" onClick={() => sync?.set({ zoom: null, hover: null })}>
                Go live
              </Button>
            </>
          ) : null}
          <Button
            size="sm"
            variant="ghost"
            shortcut="T"
            aria-pressed={tables}
            onClick={() => sync?.set({ tables: !tables })}
          >
            Table
          </Button>
        </span>
        {/* On a line of their own: what comes and goes above must not push the plot from under the pointer. */}
        {controls ? <span className="flex w-full flex-wrap items-center gap-x-4 gap-y-1">{controls}</span> : null}
      </figcaption>
      <div ref={ref} className="relative overflow-hidden" style={{ height: MARGIN.top + PLOT_HEIGHT + MARGIN.bottom }}>
        <div aria-hidden="true">
          <CanaryPlot view={view} frame={frame} axis={axis} points={points} />
          {view.previous ? <PreviousLine line={view.previous} frame={frame} y={y} bucketMs={view.bucketMs} /> : null}
          {axis.broken ? (
            <span
              className="absolute text-xs text-ink-3"
              style={{ left: MARGIN.left - 12, top: MARGIN.top + PLOT_HEIGHT - 15 }}
              title="The axis does not start at zero"
            >
              ≈
            </span>
          ) : null}
          <StepLabels view={view} frame={frame} />
          <GapMarks gaps={gapsOf(inside, view.bucketMs, zoom ? 0 : to)} frame={frame} />
          <EventMarks view={view} frame={frame} />
          <BandArrow frame={frame} points={inside} top={axis.top} />
          <EndLabels view={view} frame={frame} points={inside} y={y} />
        </div>
        {empty ? (
          <div
            className="hatch absolute flex items-center justify-center rounded-cell"
            style={{ left: MARGIN.left, top: MARGIN.top, width: frame.plotWidth, height: PLOT_HEIGHT }}
          >
            <p className="rounded-pill bg-surface px-3 py-1 text-sm text-ink-2">
              {view.emptyText ?? 'No samples yet.'}
            </p>
          </div>
        ) : (
          <ChartOverlay view={view} frame={frame} points={inside} thinned={thinned} y={y} />
        )}
      </div>
      <EvidenceStrip view={view} frame={frame} points={inside} />
      {view.evidence?.note ? <p className="mt-1 pl-11 text-xs text-ink-2">{view.evidence.note}</p> : null}
      <ChartTable view={live} shown={tables} />
    </figure>
  );
}
