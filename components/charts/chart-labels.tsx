import { CircleCheck, type LucideIcon, Rocket, Scale, Siren, Snowflake } from 'lucide-react';
import { Fragment } from 'react';
import { cn } from '@/components/ui/cn';
import { formatDuration, formatMinute } from '@/lib/format/time';
import { formatValue, type Gap, placeLabels } from './chart-math';
import { type Frame, MARGIN, PLOT_HEIGHT } from './geometry';
import type { CanaryChartView, ChartEventKind, ChartPoint } from './types';

const EVENT_ICON: Record<ChartEventKind, LucideIcon> = {
  verdict: Scale,
  confirm: CircleCheck,
  freeze: Snowflake,
  incident: Siren,
  deploy: Rocket,
};

/** Other releases are marked at most this often; all of them stand under "Meanwhile" or on their own pages. */
const DEPLOY_ROOM = 24;

/** About what a character of 12 px Geist takes; labels that do not fit are not drawn. */
const CHARACTER = 6.3;
const fits = (text: string, room: number) => text.length * CHARACTER + 8 <= room;

/** Step labels in the top margin and hold labels inside the plot, each only where it fits. */
export function StepLabels({ view, frame }: { view: CanaryChartView; frame: Frame }) {
  const inside = view.steps.filter((step) => step.at >= frame.from && step.at <= frame.to);
  return (
    <>
      {inside.map((step, index) => {
        const left = frame.x(step.at);
        const next = inside[index + 1];
        const room = (next ? frame.x(next.at) : frame.plotWidth) - left;
        return fits(step.label, room) ? (
          <span
            key={step.at}
            className="absolute text-xs whitespace-nowrap text-ink-2"
            style={{ left: MARGIN.left + left, top: 1 }}
          >
            {step.label}
          </span>
        ) : null;
      })}
      {view.holds.map((hold) => {
        const left = frame.x(Math.max(hold.from, frame.from));
        const right = frame.x(Math.min(hold.to, frame.to));
        return fits(hold.label, right - left) ? (
          <span
            key={hold.from}
            className="absolute text-xs whitespace-nowrap text-ink-2"
            style={{ left: MARGIN.left + left + 4, top: MARGIN.top + 2 }}
          >
            {hold.label}
          </span>
        ) : null;
      })}
    </>
  );
}

/** 6 px of hatch on the time axis where there is no data, with its words where they fit. */
export function GapMarks({ gaps, frame }: { gaps: readonly Gap[]; frame: Frame }) {
  return gaps.map((gap) => {
    const left = Math.max(0, frame.x(gap.from));
    const width = Math.min(frame.plotWidth, frame.x(gap.to)) - left;
    if (width <= 0) return null;
    const words = gap.tail
      ? `${formatDuration(gap.to - gap.from)} without samples`
      : `no data ${formatMinute(gap.from)} – ${formatMinute(gap.to)}`;
    const said = [words, 'no data'].find((text) => fits(text, width));
    return (
      <span
        key={gap.from}
        className="absolute"
        style={{ left: MARGIN.left + left, width, top: MARGIN.top + PLOT_HEIGHT - 6 }}
        title={words}
      >
        <span className="hatch block h-1.5 w-full" />
        {said ? <span className="absolute bottom-full text-xs whitespace-nowrap text-ink-2">{said}</span> : null}
      </span>
    );
  });
}

/**
 * 8 px icons on the time axis: verdict, confirmation, freeze, incident, another release. What has a length is a bar above
 * the axis. The same words stand in the timeline, or under "Meanwhile".
 */
export function EventMarks({ view, frame }: { view: CanaryChartView; frame: Frame }) {
  let lastDeploy = Number.NEGATIVE_INFINITY;
  return view.events.map((event) => {
    const until = event.until === undefined ? event.at : (event.until ?? frame.to);
    if (until < frame.from || event.at > frame.to) return null;
    const Icon = EVENT_ICON[event.kind];
    const left = Math.max(0, frame.x(event.at));
    const width = Math.min(frame.plotWidth, frame.x(until)) - left;
    if (event.kind === 'deploy') {
      if (left - lastDeploy < DEPLOY_ROOM) return null;
      lastDeploy = left;
    }
    return (
      <Fragment key={`${event.kind}-${event.at}-${event.label}`}>
        {width > 0 ? (
          <span
            title={event.label}
            className="absolute h-0.5 bg-ink-3"
            style={{ left: MARGIN.left + left, width, top: MARGIN.top + PLOT_HEIGHT - 1 }}
          />
        ) : null}
        <span
          title={event.label}
          className="absolute -ml-1 flex size-2 bg-surface text-ink-2"
          style={{ left: MARGIN.left + left, top: MARGIN.top + PLOT_HEIGHT - 4 }}
        >
          <Icon aria-hidden="true" className="size-2" strokeWidth={3} />
        </span>
      </Fragment>
    );
  });
}

type EndLabelsProps = {
  view: CanaryChartView;
  frame: Frame;
  points: readonly ChartPoint[];
  y: (value: number) => number;
};

type EndLabel = {
  key: string;
  y: number;
  name: string;
  short?: string;
  version: string;
  value: string;
  className: string;
};

function lastOf(points: readonly ChartPoint[], key: 'canary' | 'baseline' | 'limit'): ChartPoint | undefined {
  return points.findLast((point) => (point[key] ?? null) !== null);
}

/** Name, version and value where the lines end, instead of a legend. */
export function EndLabels({ view, frame, points, y }: EndLabelsProps) {
  const canary = lastOf(points, 'canary');
  const baseline = lastOf(points, 'baseline');
  const limit = lastOf(points, 'limit');
  const newest = points.at(-1)?.t;
  const labels: EndLabel[] = [];
  const add = (
    point: ChartPoint | undefined,
    value: number | null | undefined,
    label: Omit<EndLabel, 'y' | 'value'>,
  ) => {
    if (!point || value === null || value === undefined) return;
    const old = point.t !== newest ? `, ${formatMinute(point.t)}` : '';
    // What ended says when; its version, or its first word, tells which line it was.
    const name = old ? (label.short ?? '') : label.name;
    labels.push({ ...label, name, y: y(value), value: formatValue(value, view.unit) + old });
  };
  if (view.limitLabel)
    add(limit, limit?.limit, {
      key: 'limit',
      name: frame.right > 120 ? `${view.limitLabel} =` : 'limit',
      short: 'limit',
      version: '',
      className: 'text-ink-2',
    });
  add(canary, canary?.canary, {
    key: 'canary',
    name: 'canary',
    version: view.canaryName,
    className: 'font-medium text-canary',
  });
  add(baseline, baseline?.baseline, {
    key: 'baseline',
    name: view.baselineRecorded ? 'recorded' : 'baseline',
    version: view.baselineName ?? '',
    className: 'text-ink-2',
  });
  const previous = view.previous?.points.findLast(({ t }) => t >= frame.from && t <= frame.to);
  if (view.previous && previous)
    labels.push({
      key: 'previous',
      name: 'then',
      version: view.previous.name,
      y: y(previous.value),
      value: formatValue(previous.value, view.unit),
      className: 'text-canary',
    });
  const placed = placeLabels(
    labels.map((label) => label.y),
    PLOT_HEIGHT,
  );
  const left = MARGIN.left + frame.plotWidth;
  return (
    <>
      <svg
        aria-hidden="true"
        className="absolute"
        style={{ left, top: MARGIN.top }}
        width={14}
        height={PLOT_HEIGHT}
        overflow="visible"
      >
        {labels.map((label, index) => {
          const at = placed[index] ?? 0;
          return Math.abs(at - label.y) > 2 ? (
            <path
              key={label.key}
              d={`M0 ${label.y} L9 ${at}`}
              stroke="var(--border-control)"
              strokeWidth={1}
              fill="none"
            />
          ) : null;
        })}
      </svg>
      {labels.map((label, index) => (
        <span
          key={label.key}
          className={cn('absolute flex gap-1 overflow-hidden text-xs leading-3.5 whitespace-nowrap', label.className)}
          style={{ left: left + 10, top: MARGIN.top + (placed[index] ?? 0) - 7, maxWidth: frame.right - 10 }}
        >
          <span className="min-w-0 truncate">
            {label.name ? `${label.name} ` : ''}
            {frame.right > 120 ? <span className="font-mono text-[0.6875rem]">{label.version}</span> : null}
          </span>
          <span className="shrink-0 font-medium">{label.value}</span>
        </span>
      ))}
    </>
  );
}

/** Where the band leaves the plot at the top, an arrow says that it goes on. */
export function BandArrow({ frame, points, top }: { frame: Frame; points: readonly ChartPoint[]; top: number }) {
  const out = points.findLast((point) => point.band && point.band[1] > top);
  if (!out) return null;
  return (
    <span
      title="The band goes on above"
      className="absolute -ml-1 text-[0.5rem] leading-none text-canary"
      style={{ left: MARGIN.left + frame.x(out.t), top: MARGIN.top + 1 }}
    >
      ▲
    </span>
  );
}
