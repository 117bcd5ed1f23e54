import { type Frame, MARGIN, PLOT_HEIGHT } from './geometry';
import type { PreviousLine as Line } from './types';

/** Straight segments; a missing bucket breaks the line, as it does that of the present one. */
export function pathOf(line: Line, frame: Frame, y: (value: number) => number, bucketMs: number): string {
  let path = '';
  let before: number | null = null;
  for (const { t, value } of line.points) {
    if (t < frame.from || t > frame.to) continue;
    const joined = before !== null && t - before <= bucketMs * 1.5;
    path += `${joined ? 'L' : 'M'}${frame.x(t).toFixed(1)} ${y(value).toFixed(1)}`;
    before = t;
  }
  return path;
}

/** The canary of the release before, laid over this one: dotted, so that it is no line of now. */
export function PreviousLine({
  line,
  frame,
  y,
  bucketMs,
}: {
  line: Line;
  frame: Frame;
  y: (value: number) => number;
  bucketMs: number;
}) {
  return (
    <svg
      aria-hidden="true"
      className="pointer-events-none absolute overflow-hidden"
      style={{ left: MARGIN.left, top: MARGIN.top }}
      width={frame.plotWidth}
      height={PLOT_HEIGHT}
    >
      <path
        d={pathOf(line, frame, y, bucketMs)}
        fill="none"
        stroke="var(--canary)"
        strokeWidth={2}
        strokeLinecap="round"
        strokeDasharray="0.1 5"
      />
    </svg>
  );
}
