/** Geometry of the burn-down chart. Pure: numbers in, numbers out; times are epoch ms. */

import type { BurnDown } from '@/lib/slos/schema';

const HEIGHT = 200;
export const MARGIN = { left: 48, right: 112, top: 24, bottom: 24 } as const;

export type BurnDownView = {
  width: number;
  height: number;
  plotWidth: number;
  plotHeight: number;
  x: (at: number) => number;
  y: (share: number) => number;
  /** The line of what is left, through each hour's end. */
  line: { at: number; left: number }[];
  /** From all of it to none, over the window. */
  ideal: { from: [number, number]; to: [number, number] };
  ticks: number[];
  days: number[];
  markers: (BurnDown['markers'][number] & { x: number; row: number })[];
};

const HOUR = 3_600_000;
const DAY = 86_400_000;

/** Through the end of each hour; level over hours in which nothing was counted, since nothing was spent in them either. */
function lineOf(start: number, points: readonly { at: number; left: number }[]): { at: number; left: number }[] {
  const line = [{ at: start, left: 1 }];
  for (const point of points) {
    const begun = Math.floor((point.at - 1) / HOUR) * HOUR;
    const before = line.at(-1);
    if (before && begun > before.at) line.push({ at: begun, left: before.left });
    line.push(point);
  }
  return line;
}

/** Ticks of the value axis: all, half, none, and below none as far as it goes. */
function ticksTo(lowest: number): number[] {
  const ticks = [1, 0.5, 0];
  if (lowest >= 0) return ticks;
  const step = lowest > -1 ? 0.5 : Math.ceil(-lowest / 2);
  for (let tick = -step; tick >= lowest - step / 2 && ticks.length < 7; tick -= step) ticks.push(tick);
  return ticks;
}

export function burnDownView(
  data: Pick<BurnDown, 'start' | 'end' | 'now' | 'points' | 'markers'>,
  width: number,
): BurnDownView {
  const [start, end] = [Date.parse(data.start), Date.parse(data.end)];
  const now = Date.parse(data.now);
  const plotWidth = Math.max(160, width - MARGIN.left - MARGIN.right);
  const plotHeight = HEIGHT - MARGIN.top - MARGIN.bottom;
  const points = data.points.map(({ at, remaining }) => ({ at: Math.max(start, Date.parse(at)), left: remaining }));
  const ticks = ticksTo(Math.min(0, ...points.map(({ left }) => left)));
  const lowest = Math.min(0, ticks.at(-1) ?? 0, ...points.map(({ left }) => left));
  const x = (at: number): number =>
    ((Math.min(end, Math.max(start, at)) - start) / Math.max(1, end - start)) * plotWidth;
  const y = (share: number): number => ((1 - share) / (1 - lowest)) * plotHeight;
  const last = points.at(-1);
  const line = last ? [...lineOf(start, points), ...(last.at < now ? [{ at: now, left: last.left }] : [])] : [];
  const most = Math.max(1, Math.floor(plotWidth / 72));
  const every = Math.max(1, Math.ceil((end - start) / DAY / most)) * DAY;
  const days: number[] = [];
  for (let at = Math.ceil(start / DAY) * DAY; at <= end; at += every) days.push(at);
  let before = Number.NEGATIVE_INFINITY;
  const markers = [...data.markers]
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map((marker) => {
      const at = x(Date.parse(marker.at));
      const row = at - before < 8 ? 1 : 0;
      before = at;
      return { ...marker, x: at, row };
    });
  return {
    width,
    height: HEIGHT,
    plotWidth,
    plotHeight,
    x,
    y,
    line,
    ideal: { from: [x(start), y(1)], to: [x(end), y(0)] },
    ticks,
    days,
    markers,
  };
}

export const pathOf = ({ line, x, y }: Pick<BurnDownView, 'line' | 'x' | 'y'>): string =>
  line.map(({ at, left }, i) => `${i === 0 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(left).toFixed(1)}`).join('');
