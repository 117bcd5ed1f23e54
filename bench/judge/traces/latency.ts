import { chooseEdges, type History } from '@/lib/judge/latency/edges';
import type { Effect, LatencyPast } from './trace';

/** So many times as long takes a request that the regression hits. */
export const SLOWER_BY = 5;

/** Which share of the canary's requests it hits. */
export const SLOWER_SHARES: readonly Effect[] = [
  { label: 'A/A', size: 0 },
  ...[0.005, 0.01, 0.02, 0.05].map((size) => ({ label: `${size * 100} % ×${SLOWER_BY} slower`, size })),
];

export const pastOf = (history: History): LatencyPast => ({ history, tooSlowMs: chooseEdges(history, 0.99)[0] ?? 0 });
