/** Where things are on a chart: 792 × 220 at full width, the plot 600 × 144. */

export const MARGIN = { left: 44, top: 20, bottom: 20 } as const;
export const PLOT_HEIGHT = 144;
export const STRIP_HEIGHT = 36;
const RIGHT = 148;
const RIGHT_NARROW = 104;
const NARROW = 560;

export type Frame = {
  width: number;
  plotWidth: number;
  right: number;
  from: number;
  to: number;
  /** Time → px from the plot's left edge. */
  x: (t: number) => number;
  /** Px from the plot's left edge → time. */
  t: (x: number) => number;
};

/** The time axis shared by a chart and its strip. */
export function frameOf(width: number, from: number, to: number): Frame {
  const right = width < NARROW ? RIGHT_NARROW : RIGHT;
  const plotWidth = Math.max(120, width - MARGIN.left - right);
  const span = Math.max(1, to - from);
  return {
    width,
    plotWidth,
    right,
    from,
    to,
    x: (t) => ((t - from) / span) * plotWidth,
    t: (x) => from + (x / plotWidth) * span,
  };
}
