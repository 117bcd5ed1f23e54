'use client';

import { memo } from 'react';
import { cn } from '@/components/ui/cn';
import { formatClock } from '@/lib/format/time';
import { useChartSync } from './chart-sync';
import { type Frame, MARGIN, STRIP_HEIGHT } from './geometry';
import type { CanaryChartView, ChartPoint } from './types';

const HALF = STRIP_HEIGHT / 2;

type Side = 'worse' | 'fine';

/** The evidence as a path from the middle line. */
function pathOf(points: readonly ChartPoint[], side: Side, frame: Frame): { line: string; area: string } {
  const sign = side === 'worse' ? -1 : 1;
  const spots = points.flatMap((point): [number, number][] => {
    const value = point[side];
    if (value === null || value === undefined) return [];
    return [[frame.x(point.t), HALF + sign * HALF * Math.min(1, Math.max(0, value))]];
  });
  const first = spots[0];
  const last = spots.at(-1);
  // No evidence at all is the middle line itself, not a line in a colour that means harm.
  if (!first || !last || spots.every(([, y]) => y === HALF)) return { line: '', area: '' };
  const line = spots.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ');
  return { line, area: `${line} L${last[0].toFixed(1)} ${HALF} L${first[0].toFixed(1)} ${HALF} Z` };
}

function Latch({ side, at, frame }: { side: Side; at: number; frame: Frame }) {
  if (at < frame.from || at > frame.to) return null;
  return (
    <span
      className={cn(
        'absolute bg-surface px-0.5 text-xs leading-3 whitespace-nowrap text-ink-2',
        frame.x(at) > frame.plotWidth - 70 ? '-translate-x-full' : '-ml-1.5',
      )}
      style={{ left: MARGIN.left + frame.x(at), top: side === 'worse' ? -2 : STRIP_HEIGHT - 10 }}
    >
      <span aria-hidden="true">{side === 'worse' ? '✕' : '✓'}</span> {formatClock(at)}
    </span>
  );
}

type EvidenceStripProps = { view: CanaryChartView; frame: Frame; points: readonly ChartPoint[] };

/** Up: how nearly the canary is proven worse. Down: how nearly it is proven fine. Either line reached is a verdict. */
export const EvidenceStrip = memo(function EvidenceStrip({ view, frame, points }: EvidenceStripProps) {
  if (!view.evidence) return null;
  const worse = pathOf(points, 'worse', frame);
  const fine = pathOf(points, 'fine', frame);
  const dash = { stroke: 'var(--border-control)', strokeDasharray: '2 3' };
  return (
    <div className="relative mt-2 overflow-x-clip" style={{ height: STRIP_HEIGHT }}>
      <span className="absolute top-0 left-0 w-9 text-right text-xs leading-[1.125rem] text-ink-3">worse</span>
      <span className="absolute bottom-0 left-0 w-9 text-right text-xs leading-[1.125rem] text-ink-3">fine</span>
      <svg
        aria-hidden="true"
        className="absolute overflow-visible"
        style={{ left: MARGIN.left }}
        width={frame.plotWidth}
        height={STRIP_HEIGHT}
      >
        <line x1={0} x2={frame.plotWidth} y1={0.5} y2={0.5} {...dash} />
        <line x1={0} x2={frame.plotWidth} y1={STRIP_HEIGHT - 0.5} y2={STRIP_HEIGHT - 0.5} {...dash} />
        <line x1={0} x2={frame.plotWidth} y1={HALF} y2={HALF} stroke="var(--border)" />
        <path d={worse.area} fill="var(--failing)" fillOpacity={0.25} />
        <path d={worse.line} fill="none" stroke="var(--failing)" strokeWidth={1.5} />
        <path d={fine.area} fill="var(--canary)" fillOpacity={0.25} />
        <path d={fine.line} fill="none" stroke="var(--canary)" strokeWidth={1.5} />
      </svg>
      <StripCross frame={frame} />
      {view.evidence.latches.map(({ side, at }) => (
        <Latch key={`${side} ${at}`} side={side} at={at} frame={frame} />
      ))}
      <span
        className="absolute top-0 truncate text-xs leading-[1.125rem] text-ink-2"
        style={{ left: MARGIN.left + frame.plotWidth + 12, right: 0 }}
      >
        {view.evidence.worseLabel}
      </span>
      <span
        className="absolute bottom-0 truncate text-xs leading-[1.125rem] text-ink-2"
        style={{ left: MARGIN.left + frame.plotWidth + 12, right: 0 }}
      >
        {view.evidence.fineLabel}
      </span>
      <span className="sr-only">
        Evidence: {view.evidence.worseLabel}, {view.evidence.fineLabel}. {view.evidence.note}
      </span>
    </div>
  );
});

function StripCross({ frame }: { frame: Frame }) {
  const hover = useChartSync((state) => state.hover);
  if (hover === null || hover < frame.from || hover > frame.to) return null;
  return <span className="absolute inset-y-0 w-px bg-ink-2" style={{ left: MARGIN.left + frame.x(hover) }} />;
}
