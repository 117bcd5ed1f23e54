import { logger } from '@/lib/log';
import type { SendResult } from '@/lib/providers/port';
import type { CommandLane } from '@/lib/releases/lane/notify';
import { type Batcher, createBatcher } from './batcher';
import { type Claimed, claimAgain, claimLowering, LEASE_MS, servicesToRaise } from './claim';
import type { ControllerDeps } from './deps';
import { type Loop, startLoop } from './loop';
import { type Outcome, recordOutcomes } from './outcome';
import { claimRaises } from './raise';
import { nextAttemptAt, patienceMs } from './retry';

/** Requests in flight at once, per lane: a rollback never waits for a slot that something else holds. */
const AT_ONCE = { rollback: 1_000, other: 400, raise: 400, again: 200 } as const satisfies Record<CommandLane, number>;
type LaneName = CommandLane & keyof typeof AT_ONCE;

const CLAIM_MOST = 100;
const OUTCOMES_MOST = 100;
const POLL_MS = 1_000;
/** How long an outcome is offered to a database that is away before the lease's end settles it. */
const RECORD_FOR_MS = 20_000;

export type Dispatcher = {
  /** There may be something to send in these lanes; in any when absent. */
  wake(lanes?: readonly string[]): void;
  /** Claims nothing more, waits for answers up to `withinMs`, gives the rest back. */
  stop(withinMs: number): Promise<void>;
};

/** Sends what decisions have recorded: every lane claims, sends outside of any transaction, and records the outcome. */
export function startDispatcher(deps: ControllerDeps): Dispatcher {
  const log = logger('dispatch');
  const stopping = new AbortController();
  const inFlight = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  const outcomes: Batcher<Outcome> = createBatcher(async (batch) => {
    const { fenced } = await deps.inTransaction((sql) => recordOutcomes(sql, batch, deps.now()));
    deps.stats.fenced += fenced;
  }, OUTCOMES_MOST);

  const claims: Record<LaneName, (limit: number) => Promise<Claimed[]>> = {
    rollback: (limit) => claimLowering(deps.sql, deps.id, 'rollback', limit),
    other: (limit) => claimLowering(deps.sql, deps.id, 'other', limit),
    again: (limit) => claimAgain(deps.sql, limit),
    raise: async (limit) => {
      const services = await servicesToRaise(deps.sql, limit);
      if (services.length === 0) return [];
      return claimOrOneByOne(services);
    },
  };

  // What is wrong with one service must not keep the others from rising.
  async function claimOrOneByOne(services: readonly string[]): Promise<Claimed[]> {
    try {
      const { claimed, heldBack } = await claimRaises(deps, deps.id, services);
      deps.stats.raisesHeldBack += heldBack;
      return claimed;
    } catch (error) {
      if (services.length === 1) {
        log.error({ err: error, service: services[0] }, 'a raise could not be decided anew');
        return [];
      }
      const parts: Claimed[] = [];
      for (const service of services) parts.push(...(await claimOrOneByOne([service])));
      return parts;
    }
  }

  const loops = Object.fromEntries(
    (Object.keys(AT_ONCE) as LaneName[]).map((name) => [name, startLane(name)]),
  ) as Record<LaneName, Loop>;

  function startLane(name: LaneName): Loop {
    let busy = 0;
    return startLoop({
      name: `dispatch-${name}`,
      atMostMs: POLL_MS,
      onError: () => {
        deps.stats.errors += 1;
      },
      pass: async () => {
        const room = Math.min(CLAIM_MOST, AT_ONCE[name] - busy);
        if (room <= 0) return POLL_MS;
        const claimed = await claims[name](room);
        for (const one of claimed) {
          busy += 1;
          const sent = deliver(one).finally(() => {
            inFlight.delete(sent);
            if (busy-- >= AT_ONCE[name]) loops[name].wake();
          });
          inFlight.add(sent);
        }
        return claimed.length === room ? 0 : POLL_MS;
      },
    });
  }

  async function deliver(claimed: Claimed): Promise<void> {
    const startedAt = deps.now();
    deps.stats.commandsSent += 1;
    if (claimed.again) deps.stats.resends += 1;
    const result = await attempt(claimed);
    const at = deps.now();
    count(result);
    const delayMs = delayOf(claimed, result, startedAt, at);
    await record({ claimed, result, at, delayMs });
    if (delayMs !== null && !stopping.signal.aborted) wakeIn(delayMs);
  }

  async function attempt(claimed: Claimed): Promise<SendResult> {
    const { service, provider, providerSecret, body } = claimed;
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(patienceMs(claimed))]);
    try {
      return await deps.driver(service, provider, providerSecret).send(body, signal);
    } catch (error) {
      log.error({ err: error, service }, 'a driver threw');
      return { kind: 'retry', words: error instanceof Error ? error.message : 'the driver failed' };
    }
  }

  function count(result: SendResult): void {
    if (result.kind === 'accepted') deps.stats.commandsAccepted += 1;
    else if (result.kind === 'refused') deps.stats.commandsRefused += 1;
    else deps.stats.commandsFailed += 1;
  }

  function delayOf(
    { action, attempt: attempts }: Claimed,
    result: SendResult,
    startedAt: number,
    at: number,
  ): number | null {
    if (result.kind === 'accepted') return null;
    if (stopping.signal.aborted) return 0;
    if (result.kind === 'refused') return action === 'rollback' ? 15_000 : null;
    const { retryAfterMs } = result;
    return nextAttemptAt({ action, attempts, startedAt, retryAfterMs, jitter: Math.random() }, at) - at;
  }

  async function record(outcome: Outcome): Promise<void> {
    const until = deps.now() + RECORD_FOR_MS;
    for (;;) {
      try {
        return await outcomes.add(outcome);
      } catch (error) {
        deps.stats.errors += 1;
        if (stopping.signal.aborted || deps.now() > until) {
          log.error(
            { err: error, command: outcome.claimed.id },
            `an outcome could not be recorded; its lease of ${LEASE_MS} ms settles it`,
          );
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  function wake(lanes?: readonly string[]): void {
    for (const [name, loop] of Object.entries(loops)) if (!lanes || lanes.includes(name)) loop.wake();
  }

  function wakeIn(ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      wake();
    }, ms + 1);
    timers.add(timer);
  }

  return {
    wake,
    async stop(withinMs) {
      for (const timer of timers) clearTimeout(timer);
      const ends = setTimeout(() => stopping.abort(), withinMs);
      await Promise.all(Object.values(loops).map((loop) => loop.stop()));
      await Promise.all(inFlight);
      clearTimeout(ends);
      stopping.abort();
      await outcomes.drain();
    },
  };
}
