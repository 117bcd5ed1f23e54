import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { statusSchema } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';
import type { FleetService } from '../fleet-service';
import {
  createRelease,
  getRelease,
  type KnownRelease,
  listReleases,
  type NewRelease,
  sendDeployment,
} from './announce';
import type { RampartClient } from './client';
import { CYCLE, planOf, SCENARIO, type Scenario } from './scenarios';
import type { FleetState, ServiceState } from './state';
import { compareVersions, nextVersion } from './versions';

export type DirectorOptions = {
  client: RampartClient;
  log: Logger;
  hookSecret: string;
  state: FleetState;
  signal: AbortSignal;
  /** Whether it starts releases by itself, or only those asked for. */
  continuous: boolean;
  /** Time between two releases of a service, in milliseconds. */
  pauseMs?: number;
  pollMs?: number;
};

const over = (release: KnownRelease): boolean => {
  const status = statusSchema.safeParse(release.status);
  return status.success && isTerminal(status.data);
};

/** Plays the people and pipelines that release one service: one version after the other, without end. */
export class Director {
  private readonly asked: Scenario[] = [];
  private wake = new AbortController();

  constructor(
    private readonly service: Pick<FleetService, 'spec' | 'settledVersion' | 'deployCanary'>,
    private readonly options: DirectorOptions,
  ) {}

  /** Puts a release with this scenario next; it starts when the present one is over. */
  ask(scenario: Scenario): void {
    this.asked.push(scenario);
    this.wake.abort();
  }

  get waiting(): readonly Scenario[] {
    return this.asked;
  }

  get active(): ServiceState['active'] {
    return this.state.active;
  }

  /** Runs until the signal aborts. Trouble is logged and waited out. */
  async run(firstPauseMs: number): Promise<void> {
    await this.pause(firstPauseMs);
    let announced = false;
    while (!this.options.signal.aborted) {
      try {
        // Left by a process that ended between remembering a release and learning its id.
        if (!announced && this.state.active?.release === null) await this.announce();
        announced = true;
        await this.round();
      } catch (error) {
        if (this.options.signal.aborted) return;
        this.options.log.error({ error, service: this.service.spec.name }, 'the director stumbled; going on');
        await this.pause(5_000);
      }
    }
  }

  private get state(): ServiceState {
    return this.options.state.of(this.service.spec.name, this.service.spec.initialVersion);
  }

  private save(change: Partial<ServiceState>): Promise<void> {
    return this.options.state.update(this.service.spec.name, { ...this.state, ...change });
  }

  private async round(): Promise<void> {
    await this.finishActive();
    const scenario = this.asked.shift() ?? (this.options.continuous ? this.nextOfCycle() : undefined);
    if (scenario === undefined) return this.pause(60_000);
    await this.begin(scenario);
    await this.finishActive();
    if (this.asked.length === 0) await this.pause((this.options.pauseMs ?? 20_000) * (0.75 + Math.random() / 2));
  }

  private nextOfCycle(): Scenario {
    const cycle = CYCLE[this.service.spec.name] ?? ['healthy'];
    return cycle[this.state.turn % cycle.length] ?? 'healthy';
  }

  private async begin(scenario: Scenario): Promise<void> {
    const { spec } = this.service;
    const known = await listReleases(this.options.client, spec.name);
    const other = known.find((release) => !over(release));
    // Somebody else's release is in flight: the fleet waits for its end like everybody.
    if (other) await this.untilOver(other.id);
    const version = this.freshVersion(known);
    const active = {
      version,
      scenario,
      baseline: this.service.settledVersion,
      release: null,
      madeAt: new Date().toISOString(),
    };
    // Remembered before it is said, so that a crash in between repeats the announcement and not the release.
    await this.save({ last: version, lastCompleted: false, turn: this.state.turn + 1, active });
    await this.announce();
  }

  /** Deploys the active version and tells Rampart. Safe to repeat: the same release is known by its version. */
  private async announce(): Promise<void> {
    const { active } = this.state;
    if (!active) return;
    const { client, log, hookSecret } = this.options;
    const { spec } = this.service;
    const text = SCENARIO[active.scenario];
    const plan = planOf(active.scenario);
    const release: NewRelease = {
      service: spec.name,
      version: active.version,
      baselineVersion: active.baseline,
      plan: plan === spec.plan ? undefined : plan,
      changelog: text.changelog,
      committedAt: active.madeAt,
    };
    const byHook = spec.byHook && release.plan === undefined;
    const known = (await listReleases(client, spec.name)).some((one) => one.version === active.version);
    if (byHook && !known) await sendDeployment(client, hookSecret, 'deployment.requested', release);
    await this.service.deployCanary(active.version, text.profile);
    let answer = byHook ? await sendDeployment(client, hookSecret, 'deployment.succeeded', release) : null;
    // Said before a restart; saying it again could begin a second attempt.
    if (known) return;
    if (answer === null || answer.status >= 300) answer = await createRelease(client, release);
    const what = { service: spec.name, version: active.version, scenario: active.scenario };
    if (answer.status < 300 || answer.status === 409) return log.info(what, 'release begun');
    log.warn({ ...what, ...answer }, 'Rampart refused the release');
    await this.save({ active: null });
    await this.pause(10_000);
  }

  /** A version above everything this service ever had, also by other hands. */
  private freshVersion(known: readonly KnownRelease[]): string {
    const { last, lastCompleted } = this.state;
    const highest = known
      .map((release) => release.version)
      .filter((version) => /^\d+\.\d+\.\d+$/.test(version))
      .reduce((high, version) => (compareVersions(version, high) > 0 ? version : high), last);
    return nextVersion(highest, lastCompleted);
  }

  private async finishActive(): Promise<void> {
    const { active } = this.state;
    if (!active) return;
    const release = active.release ?? (await this.find(active.version));
    const end = release === null ? null : await this.untilOver(release);
    this.options.log.info(
      { service: this.service.spec.name, version: active.version, status: end?.status },
      'release over',
    );
    await this.save({ active: null, lastCompleted: end?.status === 'completed' });
  }

  /** The id of the release of a version; a hook's release appears a moment later. Null when it never does. */
  private async find(version: string): Promise<string | null> {
    for (let attempt = 0; attempt < 15; attempt += 1) {
      const found = (await listReleases(this.options.client, this.service.spec.name)).find(
        (one) => one.version === version,
      );
      const { active } = this.state;
      if (found && active) await this.save({ active: { ...active, release: found.id } });
      if (found) return found.id;
      await sleep(this.options.pollMs ?? 2_000, undefined, { signal: this.options.signal });
    }
    return null;
  }

  /** Polls to the end, however long a person takes. Null when Rampart no longer knows the release. */
  private async untilOver(id: string): Promise<KnownRelease | null> {
    for (;;) {
      const release = await getRelease(this.options.client, id);
      if (release === null || over(release)) return release;
      await sleep(this.options.pollMs ?? 2_000, undefined, { signal: this.options.signal });
    }
  }

  private async pause(ms: number): Promise<void> {
    const signal = AbortSignal.any([this.options.signal, this.wake.signal]);
    await sleep(ms, undefined, { signal }).catch(() => undefined);
    if (this.wake.signal.aborted) this.wake = new AbortController();
  }
}
