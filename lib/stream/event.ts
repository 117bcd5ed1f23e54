import type { GateEvaluation } from '@/lib/gates/schema';
import type { Release } from '@/lib/releases/schema';

/** What `/api/stream` carries. The one place that server and browser share. */
export type StreamEvent =
  | { type: 'release.updated'; data: Release }
  | { type: 'gate.evaluated'; data: { release: string; service: string; gates: GateEvaluation[] } }
  /** New samples of these services arrived. */
  | { type: 'telemetry.bucket'; data: { services: string[] } }
  | {
      type: 'audit.appended';
      data: { events: { id: string; release: string | null; service: string | null; type: string; at: string }[] };
    }
  /** How these SLOs stand changed: another status or alert, or a thousandth of the budget. */
  | {
      type: 'budget.updated';
      data: { slos: { service: string; slo: string; status: string; remaining: number | null; noData: boolean }[] };
    }
  /** Events were missed: read again what is on the page. */
  | { type: 'resync'; data: { why: string } }
  /** Sign of life, each 2 s: the server's time (epoch ms), and whether database and a controller answer. */
  | { type: 'heartbeat'; data: Vitals };

export type Vitals = { at: number; database: boolean; controller: boolean };

export const STREAM_EVENTS = [
  'release.updated',
  'gate.evaluated',
  'telemetry.bucket',
  'audit.appended',
  'budget.updated',
  'resync',
  'heartbeat',
] as const satisfies readonly StreamEvent['type'][];
