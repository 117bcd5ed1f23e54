'use client';

import { memo } from 'react';
import { Area, ComposedChart, Line, ReferenceArea, ReferenceLine, XAxis, YAxis } from 'recharts';
import { formatMinute } from '@/lib/format/time';
import { type PlotPoint, tickWords, timeTicks, type ValueAxis } from './chart-math';
import { type Frame, MARGIN, PLOT_HEIGHT } from './geometry';
import type { CanaryChartView } from './types';

/** Looks are drawn only when they are at least this far apart. */
const LOOK_ROOM = 10;

type DotProps = { cx?: number; cy?: number | null; index?: number; payload?: PlotPoint };

type CanaryPlotProps = {
  view: CanaryChartView;
  frame: Frame;
  axis: ValueAxis;
  points: readonly PlotPoint[];
};

function lookDots(points: readonly PlotPoint[], frame: Frame) {
  const looks = points.filter((point) => point.look && point.canary !== null);
  const spacing = looks.length > 1 ? frame.plotWidth / looks.length : LOOK_ROOM;
  const newest = points.findLast((point) => point.canary !== null);
  return ({ cx, cy, index = 0, payload }: DotProps) => {
    if (!payload || payload.canary === null || cx === undefined || typeof cy !== 'number')
      return <g key={`none-${index}`} />;
    const key = `dot-${payload.t}`;
    if (payload === newest || payload.t === newest?.t) {
      return <circle key={key} cx={cx} cy={cy} r={3} fill="var(--canary)" />;
    }
    const lone = (points[index - 1]?.canary ?? null) === null && (points[index + 1]?.canary ?? null) === null;
    if (lone) return <circle key={key} cx={cx} cy={cy} r={2} fill="var(--canary)" />;
    if (!payload.look || spacing < LOOK_ROOM) return <g key={key} />;
    if (payload.breach !== null) {
      return (
        <rect
          key={key}
          x={cx - 2.5}
          y={cy - 2.5}
          width={5}
          height={5}
          transform={`rotate(45 ${cx} ${cy})`}
          fill="var(--surface)"
          stroke="var(--failing)"
          strokeWidth={1.5}
        />
      );
    }
    return <circle key={key} cx={cx} cy={cy} r={2.5} fill="var(--surface)" stroke="var(--canary)" strokeWidth={1.5} />;
  };
}

/** The band ends at the plot's edges, above which an arrow says that it goes on. */
const clip = ([lower, upper]: readonly [number, number], { bottom, top }: ValueAxis): [number, number] => [
  Math.min(top, Math.max(bottom, lower)),
  Math.min(top, Math.max(bottom, upper)),
];

/** The drawn part of the chart. Knows nothing of pointers, so a moving crosshair does not draw it again. */
export const CanaryPlot = memo(function CanaryPlot({ view, frame, axis, points }: CanaryPlotProps) {
  const height = MARGIN.top + PLOT_HEIGHT + MARGIN.bottom;
  const clipped = points.map((point) => (point.band ? { ...point, band: clip(point.band, axis) } : point));
  const lines = {
    type: 'linear',
    isAnimationActive: false,
    connectNulls: false,
    activeDot: false,
    tooltipType: 'none',
  } as const;
  return (
    <ComposedChart
      width={frame.width}
      height={height}
      data={clipped}
      margin={{ top: MARGIN.top, right: frame.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      style={{ pointerEvents: 'none' }}
    >
      <XAxis
        dataKey="t"
        type="number"
        scale="linear"
        domain={[frame.from, frame.to]}
        allowDataOverflow
        ticks={timeTicks(frame.from, frame.to, frame.plotWidth)}
        tickFormatter={formatMinute}
        tick={{ fill: 'var(--text-3)', fontSize: 12, dy: 2 }}
        tickLine={{ stroke: 'var(--border)' }}
        tickSize={4}
        axisLine={{ stroke: 'var(--border-control)' }}
        interval="preserveStartEnd"
        height={MARGIN.bottom}
      />
      <YAxis
        type="number"
        domain={[axis.bottom, axis.top]}
        allowDataOverflow
        ticks={axis.ticks}
        tickFormatter={(value: number) => tickWords(value, view.unit)}
        tick={{ fill: 'var(--text-3)', fontSize: 12, dx: -2 }}
        tickLine={false}
        axisLine={false}
        width={MARGIN.left}
      />
      {view.holds.map((hold) => (
        <ReferenceArea
          key={hold.from}
          x1={Math.max(hold.from, frame.from)}
          x2={Math.min(hold.to, frame.to)}
          y1={axis.bottom}
          y2={axis.top}
          fill="var(--text-1)"
          fillOpacity={0.07}
          stroke="none"
        />
      ))}
      {axis.ticks.map((tick) => (
        <ReferenceLine key={tick} y={tick} stroke="var(--border)" strokeWidth={1} />
      ))}
      <Area {...lines} dataKey="band" stroke="none" fill="var(--canary)" fillOpacity={0.12} />
      {view.steps.map((step) =>
        step.at >= frame.from && step.at <= frame.to ? (
          <ReferenceLine key={step.at} x={step.at} stroke="var(--border-control)" strokeWidth={1} />
        ) : null,
      )}
      <Line {...lines} dataKey="limit" stroke="var(--text-2)" strokeWidth={1} strokeDasharray="6 4" dot={false} />
      <Line
        {...lines}
        dataKey="baseline"
        stroke="var(--baseline)"
        strokeWidth={1.5}
        dot={false}
        {...(view.baselineRecorded ? { strokeDasharray: '2 3' } : {})}
      />
      <Line {...lines} dataKey="canary" stroke="var(--canary)" strokeWidth={2} dot={lookDots(points, frame)} />
      <Line {...lines} dataKey="breach" stroke="var(--failing)" strokeWidth={3} dot={false} />
    </ComposedChart>
  );
});
