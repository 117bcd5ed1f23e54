import type { CommandAction } from '@/lib/providers/port';
import { attentionClass } from '../attention';
import type { BlockerKind } from '../schema';
import type { Decision, Effect, Pause, ReleaseState, Snapshot } from '../state';
import { isTerminal } from '../status';
import { elapsed, startHold, stopClock } from './clock';
import { mayBeOut } from './confirmation';
import { confirmedExposure, lastStep, stepExposure, stepRing, targetsAt } from './exposure';
import { exceptedBy } from './freezes';
import { endsAt, ranOut } from './override';

/** A decision being made: the state so far and the effects in order. Lives only inside one call of `decide` or `act`. */
export class Draft {
  state: ReleaseState;
  readonly effects: Effect[] = [];
  #generation: number;
  #dueAt: number | null = null;

  readonly #given: Snapshot;
  #current: Snapshot;

  constructor(
    snapshot: Snapshot,
    readonly now: number,
  ) {
    this.state = snapshot.release.state;
    const over = ranOut(this.state, now);
    if (over) {
      this.set({ override: null });
      this.audit('override.expired', { step: over.step, blockers: over.blockers, by: over.by });
    }
    this.#generation = snapshot.service.generation;
    this.#given = snapshot;
    this.#current = snapshot;
  }

  /** The facts with the state as decided so far: a chain of decisions never looks at the state it started from. */
  get snapshot(): Snapshot {
    if (this.#current.release.state !== this.state) {
      this.#current = { ...this.#given, release: { ...this.#given.release, state: this.state } };
    }
    return this.#current;
  }

  get plan() {
    return this.snapshot.release.plan;
  }

  set(change: Partial<ReleaseState>): void {
    this.state = { ...this.state, ...change };
  }

  audit(type: string, data: Record<string, unknown> = {}, reason?: string): void {
    this.effects.push({ kind: 'audit', type, data, ...(reason ? { reason } : {}) });
  }

  /** Asks for the approvals of a step, from now on. */
  ask(step: number): void {
    this.set({ status: 'awaiting_approval', step, askedAt: this.now });
    this.effects.push({ kind: 'asked', step });
  }

  /** Looks again at `at` at the latest; the earliest wish wins. */
  lookAt(at: number): void {
    this.#dueAt = this.#dueAt === null ? at : Math.min(this.#dueAt, at);
  }

  /** Records a command under a new generation; any older one of the service becomes void. */
  command(
    action: CommandAction,
    at: { step: number; exposure: number },
    raising: boolean,
    reason: string,
    actor: string,
  ): void {
    this.#generation += 1;
    const lowering = action === 'rollback';
    this.effects.push({
      kind: 'command',
      action,
      generation: this.#generation,
      ring: stepRing(this.plan, at.step),
      exposure: at.exposure,
      targets: targetsAt(this.plan, at.step, lowering || at.exposure === 0 ? null : at.exposure),
      raising,
      reason,
      actor,
    });
    this.set({
      generation: this.#generation,
      desired: at.exposure,
      ring: stepRing(this.plan, at.step),
    });
  }

  /** Commands the exposure of a step: the only place where exposure rises. */
  raise(step: number, actor: string, reason: string): void {
    const { confirmed, startedAt } = this.state;
    const action = confirmed === null ? 'start' : 'advance';
    this.set({ status: 'applying', step, pause: null, startedAt: startedAt ?? this.now });
    this.command(action, { step, exposure: stepExposure(this.plan, step) }, true, reason, actor);
    const excepted = exceptedBy(this.snapshot);
    const ring = stepRing(this.plan, step);
    const data = {
      step,
      ring,
      exposure: stepExposure(this.plan, step) / 100,
      ...(excepted.length > 0 ? { excepted } : {}),
    };
    this.audit(action === 'start' ? 'release.started' : 'release.advanced', data, reason);
  }

  /** Tells the provider that everyone has it now; the release is done when that is confirmed. */
  complete(): void {
    const step = lastStep(this.plan);
    this.set({ status: 'applying', step });
    this.command('complete', { step, exposure: stepExposure(this.plan, step) }, false, 'every step passed', 'Rampart');
    this.audit('release.completing', { step });
  }

  /** The provider has the commanded exposure: the hold clock starts, an override is used up. */
  confirm(step: number, observed: number | null): void {
    const { now } = this;
    this.set({
      status: 'holding',
      step,
      confirmed: { step, at: now, observed },
      hold: startHold(now),
      fails: {},
      resets: {},
      override: null,
      askedAt: null,
      inDoubt: false,
    });
    this.audit('exposure.confirmed', {
      step,
      ring: stepRing(this.plan, step),
      exposure: this.state.desired / 100,
      observed: observed === null ? null : observed / 100,
    });
  }

  /** Stands still: at the last confirmed exposure when a raise was under way, else where it is. */
  pause(kind: Pause['kind'], by: string, reason: string): void {
    const { status, generation, hold, step } = this.state;
    if (status !== 'pending' && status !== 'awaiting_approval' && status !== 'applying' && status !== 'holding') return;
    const from = status;
    this.set({
      status: 'paused',
      pause: { kind, by, reason, at: this.now, from },
      hold: hold && stopClock(hold, this.now),
      reason,
    });
    const back = confirmedExposure(this.plan, this.state);
    // A refused command did not happen, unless an earlier attempt of it or of the raise it renewed did: then what was
    // confirmed is asserted again.
    const surely = (this.snapshot.command?.attempts ?? 1) <= 1 && !this.state.inDoubt;
    if (kind === 'refusal' && surely) this.set({ desired: back.exposure });
    else if (generation > 0) this.command('pause', back, false, reason, by);
    this.audit('release.paused', { kind, from, step, by }, reason);
  }

  /** Everything back to 0: never blocked by anything. */
  rollback(
    by: string,
    automatic: boolean,
    reason: string,
    outcome: NonNullable<ReleaseState['rollback']>['outcome'] = 'rolled_back',
  ): void {
    const { state, now } = this;
    const fromStep = state.confirmed?.step ?? state.step;
    this.set({
      status: 'rolling_back',
      reason,
      pause: null,
      finishedAt: null,
      hold: state.hold && stopClock(state.hold, now),
      rollback: { by, automatic, reason, at: now, outcome, fromStep, fromExposure: state.desired },
    });
    this.command('rollback', { step: fromStep, exposure: 0 }, false, reason, by);
    this.audit('rollback.commanded', { by, automatic, step: fromStep, from: state.desired / 100, outcome }, reason);
    if (state.status === 'completed') this.effects.push({ kind: 'current', now: false });
  }

  /** Ends what nobody sees; what someone may see all the same is taken back first. */
  giveUp(outcome: 'cancelled' | 'superseded', by: string, automatic: boolean, reason: string): void {
    if (mayBeOut(this.snapshot)) this.rollback(by, automatic, reason, outcome);
    else this.finish(outcome, `release.${outcome}`, reason);
  }

  /** An end. Nothing is in flight afterwards. */
  finish(status: 'cancelled' | 'superseded' | 'completed' | 'rolled_back', type: string, reason: string): void {
    this.set({ status, finishedAt: this.now, blockers: [], pause: null, reason });
    this.audit(type, {}, reason);
  }

  isLifted(kind: BlockerKind): boolean {
    return this.state.override?.blockers.includes(kind) ?? false;
  }

  holdElapsed(): number {
    return this.state.hold ? elapsed(this.state.hold, this.now) : 0;
  }

  /** The provider has what the last command asked. */
  acknowledged(observed: number | null): void {
    this.set({ observed });
    this.effects.push({ kind: 'confirmed', generation: this.state.generation, observed });
  }

  done(): Decision {
    const { override } = this.state;
    if (override && Number.isFinite(endsAt(override)) && !isTerminal(this.state.status)) this.lookAt(endsAt(override));
    const attention = attentionClass(this.state, this.snapshot.gates, this.snapshot.provider.observed);
    if (attention !== this.state.attention.class) this.set({ attention: { class: attention, since: this.now } });
    return { next: this.state, effects: this.effects, dueAt: this.#dueAt };
  }
}
