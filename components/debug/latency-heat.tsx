'use client';

import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import { timeTicks } from '@/components/charts/chart-math';
import { useWidth } from '@/components/charts/use-width';
import { Button } from '@/components/ui/button';
import { HEAT_FROM } from '@/lib/cohorts/heat';
import type { LatencyHeatmap } from '@/lib/cohorts/schema';
import { formatShare } from '@/lib/format/number';
import { formatMinute } from '@/lib/format/time';
import { type CohortsAsked, useLatencyHeatmap } from '@/lib/queries/cohorts';
import type { Release } from '@/lib/releases/schema';
import { cellWords, type Grid, gridOf, quantileWords, type Side } from './heat-grid';
import { HeatTable } from './heat-table';
import { HowToSend } from './how-to-send';
import { Loaded } from './loaded';

const LEFT = 92;
const RIGHT = 16;
const ROW = 14;
const AXIS = 18;
const HEAT = [0, 1, 2, 3, 4, 5, 6].map((level) => `var(--heat-${level})`);

type Spot = { column: number; band: number };

/** Latency over time, a plot per cohort on the same bands: darker is a larger share of that moment's requests. */
export function LatencyHeat({ release, asked }: { release: Release; asked: CohortsAsked }) {
  const query = useLatencyHeatmap(asked);
  return (
    <Loaded query={query}>
      {(heat) =>
        heat.canary.length + heat.baseline.length === 0 ? (
          <HowToSend service={release.service} missing={{ kind: 'histograms' }} />
        ) : (
          <Heatmap heat={heat} names={{ canary: release.version, baseline: release.baselineVersion }} />
        )
      }
    </Loaded>
  );
}

function Heatmap({ heat, names }: { heat: LatencyHeatmap; names: Record<Side, string | null> }) {
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref, 1040);
  const grid = useMemo(() => gridOf(heat), [heat]);
  const [spot, setSpot] = useState<Spot | null>(null);
  const [table, setTable] = useState(false);
  const plot = Math.max(120, width - LEFT - RIGHT);
  return (
    <figure className="flex flex-col gap-2 px-4 py-3">
      <figcaption className="flex flex-wrap items-start gap-x-4 gap-y-1">
        <span className="min-w-0 flex-1 text-base font-medium text-ink">{quantileWords(heat)}</span>
        <Button size="sm" variant="ghost" aria-pressed={table} onClick={() => setTable(!table)}>
          Table
        </Button>
      </figcaption>
      <p className="min-h-4 text-xs text-ink-2" aria-live="polite">
        {spot
          ? cellWords(heat, grid, spot.column, spot.band)
          : 'Canary first, baseline below. Point at a cell, or use the arrow keys.'}
      </p>
      <Plots
        heat={heat}
        grid={grid}
        names={names}
        width={width}
        plot={plot}
        spot={spot}
        setSpot={setSpot}
        measure={ref}
      />
      <Legend />
      <HeatTable heat={heat} grid={grid} shown={table} />
    </figure>
  );
}

type PlotsProps = {
  heat: LatencyHeatmap;
  grid: Grid;
  names: Record<Side, string | null>;
  width: number;
  plot: number;
  spot: Spot | null;
  setSpot: (spot: Spot | null) => void;
  measure: React.RefObject<HTMLDivElement | null>;
};

const STEP: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function Plots({ heat, grid, names, width, plot, spot, setSpot, measure }: PlotsProps) {
  const rows = grid.bands.length;
  const height = rows * ROW;
  const clamp = (value: number, most: number) => Math.min(most - 1, Math.max(0, value));
  function onKeyDown(event: KeyboardEvent) {
    const step = STEP[event.key];
    if (!step) return;
    event.preventDefault();
    const from = spot ?? { column: grid.columns - 1, band: 0 };
    setSpot({ column: clamp(from.column + step[0], grid.columns), band: clamp(from.band + step[1], rows) });
  }
  function onPointerMove(event: PointerEvent<SVGElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const column = clamp(Math.floor(((event.clientX - box.left - LEFT) / plot) * grid.columns), grid.columns);
    const y = (event.clientY - box.top) % (height + AXIS);
    setSpot({ column, band: clamp(rows - 1 - Math.floor(y / ROW), rows) });
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a plot, not a form
    <div
      ref={measure}
      role="group"
      aria-label="Latency over time, canary and baseline: arrow keys read cell by cell"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the plot is read with the arrow keys
      tabIndex={0}
      className="rounded-cell"
      onKeyDown={onKeyDown}
      onBlur={() => setSpot(null)}
    >
      <svg
        aria-hidden="true"
        width={width}
        height={2 * (height + AXIS)}
        className="block touch-pan-y text-xs"
        onPointerMove={onPointerMove}
        onPointerLeave={() => setSpot(null)}
      >
        {(['canary', 'baseline'] as const).map((side, index) => (
          <g key={side} transform={`translate(0 ${index * (height + AXIS)})`}>
            <SidePlot heat={heat} grid={grid} side={side} plot={plot} name={names[side]} />
            {spot ? (
              <rect
                x={LEFT + (spot.column * plot) / grid.columns}
                y={(rows - 1 - spot.band) * ROW}
                width={plot / grid.columns}
                height={ROW}
                fill="none"
                stroke="var(--text-1)"
                strokeWidth={1.5}
              />
            ) : null}
          </g>
        ))}
      </svg>
    </div>
  );
}

const EDGE = 28;

/** Whole minutes, away from the edges, where a label would lie over the cohort's name or be cut. */
function ticksOf(from: number, to: number, plot: number): number[] {
  const x = (t: number) => ((t - from) / (to - from)) * plot;
  return timeTicks(from, to, plot).filter((t) => t % 60_000 === 0 && x(t) >= EDGE && x(t) <= plot - EDGE);
}

type SidePlotProps = { heat: LatencyHeatmap; grid: Grid; side: Side; plot: number; name: string | null };

function SidePlot({ heat, grid, side, plot, name }: SidePlotProps) {
  const rows = grid.bands.length;
  const each = plot / grid.columns;
  const [from, to] = [grid.at(0), grid.at(grid.columns)];
  return (
    <>
      <rect x={LEFT} y={0} width={plot} height={rows * ROW} fill="var(--sunken)" />
      {grid.bands.map((band, i) => (
        <text
          key={band}
          x={LEFT - 6}
          y={(rows - 1 - i) * ROW + ROW - 3.5}
          textAnchor="end"
          fill="var(--text-3)"
          fontSize={11}
        >
          {band}
        </text>
      ))}
      {grid.cells[side].map(({ column, band, heat: level }) => (
        <rect
          key={`${column} ${band}`}
          x={LEFT + column * each}
          y={(rows - 1 - band) * ROW}
          width={Math.max(1, each - 0.5)}
          height={ROW - 0.5}
          fill={HEAT[level]}
        />
      ))}
      {ticksOf(from, to, plot).map((t) => (
        <text
          key={t}
          x={LEFT + ((t - from) / (to - from)) * plot}
          y={rows * ROW + 13}
          textAnchor="middle"
          fill="var(--text-3)"
          fontSize={11}
        >
          {formatMinute(t)}
        </text>
      ))}
      <text
        x={0}
        y={rows * ROW + 13}
        fill={side === 'canary' ? 'var(--canary)' : 'var(--text-2)'}
        fontSize={12}
        fontWeight={500}
      >
        {side} {name ?? ''}
      </text>
      {heat[side].length === 0 ? (
        <text x={LEFT + plot / 2} y={(rows * ROW) / 2 + 4} textAnchor="middle" fill="var(--text-2)" fontSize={12}>
          no histograms of the {side}
        </text>
      ) : null}
    </>
  );
}

function Legend() {
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2">
      <span>Share of the requests of that moment:</span>
      {HEAT_FROM.map((from, level) => (
        <span key={from} className="inline-flex items-center gap-1">
          <span
            aria-hidden="true"
            className="size-3 rounded-cell border border-border"
            style={{ background: HEAT[level] }}
          />
          {level === 0 ? `< ${formatShare(HEAT_FROM[1] ?? 0)}` : `${formatShare(from)} +`}
        </span>
      ))}
    </p>
  );
}
