import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { GateEvaluation, Verdict } from '@/lib/gates/schema';
import {
  askedCommand,
  type CommandFact,
  type Decision,
  type Freeze,
  type InFlight,
  initialState,
  isExposed,
  type ReleaseState,
  type Snapshot,
} from '../state';
import { ACTIONS, STATUSES } from '../status';
import { act, decide, mayAdvance, mayRaise } from './index';
import { evaluation, plan, snapshot, T0 } from './testing/snapshots';

/**
 * Random histories of one service: people act, gates change their minds, freezes come and go, the provider is slow,
 * silent, wrong or refuses, decisions are repeated (a second controller) or lost before commit (a crash), read-backs
 * come late and out of order. The invariants of product.md must hold after every event.
 */
type Event =
  | { kind: 'act'; name: (typeof ACTIONS)[number]; person: string }
  | { kind: 'tick'; ms: number }
  | { kind: 'gate'; name: 'errors' | 'latency'; verdict: Verdict }
  | { kind: 'freeze'; on: boolean; because: Freeze['kind']; inFlight: InFlight; allows: string[] }
  | { kind: 'next-kind'; of: 'change' | 'security_fix' }
  | { kind: 'send'; outcome: 'accept' | 'refuse' | 'timeout' | 'applied-but-timeout' }
  | { kind: 'read' }
  | { kind: 'stale-read' }
  | { kind: 'decide'; crash: boolean }
  | { kind: 'silence' };

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      name: fc.constantFrom(...ACTIONS),
      person: fc.constantFrom('ana', 'jo', 'li'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('tick' as const), ms: fc.integer({ min: 1, max: 400_000 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('gate' as const),
      name: fc.constantFrom('errors' as const, 'latency' as const),
      verdict: fc.constantFrom<Verdict>('pass', 'pass', 'pass', 'fail', 'inconclusive', 'no_data'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('freeze' as const),
      on: fc.boolean(),
      because: fc.constantFrom('freeze' as const, 'budget' as const, 'incident' as const),
      inFlight: fc.constantFrom<InFlight>('hold', 'hold', 'finish_step', 'rollback', 'continue', 'fail_gate'),
      allows: fc.constantFrom<string[]>([], [], ['security_fix']),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('next-kind' as const),
      of: fc.constantFrom('change' as const, 'security_fix' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('send' as const),
      outcome: fc.constantFrom(
        'accept' as const,
        'accept' as const,
        'accept' as const,
        'refuse' as const,
        'timeout' as const,
        'applied-but-timeout' as const,
      ),
    }),
  },
  { weight: 5, arbitrary: fc.constant({ kind: 'read' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'stale-read' as const }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('decide' as const), crash: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'silence' as const }) },
);

/** Nothing is in the way any more: what began in trouble may end well, which chance alone rarely finds. */
const CALM: Event[] = Array.from({ length: 8 }, (): Event[] => [
  { kind: 'freeze', on: false, because: 'freeze', inFlight: 'hold', allows: [] },
  { kind: 'gate', name: 'errors', verdict: 'pass' },
  { kind: 'gate', name: 'latency', verdict: 'pass' },
  { kind: 'act', name: 'approve', person: 'jo' },
  { kind: 'act', name: 'approve', person: 'li' },
  { kind: 'decide', crash: false },
  { kind: 'send', outcome: 'accept' },
  { kind: 'read' },
  { kind: 'decide', crash: false },
  { kind: 'tick', ms: 61_000 },
  { kind: 'decide', crash: false },
]).flat();

/** Found by chance once: a raise that was not heard arrives, its renewal is refused, and somebody cancels. */
const DOUBTED: Event[] = [
  { kind: 'decide', crash: false },
  { kind: 'send', outcome: 'applied-but-timeout' },
  { kind: 'tick', ms: 60_001 },
  { kind: 'decide', crash: false },
  { kind: 'send', outcome: 'refuse' },
  { kind: 'decide', crash: false },
  { kind: 'act', name: 'cancel', person: 'ana' },
  { kind: 'read' },
];

const order = { pass: true, fail: false, inconclusive: false, no_data: false };

const APPROVED = plan({
  steps: [
    { ring: 'early', exposure: 25, hold: '1m', approval: { count: 1 } },
    { ring: 'broad', exposure: 100, hold: '1m', approval: { count: 2 } },
  ],
});
const SHORT = plan({
  steps: [
    { ring: 'early', exposure: 25, hold: '1m' },
    { ring: 'broad', exposure: 100, hold: '1m' },
  ],
});

/** The world around the machine: what a database and a provider would hold. */
class World {
  now = T0;
  state: ReleaseState = initialState();
  command: CommandFact | null = null;
  generation = 0;
  /** The service's last generation before this release. */
  before = 0;
  approvals: Snapshot['approvals'] = [];
  verdicts: Record<string, Verdict> = { errors: 'pass', latency: 'pass' };
  frozen: Freeze | null = null;
  nextKind: 'change' | 'security_fix' = 'change';
  kind: 'change' | 'security_fix' = 'change';
  silentSince: number | null = null;
  /** What the provider really does, with the generation it last saw. */
  provider = { exposure: 0, generation: 0 };
  read: Snapshot['provider'] = { observed: null, generation: null, at: null, error: null, errorSince: null };
  /** A read-back was reported that the provider never said: then it is not bound by it. */
  lied = false;
  sent: { exposure: number; raising: boolean }[] = [];
  /** Who first lifted the missing approval that is lifted now. */
  lifter = '';
  plan = SHORT;

  gates(): GateEvaluation[] {
    return Object.entries(this.verdicts).map(([name, verdict]) =>
      evaluation(name, verdict, { satisfied: order[verdict], critical: name === 'errors' }),
    );
  }

  snapshot(): Snapshot {
    return snapshot({
      release: { plan: this.plan, kind: this.kind },
      state: this.state,
      service: { generation: this.generation, readBack: true },
      approvals: this.approvals,
      gates: this.state.confirmed ? this.gates() : [],
      command: this.command,
      provider: this.read,
      newestCanaryAt: this.silentSince ?? this.now,
      freezes: this.frozen ? [this.frozen] : [],
    });
  }

  commit(decision: Decision, person: string): void {
    const before = this.state;
    this.state = decision.next;
    for (const effect of decision.effects) {
      if (effect.kind === 'command') {
        expect(effect.generation).toBe(this.generation + 1);
        expect(effect.exposure).toBeGreaterThanOrEqual(0);
        expect(effect.exposure).toBeLessThanOrEqual(10_000);
        this.generation = effect.generation;
        this.command = askedCommand(effect, this.now);
        if (!effect.raising)
          expect(effect.exposure).toBeLessThanOrEqual(Math.max(before.desired, this.confirmedExposure(before)));
      }
      if (effect.kind === 'approval')
        this.approvals = [
          ...this.approvals.filter((a) => a.step !== effect.step || a.person !== person),
          { step: effect.step, person, name: person, decision: effect.decision, at: this.now },
        ];
      if (effect.kind === 'override' && effect.blockers.includes('approval')) {
        if (!before.override?.blockers.includes('approval')) this.lifter = person;
      }
      if (effect.kind === 'confirmed' && this.command?.generation === effect.generation)
        this.command = { ...this.command, status: 'confirmed' };
    }
  }

  confirmedExposure(state: ReleaseState): number {
    return state.confirmed ? Math.round((this.plan.steps[state.confirmed.step]?.exposure ?? 0) * 100) : 0;
  }

  /** What has ended makes room for the next release of the service: one history sees many. */
  next(): void {
    if (!['rolled_back', 'completed', 'cancelled', 'superseded'].includes(this.state.status)) return;
    this.plan = this.plan === SHORT ? APPROVED : SHORT;
    this.kind = this.nextKind;
    this.state = initialState();
    this.before = this.generation;
    this.approvals = [];
    this.command = null;
    this.verdicts = { errors: 'pass', latency: 'pass' };
    this.silentSince = null;
  }

  apply(e: Event): void {
    switch (e.kind) {
      case 'tick':
        this.now += e.ms;
        return;
      case 'gate':
        this.verdicts[e.name] = e.verdict;
        return;
      case 'freeze':
        this.frozen = e.on
          ? { kind: e.because, detail: 'frozen', since: this.now, inFlight: e.inFlight, allows: e.allows }
          : null;
        return;
      case 'next-kind':
        this.nextKind = e.of;
        return;
      case 'silence':
        this.silentSince = this.silentSince === null ? this.now : null;
        return;
      case 'act':
        this.act(e.name, e.person);
        return;
      case 'send':
        this.send(e.outcome);
        return;
      case 'read':
        this.read = {
          observed: this.provider.exposure,
          generation: this.provider.generation,
          at: this.now,
          error: null,
          errorSince: null,
        };
        return;
      case 'stale-read':
        this.lied = true;
        this.read = { ...this.read, observed: 500, generation: Math.max(0, this.provider.generation - 1) };
        return;
      case 'decide':
        this.decide(e.crash);
        return;
    }
  }

  decide(crash: boolean): void {
    const snap = this.snapshot();
    const decision = decide(snap, this.now);
    expect(decide(snap, this.now), 'deciding is a function of the snapshot').toEqual(decision);
    if (crash) return; // lost before commit: nothing happened, and nothing was sent
    this.commit(decision, 'controller');
    this.checkConfirmed(snap);
    // A confirmation is looked at again at once: until then the new hold was not decided on.
    if (snap.release.state.status === this.state.status) this.checkTakenBack();
    if (mayRaise(this.snapshot(), this.now).allowed) expect(mayAdvance(this.snapshot(), this.now).allowed).toBe(true);
  }

  /** "Rolled back" and "completed" are said only of a command that was sent and that the provider took. */
  checkConfirmed(before: Snapshot): void {
    const ended = this.state.status === 'rolled_back' || this.state.status === 'completed';
    if (!ended || before.release.state.status === this.state.status) return;
    expect(before.command?.generation).toBe(this.state.generation);
    expect(before.command?.attempts).toBeGreaterThan(0);
    if (!this.lied) expect(this.provider.exposure).toBe(this.state.status === 'completed' ? 10_000 : 0);
  }

  /** Nobody sees what is called cancelled, where the provider has heard of it at all. */
  checkCancelled(): void {
    if (this.state.status !== 'cancelled') return;
    expect(this.state.desired).toBe(0);
    if (!this.lied && this.provider.generation > this.before) expect(this.provider.exposure).toBe(0);
  }

  act(name: (typeof ACTIONS)[number], person: string): void {
    const before = this.state;
    const answer = act(this.snapshot(), { name, actor: { kind: 'user', person, name: person }, reason: 'r' }, this.now);
    if ('refused' in answer) {
      expect(answer.detail).not.toBe('');
      if (name === 'rollback') expect(isExposed(before), 'rolling back what is exposed is never refused').toBe(false);
      return;
    }
    this.commit(answer, person);
    if (name === 'rollback') expect(['rolling_back', 'rollback_failed', 'rolled_back']).toContain(this.state.status);
  }

  /** The dispatcher: asks again before a raise, applies what the provider does, never twice for an older generation. */
  send(outcome: Extract<Event, { kind: 'send' }>['outcome']): void {
    const command = this.command;
    if (!command || command.status === 'confirmed' || command.status === 'accepted' || command.status === 'refused')
      return;
    if (command.raising) {
      if (!mayRaise(this.snapshot(), this.now).allowed) return;
      this.checkRaise(command);
    }
    const attempts = command.attempts + 1;
    if (outcome === 'refuse') {
      const rollback = command.action === 'rollback';
      this.command = { ...command, attempts, status: rollback ? 'queued' : 'refused', error: 'refused: locked' };
      return;
    }
    if (outcome !== 'timeout' && command.generation >= this.provider.generation)
      this.provider = { exposure: command.exposure, generation: command.generation };
    this.sent.push(command);
    this.command =
      outcome === 'accept'
        ? { ...command, attempts, status: 'accepted', acceptedAt: this.now, error: null }
        : { ...command, attempts, error: 'timeout' };
  }

  /** Whether the organisation's rules forbid this raise now, written down once more and differently. */
  forbidden(command: CommandFact): boolean {
    const { frozen, state } = this;
    if (!frozen || frozen.allows?.includes(this.kind)) return false;
    const before = (at: number | null) => at !== null && at <= frozen.since;
    switch (frozen.inFlight) {
      case 'continue':
        return !before(state.startedAt);
      case 'finish_step':
        return command.createdAt >= frozen.since;
      case 'fail_gate':
        return !before(state.startedAt) || 'error budget' in state.fails;
      default:
        return true;
    }
  }

  /** What a policy takes back is on its way back once it was decided on. */
  checkTakenBack(): void {
    const { frozen, state } = this;
    if (frozen?.inFlight !== 'rollback' || frozen.allows?.includes(this.kind) || !isExposed(state)) return;
    if ((state.startedAt ?? Number.POSITIVE_INFINITY) > frozen.since || state.override?.blockers.includes(frozen.kind))
      return;
    expect(['rolling_back', 'rollback_failed']).toContain(state.status);
  }

  /** Invariants 1, 6 and 7, at the moment the command is sent. */
  checkRaise(command: CommandFact): void {
    const { state } = this;
    const lifted = (kind: string) => state.override?.blockers.some((b) => b === kind) ?? false;
    expect(command.exposure).toBe(Math.round((this.plan.steps[state.step]?.exposure ?? -1) * 100));
    if (this.forbidden(command)) expect(lifted(this.frozen?.kind ?? '')).toBe(true);
    if (state.confirmed) {
      const gates = this.gates();
      expect(gates.some((gate) => gate.verdict === 'fail' && (gate.critical || !lifted('gate')))).toBe(false);
      if (gates.some((gate) => gate.verdict === 'no_data')) expect(lifted('no_data')).toBe(true);
      if (gates.some((gate) => gate.verdict === 'inconclusive')) expect(lifted('gate')).toBe(true);
    }
    if (this.plan.steps[state.step]?.approval) {
      const others = this.approvals.filter(
        (a) => a.step === state.step && a.decision === 'approve' && a.person !== 'ana',
      );
      // Nobody but who asked said yes: then somebody else must have lifted it.
      if (others.length === 0) {
        expect(lifted('approval')).toBe(true);
        expect(this.lifter).toMatch(/./);
        expect(this.lifter).not.toBe('ana');
      }
    }
  }
}

it('keeps the invariants of product.md over any history', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 200, size: 'max' }), fc.boolean(), (events, calm) => {
      const world = new World();
      for (const e of calm ? [...events, ...CALM] : events) {
        const before = world.state;
        world.apply(e);
        expect(world.state.desired).toBeGreaterThanOrEqual(0);
        expect(world.state.generation).toBeLessThanOrEqual(world.generation);
        if (['rolled_back', 'cancelled', 'superseded'].includes(before.status))
          expect(world.state.status).toBe(before.status);
        world.checkCancelled();
        seen.add(world.state.status);
        world.next();
      }
    }),
    { numRuns: 1000, examples: [[DOUBTED, false]] },
  );
  expect([...seen].sort(), 'the histories reach every status that needs no second release').toEqual(
    STATUSES.filter((status) => status !== 'superseded').sort(),
  );
}, 120_000);

it('ends at 0 whatever happened before, once someone rolls back and the provider answers', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 100, size: 'max' }), (events) => {
      const world = new World();
      for (const e of events) world.apply(e);
      if (!isExposed(world.state)) return;
      world.act('rollback', 'jo');
      for (const e of [
        { kind: 'send', outcome: 'accept' },
        { kind: 'tick', ms: 10 },
        { kind: 'read' },
        { kind: 'decide', crash: false },
      ] as const)
        world.apply(e);
      expect(['rolled_back', 'cancelled']).toContain(world.state.status);
      expect(world.provider.exposure).toBe(0);
    }),
    { numRuns: 500 },
  );
}, 120_000);

it('climbs to the end when everything is well and someone else approves', () => {
  const world = new World();
  world.plan = plan();
  for (let i = 0; i < 60 && world.state.status !== 'completed'; i += 1) {
    world.apply({ kind: 'decide', crash: i % 3 === 0 });
    if (world.state.status === 'awaiting_approval') world.act('approve', 'jo');
    for (const e of [{ kind: 'send', outcome: 'accept' }, { kind: 'tick', ms: 150_000 }, { kind: 'read' }] as const)
      world.apply(e);
  }
  expect(world.state.status).toBe('completed');
  expect(world.sent.map((command) => command.exposure)).toEqual([500, 2500, 10_000, 10_000]);
});
