'use client';

import { Rocket, Siren } from 'lucide-react';
import { useRef, useState } from 'react';
import { useWidth } from '@/components/charts/use-width';
import { formatPlural, formatShare } from '@/lib/format/number';
import { formatDate, formatMoment } from '@/lib/format/time';
import type { BurnDown as Data } from '@/lib/slos/schema';
import { BurnDownTable } from './burn-down-table';
import { type BurnDownView, burnDownView, MARGIN, pathOf } from './burn-down-view';

const whole = (share: number): string => formatShare(share, 0);

/** What is left of a budget over its window, beside an even spending of it, with what happened meanwhile. */
export function BurnDown({ data }: { data: Data }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 1040);
  const view = burnDownView(data, width);
  const now = Date.parse(data.now);
  const last = view.line.at(-1);
  const label = last
    ? `Error budget from ${formatDate(Date.parse(data.start), now)} to ${formatDate(Date.parse(data.end), now)}: ${whole(last.left)} left, ${formatPlural(data.markers.length, 'release or incident', 'releases and incidents')} meanwhile.`
    : 'Error budget: nothing was counted yet.';
  return (
    <div ref={box} className="relative min-w-0 overflow-hidden">
      <svg role="img" aria-label={label} width={view.width} height={view.height} className="block max-w-full text-xs">
        <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
          <Axes view={view} now={now} />
          <Ideal view={view} />
          <path d={pathOf(view)} fill="none" stroke="var(--text-1)" strokeWidth={2} />
          {last ? <Label view={view} at={last.at} left={last.left} /> : null}
        </g>
      </svg>
      <Markers view={view} now={now} />
      <BurnDownTable data={data} />
    </div>
  );
}

function Axes({ view, now }: { view: BurnDownView; now: number }) {
  return (
    <g fill="var(--text-3)">
      {view.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${view.y(tick)})`}>
          <line x2={view.plotWidth} stroke={tick === 0 ? 'var(--border-control)' : 'var(--border)'} />
          <text x={-8} dy="0.32em" textAnchor="end">
            {whole(tick)}
          </text>
        </g>
      ))}
      {view.days.map((at) => (
        <text key={at} x={view.x(at)} y={view.plotHeight + 16} textAnchor="middle">
          {formatDate(at, now)}
        </text>
      ))}
    </g>
  );
}

function Ideal({ view }: { view: BurnDownView }) {
  const [x1, y1] = view.ideal.from;
  const [x2, y2] = view.ideal.to;
  return (
    <g>
      <line x1={x1} y1={y1} x2={x2} y2={y2} stroke="var(--text-2)" strokeDasharray="6 4" />
      <text x={x2 + 8} y={y2} dy="0.32em" fill="var(--text-2)">
        spent evenly
      </text>
    </g>
  );
}

/** At the line's end, kept off the end of the ideal line. */
function Label({ view, at, left }: { view: BurnDownView; at: number; left: number }) {
  const [x, y] = [view.x(at), view.y(left)];
  const near = Math.abs(y - view.ideal.to[1]) < 14 && view.plotWidth - x < 80;
  return (
    <g>
      <circle cx={x} cy={y} r={3} fill="var(--text-1)" />
      <text x={x + 8} y={near ? y - 16 : y} dy="0.32em" fill="var(--text-1)" fontWeight={600}>
        {whole(left)} left
      </text>
    </g>
  );
}

/** Releases and incidents, above the plot; a name is shown for the one under the pointer or focus. */
function Markers({ view, now }: { view: BurnDownView; now: number }) {
  const [shown, setShown] = useState<string | null>(null);
  const named = view.markers.find(({ id }) => id === shown);
  return (
    <>
      {view.markers.map(({ id, kind, label, at, until, x, row }) => {
        const Icon = kind === 'incident' ? Siren : Rocket;
        const words = `${kind === 'incident' ? 'Incident' : 'Release'} ${label}, ${formatMoment(Date.parse(at), now)}${until ? ` to ${formatMoment(Date.parse(until), now)}` : ''}`;
        const style = { left: MARGIN.left + x, height: view.plotHeight + 8 };
        return (
          <a
            key={id}
            href={kind === 'incident' ? `/incidents/${id}` : `/releases/${id}`}
            aria-label={words}
            style={style}
            onPointerEnter={() => setShown(id)}
            onPointerLeave={() => setShown(null)}
            onFocus={() => setShown(id)}
            onBlur={() => setShown(null)}
            className={`absolute w-3 -translate-x-1/2 ${row === 0 ? 'top-4' : 'top-1'}`}
          >
            <Icon aria-hidden="true" className={`size-3 ${kind === 'incident' ? 'text-failing' : 'text-canary'}`} />
            <span
              aria-hidden="true"
              className={`mx-auto block h-full w-px ${kind === 'incident' ? 'bg-failing' : 'bg-canary'} opacity-40`}
            />
          </a>
        );
      })}
      <p aria-hidden="true" className="h-4 pl-12 text-xs text-ink-2">
        {named
          ? `${named.kind === 'incident' ? 'Incident' : 'Release'} ${named.label}, ${formatMoment(Date.parse(named.at), now)}`
          : ''}
      </p>
    </>
  );
}
