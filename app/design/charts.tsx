'use client';

import { ChartGroup } from '@/components/charts/chart-sync';
import { EvidenceBar } from '@/components/charts/evidence-bar';
import { LazyCanaryChart } from '@/components/charts/lazy-canary-chart';
import { Sparkline } from '@/components/charts/sparkline';
import type { CanaryChartView, ChartPoint } from '@/components/charts/types';
import { Panel } from '@/components/layout/page-header';
import { NOW } from './samples';
import { Row, Section } from './section';

const at = (text: string) => Date.parse(`2026-11-19T${text}Z`);
const BUCKET = 30_000;
const START = at('14:09:11');

/** The same wiggle on the server and in the browser. */
const wave = (i: number, seed: number) => Math.sin(i * 0.7 + seed) * 0.5 + Math.sin(i * 0.23 + seed * 2) * 0.5;

function points(make: (i: number, t: number) => Partial<ChartPoint>): ChartPoint[] {
  const out: ChartPoint[] = [];
  for (let t = at('14:04:00'), i = 0; t < NOW - 30_000; t += BUCKET, i += 1) {
    if (t >= at('14:20:00') && t < at('14:23:00')) continue;
    out.push({ t, canary: null, baseline: null, step: t < START ? 1 : 2, ...make(i, t) });
  }
  return out;
}

const BASE = {
  window: 'step',
  worseIs: 'above',
  from: at('14:04:11'),
  to: NOW,
  bucketMs: BUCKET,
  canaryName: '1.88.0',
  baselineName: '1.87.4',
  baselineRecorded: false,
  steps: [{ at: START, label: '2 early 25 %' }],
  holds: [
    { from: START, to: at('14:24:11'), label: 'hold 15 min' },
    { from: at('14:24:11'), to: NOW, label: 'at most +30 min' },
  ],
  events: [
    { at: START, kind: 'confirm', label: 'provider confirmed 25 %' },
    { at: at('14:26:00'), kind: 'verdict', label: 'orders pass' },
  ],
  verdict: 'inconclusive',
} as const;

const ERRORS: CanaryChartView = {
  ...BASE,
  title: 'Errors, % of requests',
  unit: 'share',
  limitLabel: 'limit 1.5×',
  points: points((i, t) => {
    const baseline = 0.0043 + wave(i, 1) * 0.0002;
    const canary = t < START ? null : 0.0048 + wave(i, 4) * 0.0008;
    const done = Math.max(0, (t - START) / (NOW - START));
    return {
      baseline,
      canary,
      limit: baseline * 1.5,
      look: i % 4 === 0,
      band: canary === null ? null : [Math.max(0, canary - 0.0022 * (1.2 - done)), canary + 0.0026 * (1.2 - done)],
      canaryCount: '78 of 16,560',
      baselineCount: '2,314 of 538,200',
      effect: '1.10×',
      worse: t < START ? null : 0,
      fine: t < START ? null : done * 0.59,
    };
  }),
  evidence: {
    worseLabel: 'worse 0 %',
    fineLabel: 'fine 59 %',
    latches: [],
    note: 'About 6 min more at the present traffic. Counts come in bursts (dispersion 3.2): judging by bucket since 14:12.',
  },
};

const BREACH: CanaryChartView = {
  ...BASE,
  title: 'Errors, % of requests, failing',
  unit: 'share',
  limitLabel: 'limit 1.5×',
  verdict: 'fail',
  events: [],
  points: points((i, t) => {
    const baseline = 0.0048 + wave(i, 2) * 0.0002;
    const done = Math.max(0, (t - at('14:24:00')) / 240_000);
    return {
      baseline,
      canary: t < START ? null : 0.005 + wave(i, 3) * 0.0006 + Math.min(1, done) * 0.0099,
      limit: baseline * 1.5,
      look: i % 4 === 0,
      worse: t < START ? null : Math.min(1, done * 1.2),
      fine: t < START ? null : Math.max(0, 0.2 - done),
    };
  }),
  evidence: { worseLabel: 'worse 100 %', fineLabel: 'fine 0 %', latches: [{ side: 'worse', at: at('14:27:20') }] },
};

const LATENCY: CanaryChartView = {
  ...BASE,
  title: 'Latency p99, ms',
  unit: 'ms',
  limitLabel: 'limit +10 %',
  verdict: 'pass',
  baselineRecorded: true,
  points: points((i, t) => ({
    baseline: 405 + wave(i, 5) * 6,
    canary: t < START ? null : 412 + wave(i, 6) * 8,
    limit: (405 + wave(i, 5) * 6) * 1.1,
    worse: t < START ? null : 0,
    fine: t < START ? null : Math.min(1, ((t - START) / 720_000) * 1.05),
  })),
  evidence: { worseLabel: 'worse 0 %', fineLabel: 'fine 100 %', latches: [{ side: 'fine', at: at('14:21:00') }] },
};

const EMPTY: CanaryChartView = {
  ...BASE,
  title: 'Orders, % of visits',
  unit: 'share',
  worseIs: 'below',
  limitLabel: null,
  verdict: 'no_data',
  points: [],
  holds: [],
  events: [],
  evidence: null,
  emptyText: 'No samples for orders yet. First bucket closes in 10 s; 60 canary requests a minute expected.',
};

export function Charts() {
  return (
    <Section title="Canary against baseline">
      <ChartGroup>
        {[ERRORS, BREACH, LATENCY, EMPTY].map((view) => (
          <Panel key={view.title} className="p-4">
            <div className="max-w-[49.5rem]">
              <LazyCanaryChart view={view} />
            </div>
          </Panel>
        ))}
      </ChartGroup>
      <Row>
        <EvidenceBar worse={0} fine={0.59} />
        <EvidenceBar worse={0.8} fine={0} />
        <EvidenceBar worse={0} fine={1} />
        <Sparkline label="Releases a day, rising from 4.0 to 6.1" values={[2, 3, 3, 4, null, 5, 5, 6, 6, 7, 7, 8]} />
      </Row>
    </Section>
  );
}
