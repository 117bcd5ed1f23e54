import type { Verdict } from '@/lib/gates/schema';

/** How values are written: `share` 0–1 as percent, `ms` latency, `number` anything else. */
export type ChartUnit = 'share' | 'ms' | 'number';

/** One closed bucket. A missing bucket is simply not in the list. */
export type ChartPoint = {
  /** Start of the bucket, epoch ms. */
  t: number;
  canary: number | null;
  baseline: number | null;
  /** The limit at this moment; for a baseline gate it moves with the baseline. */
  limit?: number | null;
  /** 95 % always-valid band of the canary; infinite where there is no upper bound. */
  band?: readonly [number, number] | null;
  /** "78 of 16,560": what the value was made of, for hover and table. */
  canaryCount?: string;
  baselineCount?: string;
  /** "1.10×, bound 0.73–1.56×" */
  effect?: string;
  /** A gate looked at the end of this bucket. */
  look?: boolean;
  /** The canary value before late samples changed it. */
  was?: number | null;
  /** Evidence after this bucket, 0–1 of what a verdict needs. */
  worse?: number | null;
  fine?: number | null;
  /** Step number, for the table. */
  step?: number;
};

export type ChartEventKind = 'verdict' | 'confirm' | 'freeze' | 'incident' | 'deploy';

/** The canary of the release before, its times moved onto this one's. */
export type PreviousLine = { name: string; points: readonly { t: number; value: number }[] };

/** One gate's chart: everything it draws, nothing it computes from elsewhere. */
export type CanaryChartView = {
  /** "Errors, % of requests" */
  title: string;
  unit: ChartUnit;
  /** The canary is worse when it is above (rates, latency) or below (orders). */
  worseIs: 'above' | 'below';
  /** Which window is shown ("step", "1h"): the value axis only shrinks when it changes. */
  window: string;
  /** Epoch ms. `to` is now. */
  from: number;
  to: number;
  bucketMs: number;
  points: readonly ChartPoint[];
  canaryName: string;
  /** `null`: no baseline version. */
  baselineName: string | null;
  /** The baseline is the version's own history: drawn dotted and named so. */
  baselineRecorded: boolean;
  /** "limit 1.5×"; `null` when the gate has none. */
  limitLabel: string | null;
  steps: readonly { at: number; label: string }[];
  holds: readonly { from: number; to: number; label: string }[];
  /** `until` of what has a length; null while it stands. */
  events: readonly { at: number; kind: ChartEventKind; label: string; until?: number | null }[];
  previous?: PreviousLine | null;
  verdict: Verdict | null;
  /** What is judged where that is not the drawn value: "judged by requests above 250 ms". */
  basis?: string;
  evidence: {
    /** "fine 59 %" */
    worseLabel: string;
    fineLabel: string;
    /** When the gate failed, and in which holds it was proven fine; epoch ms. */
    latches: readonly { side: 'worse' | 'fine'; at: number }[];
    /** When it is decided, and that a guard switched: said under the strip. */
    note?: string;
  } | null;
  /** Words for a chart without any sample. */
  emptyText?: string;
};
