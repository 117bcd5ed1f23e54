import type { GateEvaluation } from '@/lib/gates/schema';
import type { ServiceInput } from '@/lib/services/schema';
import type { CommandFact, Snapshot } from '../state';

/** A release as the lane holds it: what a decision needs, nothing of what only pages show. Times in epoch ms. */
export type LaneRelease = Snapshot['release'] & {
  planName: string;
  planVersion: number;
  gates: GateEvaluation[];
  /** Opaque here: lib/gates reads and writes it. */
  gateMemory: unknown;
  newestCanaryAt: number | null;
  approvals: Snapshot['approvals'];
  command: CommandFact | null;
};

/** One locked service with everything in flight. */
export type LaneService = {
  name: string;
  tier: number;
  /** The team that owns it. */
  owner: string;
  /** What freezes, incidents and policies may name to mean it, widest first. */
  scopes: readonly string[];
  archived: boolean;
  onNewer: ServiceInput['onNewer'];
  rollbackWindowMs: number;
  readBack: boolean;
  rings: boolean;
  plan: string;
  generation: number;
  currentReleaseId: string | null;
  currentVersion: string | null;
  provider: Snapshot['provider'];
  freezes: Snapshot['freezes'];
  /** Not terminal, oldest first, and any terminal ones that were asked for. */
  releases: LaneRelease[];
};

/** A batch of services whose control rows this transaction holds. `now` is the database's clock, read after the lock. */
export type Lane = { now: number; services: Map<string, LaneService> };
