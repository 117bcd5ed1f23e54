import { type Minute, minutesOf, type Series, SLOTS_PER_MINUTE } from '../series';
import type { Trace } from '../traces/trace';

/** One release as the judges see it; what several of them need is made once. */
export class Showing {
  private made: Minute[] | undefined;

  constructor(
    readonly trace: Trace,
    readonly series: Series,
  ) {}

  get minutes(): readonly Minute[] {
    this.made ??= minutesOf(this.series);
    return this.made;
  }
}

/** The end of the slot at which a judge stopped the release; null if it never did. */
export type Stop = number | null;

export type Judge = {
  name: string;
  /** Every setting, in words; fixed beforehand. */
  settings: string;
  /** Too slow for ten thousand runs. */
  isSlow?: boolean;
  /** What it says of a release that it did not stop: that it is fine, or that it does not know. */
  otherwise: 'fine' | 'unknown';
  stop(showing: Showing): Stop;
};

/** The end of the first minute (0-based) at which `says` is true, in slots. */
export function firstMinute(minutes: readonly Minute[], says: (minute: Minute, index: number) => boolean): Stop {
  const found = minutes.findIndex(says);
  return found === -1 ? null : (found + 1) * SLOTS_PER_MINUTE;
}
