import type { Principal } from '@/lib/access/principal';
import type { GateEvaluation } from '@/lib/gates/schema';
import type { PlanSpec } from '@/lib/plans/schema';
import type { CommandAction } from '@/lib/providers/port';
import type { Centi } from '@/lib/shared/exposure';
import type { GiverStanding } from './approval-rule';
import type { ActionName, Blocker, BlockerKind, ReleaseKind, Status } from './schema';
import type { Seen } from './seen';

/** What the machine remembers of a release: plain JSON, times in epoch milliseconds. */
export type ReleaseState = {
  status: Status;
  /** The step the release is at, or waits to enter (pending, awaiting_approval, applying). */
  step: number;
  /** What is commanded now, in hundredths of a percent of everyone or of the step's ring. */
  desired: Centi;
  /** The ring `desired` speaks of; null before the first command. */
  ring: string | null;
  /** Generation of this release's last command; 0 before the first. */
  generation: number;
  /** Last step whose exposure the provider confirmed, or accepted where nothing can be read back. */
  confirmed: { step: number; at: number; observed: Centi | null } | null;
  hold: Hold | null;
  pause: Pause | null;
  /** Fails are latched: later good data does not undo them. By gate name. */
  fails: Record<string, { at: number; why: string; critical: boolean; onFail: 'rollback' | 'pause' }>;
  /** When a person sent a gate back to a fresh look; its counts start again here. By gate name. */
  resets: Record<string, number>;
  /** `until`: when it runs out, epoch ms; absent on those given before overrides expired. */
  override: { step: number; blockers: BlockerKind[]; by: string; reason: string; at: number; until?: number } | null;
  rollback: RollbackState | null;
  /** When approval of `step` was asked for. */
  askedAt: number | null;
  /** The `askedAt` whose approvals were found overdue, where the plan then waits (`onTimeout`). */
  overdueAt?: number | null;
  /** An earlier raise of this step may have reached the provider, which never said so. */
  inDoubt?: boolean;
  blockers: Blocker[];
  /** How much it wants a person (attention.ts), and since when. */
  attention: { class: number; since: number };
  /** What the provider said when it last confirmed a command of this release; null where it cannot say. */
  observed: Centi | null;
  /** One line: what it is doing and why. Stored with the decision that made it. */
  reason: string;
  startedAt: number | null;
  finishedAt: number | null;
};

/** The clock of a hold: it runs from confirmation, and stands still in a pause and while data is missing. */
export type Hold = {
  startedAt: number;
  /** Time counted before the clock was last stopped. */
  countedMs: number;
  /** Since when the clock runs now; null while it stands still. */
  runningSince: number | null;
  extendedMs: number;
};

export type Pause = {
  /** Why it stands: a person, a failed gate, a provider's refusal, an unproven gate, an expired raise, a rejection. */
  kind: 'person' | 'gate' | 'refusal' | 'unproven' | 'withdrawn' | 'rejected';
  by: string;
  reason: string;
  at: number;
  /** Where it goes back to. */
  from: 'pending' | 'awaiting_approval' | 'applying' | 'holding';
};

export type RollbackState = {
  by: string;
  automatic: boolean;
  reason: string;
  at: number;
  /** How it ends once 0 is confirmed. */
  outcome: 'rolled_back' | 'superseded' | 'cancelled';
  /** From which step and exposure, for the postmortem. */
  fromStep: number;
  fromExposure: Centi;
};

/** What is known of the release's last command. */
export type CommandFact = {
  generation: number;
  action: CommandAction;
  exposure: Centi;
  raising: boolean;
  status: 'queued' | 'sending' | 'accepted' | 'confirmed' | 'refused' | 'void';
  attempts: number;
  createdAt: number;
  acceptedAt: number | null;
  /** `observedExposure` of the 2xx answer, if it said one. */
  answered: Centi | null;
  /** The provider's words, or the error of the last attempt. */
  error: string | null;
};

/**
 * A reason that forbids new exposure now. `inFlight` says what becomes of a release that was on its way when it began:
 * `hold` (default), `finish_step` (the step it is entering or in is finished, no further), `rollback`; of a budget also
 * `continue` (only new releases wait) and `fail_gate` (new ones wait, and what began before it fails a critical gate).
 */
export type Freeze = {
  kind: 'freeze' | 'budget' | 'incident';
  detail: string;
  /** Since when it forbids. */
  since: number;
  /** When it began by its own words, where it was put or changed later than that. */
  began?: number;
  until?: number;
  inFlight?: InFlight;
  /** Kinds of releases it lets through. */
  allows?: readonly string[];
};
export type InFlight = 'continue' | 'finish_step' | 'hold' | 'rollback' | 'fail_gate';

/** Everything a decision may depend on: nothing else is read. */
export type Snapshot = {
  release: {
    id: string;
    service: string;
    version: string;
    baselineVersion: string | null;
    plan: PlanSpec;
    createdBy: string;
    /** The person who wrote the change, where that is known. */
    committer?: string | null;
    /** What an approval approves beside the version: "standard@7", the artefact, the commit. */
    planRef?: string;
    artifact?: string | null;
    commit?: string | null;
    createdAt: number;
    startAt: number | null;
    deployed: boolean;
    /** What it is, where a freeze lets some changes through; absent: any change. */
    kind?: ReleaseKind;
    state: ReleaseState;
  };
  service: {
    /** The last generation given out to any release of the service. */
    generation: number;
    rollbackWindowMs: number;
    /** The completed release that is the present version. */
    currentReleaseId: string | null;
    /** Whether exposure can be read back (a statusUrl). */
    readBack: boolean;
    /** The team that owns it. */
    owner?: string;
  };
  /** The service's other releases that are not terminal, newest first. */
  siblings: { id: string; version: string; status: Status; exposed: boolean; newer: boolean; line: string }[];
  /** What forbids new exposure in this service's scope now. */
  freezes: Freeze[];
  /** `bound`: what exactly was approved (approval-rule.ts); null on those given before that was recorded. */
  approvals: {
    step: number;
    person: string;
    name: string;
    decision: 'approve' | 'reject';
    at: number;
    bound?: string | null;
  }[];
  /** The gates of the confirmed step, evaluated on what has arrived by now. */
  gates: GateEvaluation[];
  /** End of the newest canary sample, or null. */
  newestCanaryAt: number | null;
  command: CommandFact | null;
  /** Last read-back of the provider. */
  provider: {
    observed: Centi | null;
    generation: number | null;
    at: number | null;
    error: string | null;
    errorSince: number | null;
  };
};

export type Effect =
  | {
      kind: 'command';
      action: CommandAction;
      generation: number;
      ring: string;
      exposure: Centi;
      targets: { ring: string; exposure: Centi }[];
      /** Raising is re-decided before every attempt and expires; lowering never does. */
      raising: boolean;
      reason: string;
      actor: string;
    }
  /** A fact for the audit record, written in the same transaction. */
  | { kind: 'audit'; type: string; reason?: string; data: Record<string, unknown> }
  /** Try the command in flight again at once. */
  | { kind: 'retry' }
  /** This release's last command was confirmed at this exposure. */
  | { kind: 'confirmed'; generation: number; observed: Centi | null }
  /** This release is now the service's present version, or no longer is. */
  | { kind: 'current'; now: boolean }
  | { kind: 'approval'; step: number; decision: 'approve' | 'reject'; bound: string; reason?: string }
  /** The approvals of a step are asked for from now on: who may give them is told. */
  | { kind: 'asked'; step: number }
  /** Break-glass was used: kept until someone else has reviewed it. */
  | { kind: 'override'; step: number; blockers: BlockerKind[]; reason: string; until: number }
  /** A rollback ended or failed: draft its postmortem. */
  | { kind: 'postmortem' };

export type Decision = {
  next: ReleaseState;
  effects: Effect[];
  /** Epoch ms when it should be looked at again without any event; null when never. */
  dueAt: number | null;
};

/** A person's or a system's request. `supersede` and `replace` come from a newer release. */
export type Action = {
  name: ActionName | 'supersede' | 'replace' | 'deployed';
  actor: Principal;
  reason?: string;
  blockers?: BlockerKind[];
  /** Of an override: when it runs out, epoch ms. */
  until?: number;
  /** What whoever approves had looked at. */
  seen?: Seen;
  /** What the actor may be by their roles; null for nobody, absent where Rampart itself acts. */
  standing?: GiverStanding | null;
};

/** `changed`: what is no longer as it was seen. Why an action is refused: 409 (state), 403 (who), 422 (what). `allowed` are the actions the state allows now. */
export type Refusal = {
  refused: 'conflict' | 'forbidden' | 'unprocessable';
  detail: string;
  allowed: ActionName[];
  /** The field that is wrong, where one is. */
  field?: 'reason' | 'until' | 'blockers';
  changed?: string[];
};

export const initialState = (now = 0): ReleaseState => ({
  status: 'pending',
  step: 0,
  desired: 0,
  ring: null,
  generation: 0,
  confirmed: null,
  hold: null,
  pause: null,
  fails: {},
  resets: {},
  override: null,
  rollback: null,
  askedAt: null,
  blockers: [],
  attention: { class: 1, since: now },
  observed: null,
  reason: '',
  startedAt: null,
  finishedAt: null,
});

/** What is known of a command the moment it is asked for. */
export const askedCommand = (effect: Extract<Effect, { kind: 'command' }>, now: number): CommandFact => ({
  generation: effect.generation,
  action: effect.action,
  exposure: effect.exposure,
  raising: effect.raising,
  status: 'queued',
  attempts: 0,
  createdAt: now,
  acceptedAt: null,
  answered: null,
  error: null,
});

/** Whether anyone may see the new version because of this release. */
export const isExposed = (state: Pick<ReleaseState, 'status' | 'desired'>): boolean =>
  state.status === 'rolling_back' ||
  state.status === 'rollback_failed' ||
  (state.desired > 0 && state.status !== 'completed');
