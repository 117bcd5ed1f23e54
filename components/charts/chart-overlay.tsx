'use client';

import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { formatClock, formatDuration } from '@/lib/format/time';
import { formatValue, nearest } from './chart-math';
import { useChartSync, useChartSyncStore } from './chart-sync';
import { type Frame, MARGIN, PLOT_HEIGHT } from './geometry';
import type { CanaryChartView, ChartPoint, ChartUnit } from './types';

/** Shorter drags are clicks. */
const DRAG_PX = 6;

/** "14:32:00 · canary 0.47 % (78 of 16,560) · baseline 0.43 % (…) · 1.10×, bound 0.73–1.56×" */
export function readout(view: CanaryChartView, point: ChartPoint, thinned: boolean): string {
  const part = (name: string, value: number | null, count: string | undefined) =>
    value === null ? `${name} no data` : `${name} ${formatValue(value, view.unit)}${count ? ` (${count})` : ''}`;
  return [
    formatClock(point.t),
    part('canary', point.canary, point.canaryCount),
    view.baselineName === null ? '' : part('baseline', point.baseline, point.baselineCount),
    [point.effect, point.band && `bound ${bandWords(point.band, view.unit)}`].filter(Boolean).join(', '),
    previousWords(view, point.t),
    point.was !== null && point.was !== undefined ? `revised, was ${formatValue(point.was, view.unit)}` : '',
    thinned ? `${formatDuration(view.bucketMs)}, highest shown` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function previousWords({ previous, bucketMs, unit }: CanaryChartView, t: number): string {
  const found = previous?.points.find((point) => Math.abs(point.t - t) <= bucketMs / 2);
  return previous && found ? `${previous.name} then ${formatValue(found.value, unit)}` : '';
}

const bandWords = ([lower, upper]: readonly [number, number], unit: ChartUnit): string =>
  Number.isFinite(upper)
    ? `${formatValue(lower, unit)} – ${formatValue(upper, unit)}`
    : `≥ ${formatValue(lower, unit)}`;

type ChartOverlayProps = {
  view: CanaryChartView;
  frame: Frame;
  points: readonly ChartPoint[];
  thinned: boolean;
  y: (value: number) => number;
};

/** Crosshair, readout, drag to zoom, and the keys of a focused plot. */
export function ChartOverlay({ view, frame, points, thinned, y }: ChartOverlayProps) {
  const sync = useChartSyncStore();
  const hover = useChartSync((state) => state.hover);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const point = hover === null ? undefined : nearest(points, hover, view.bucketMs);
  const crossX = point ? frame.x(point.t) : null;
  const words = point ? readout(view, point, thinned) : '';

  const xOf = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(frame.plotWidth, Math.max(0, event.clientX - box.left));
  };
  function endDrag() {
    if (drag && Math.abs(drag.to - drag.from) > DRAG_PX) {
      const [from, to] = [drag.from, drag.to].sort((a, b) => a - b) as [number, number];
      sync?.set({ zoom: [frame.t(from), frame.t(to)] });
    }
    setDrag(null);
  }
  function step(by: number) {
    const at = point ? points.indexOf(point) : points.length - 1;
    const next = points[Math.min(points.length - 1, Math.max(0, at + by))];
    if (next) sync?.set({ hover: next.t, until: next.t + view.bucketMs });
  }
  function onKeyDown(event: KeyboardEvent) {
    const stride = event.shiftKey ? 10 : 1;
    const span = frame.to - frame.from;
    const centre = point?.t ?? frame.from + span / 2;
    if (event.key === 'ArrowLeft') step(-stride);
    else if (event.key === 'ArrowRight') step(stride);
    else if (event.key === '+' || event.key === '=') sync?.set({ zoom: [centre - span / 4, centre + span / 4] });
    else if (event.key === '-') sync?.set({ zoom: null });
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a plot, not a form
    <div
      role="group"
      data-plot=""
      aria-label={`${view.title}: arrow keys read bucket by bucket`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the plot is read with the arrow keys
      tabIndex={0}
      className="absolute cursor-crosshair touch-pan-y rounded-cell"
      style={{ left: MARGIN.left, top: MARGIN.top, width: frame.plotWidth, height: PLOT_HEIGHT }}
      onPointerMove={(event) => {
        const x = xOf(event);
        const t = frame.t(x);
        const found = nearest(points, t, view.bucketMs);
        sync?.set({ hover: found?.t ?? t, until: found ? found.t + view.bucketMs : t });
        if (drag) setDrag({ ...drag, to: x });
      }}
      onPointerDown={(event) => {
        if (event.button !== 0 || event.pointerType === 'touch') return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: xOf(event), to: xOf(event) });
      }}
      onPointerUp={endDrag}
      onPointerLeave={() => {
        if (!drag) sync?.set({ hover: null });
      }}
      onFocus={() => sync?.set({ focused: true })}
      onBlur={() => sync?.set({ focused: false, hover: null })}
      onKeyDown={onKeyDown}
    >
      <svg
        aria-hidden="true"
        width={frame.plotWidth}
        height={PLOT_HEIGHT}
        className="pointer-events-none absolute inset-0 overflow-visible"
      >
        {drag ? (
          <rect
            x={Math.min(drag.from, drag.to)}
            y={0}
            width={Math.abs(drag.to - drag.from)}
            height={PLOT_HEIGHT}
            fill="var(--text-1)"
            fillOpacity={0.1}
          />
        ) : null}
        {crossX !== null ? (
          <line x1={crossX} x2={crossX} y1={0} y2={PLOT_HEIGHT} stroke="var(--text-2)" strokeWidth={1} />
        ) : null}
        {point && crossX !== null && point.canary !== null ? (
          <circle
            cx={crossX}
            cy={y(point.canary)}
            r={3.5}
            fill="var(--surface)"
            stroke="var(--canary)"
            strokeWidth={2}
          />
        ) : null}
        {point && crossX !== null && point.baseline !== null ? (
          <circle
            cx={crossX}
            cy={y(point.baseline)}
            r={3}
            fill="var(--surface)"
            stroke="var(--baseline)"
            strokeWidth={1.5}
          />
        ) : null}
      </svg>
      {words ? (
        <p
          aria-live="polite"
          className="pointer-events-none absolute top-1 max-w-full rounded-pill border border-border bg-raised px-2 py-0.5 text-xs text-ink"
          style={crossX !== null && crossX < frame.plotWidth / 2 ? { right: 4 } : { left: 4 }}
        >
          {words}
        </p>
      ) : null}
    </div>
  );
}
