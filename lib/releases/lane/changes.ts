import type { Principal } from '@/lib/access/principal';
import type { AuditDraft } from '@/lib/audit/event';
import type { Job } from '@/lib/jobs/outbox';
import type { CommandBody } from '@/lib/providers/port';
import { toPercent } from '@/lib/shared/exposure';
import { sameJson } from '@/lib/shared/same-json';
import { uuidv7 } from '@/lib/shared/uuid';
import { askedCommand, type Decision, type Effect } from '../state';
import { isTerminal } from '../status';
import type { LaneRelease, LaneService } from './model';

export type NewCommand = {
  id: string;
  releaseId: string;
  service: string;
  generation: number;
  action: string;
  exposure: number;
  raising: boolean;
  body: CommandBody;
};

export type NewApproval = {
  id: string;
  releaseId: string;
  step: number;
  person: string;
  name: string;
  decision: string;
  bound: string;
  reason: string | null;
};

export type NewOverride = {
  id: string;
  releaseId: string;
  service: string;
  step: number;
  blockers: readonly string[];
  person: string;
  name: string;
  reason: string;
  until: number;
};

/** What a batch of decisions writes, collected before anything is written. */
export class Changes {
  /** Releases to write; `visible` where clients see a difference. */
  readonly releases = new Map<LaneRelease, { visible: boolean; observed: number | null }>();
  readonly commands: NewCommand[] = [];
  readonly confirmed: { service: string; generation: number; observed: number | null }[] = [];
  readonly retries: { service: string; generation: number }[] = [];
  readonly approvals: NewApproval[] = [];
  readonly overrides: NewOverride[] = [];
  readonly audits: AuditDraft[] = [];
  readonly jobs: Job[] = [];
  /** Whose present version is no longer what it was: the last completed release of this version takes its place. */
  readonly back = new Map<string, string | null>();
  /** Releases not yet begun that are compared with another version than when they were asked for. */
  readonly rebased = new Set<LaneRelease>();
  /** When each service is looked at next, epoch ms; null for never. */
  readonly due = new Map<string, number | null>();
  /** Services whose generation or present version changed. */
  readonly controls = new Set<LaneService>();

  constructor(readonly now: number) {}

  /** Marks a release to be written. */
  touch(service: LaneService, release: LaneRelease, visible: boolean): void {
    const before = this.releases.get(release)?.visible ?? false;
    this.releases.set(release, { visible: visible || before, observed: service.provider.observed });
  }

  /** Takes a decision over into the lane and notes what it writes. */
  take(service: LaneService, release: LaneRelease, decision: Decision, actor: Principal): void {
    const before = release.state;
    release.state = decision.next;
    if (!sameJson(before, decision.next)) this.touch(service, release, true);
    for (const effect of decision.effects) this.#effect(service, release, effect, actor);
  }

  audit(
    service: LaneService,
    release: LaneRelease,
    type: string,
    actor: Principal,
    data: Record<string, unknown>,
    reason?: string,
  ) {
    this.audits.push({
      chain: release.id,
      releaseId: release.id,
      service: service.name,
      type,
      actor,
      data,
      at: new Date(this.now),
      ...(reason ? { reason } : {}),
    });
  }

  #effect(service: LaneService, release: LaneRelease, effect: Effect, actor: Principal): void {
    switch (effect.kind) {
      case 'command':
        this.#command(service, release, effect);
        return;
      case 'audit':
        this.audit(service, release, effect.type, actor, effect.data, effect.reason);
        return;
      case 'retry':
        this.retries.push({ service: service.name, generation: release.state.generation });
        return;
      case 'confirmed':
        this.confirmed.push({ service: service.name, generation: effect.generation, observed: effect.observed });
        if (release.command?.generation === effect.generation) {
          release.command = {
            ...release.command,
            status: 'confirmed',
            answered: effect.observed ?? release.command.answered,
          };
        }
        return;
      case 'current':
        this.#current(service, release, effect.now);
        return;
      case 'approval':
        this.approvals.push({
          id: uuidv7(this.now),
          releaseId: release.id,
          step: effect.step,
          person: actor.person,
          name: actor.name,
          decision: effect.decision,
          bound: effect.bound,
          reason: effect.reason ?? null,
        });
        release.approvals.push({
          step: effect.step,
          person: actor.person,
          name: actor.name,
          decision: effect.decision,
          bound: effect.bound,
          at: this.now,
        });
        return;
      case 'asked':
        this.jobs.push({ queue: 'approval-asked', data: { releaseId: release.id, askedAt: this.now } });
        return;
      case 'override':
        this.overrides.push({
          id: uuidv7(this.now),
          releaseId: release.id,
          service: service.name,
          step: effect.step,
          blockers: effect.blockers,
          person: actor.person,
          name: actor.name,
          reason: effect.reason,
          until: effect.until,
        });
        return;
      case 'postmortem':
        this.jobs.push({ queue: 'postmortem', data: { releaseId: release.id } });
        return;
    }
  }

  #command(service: LaneService, release: LaneRelease, effect: Extract<Effect, { kind: 'command' }>): void {
    const id = uuidv7(this.now);
    service.generation = effect.generation;
    this.controls.add(service);
    this.commands.push({
      id,
      releaseId: release.id,
      service: service.name,
      generation: effect.generation,
      action: effect.action,
      exposure: effect.exposure,
      raising: effect.raising,
      body: commandBody(id, release, effect, this.now),
    });
    release.command = askedCommand(effect, this.now);
  }

  #current(service: LaneService, release: LaneRelease, isNow: boolean): void {
    this.controls.add(service);
    const before = service.currentVersion;
    if (isNow) {
      service.currentReleaseId = release.id;
      service.currentVersion = release.version;
      this.back.delete(service.name);
    } else {
      service.currentReleaseId = null;
      service.currentVersion = release.baselineVersion;
      this.back.set(service.name, release.baselineVersion);
    }
    this.#rebase(service, before);
  }

  /** What waits and was to be compared with what everyone had is compared with what everyone has when it starts. */
  #rebase(service: LaneService, before: string | null): void {
    for (const waiting of service.releases) {
      const begun = waiting.state.generation > 0 || isTerminal(waiting.state.status);
      if (begun || waiting.baselineVersion !== before || service.currentVersion === waiting.version) continue;
      waiting.baselineVersion = service.currentVersion;
      this.rebased.add(waiting);
    }
  }
}

/** The body of contract.md, "What the provider webhook receives". */
function commandBody(
  id: string,
  release: LaneRelease,
  effect: Extract<Effect, { kind: 'command' }>,
  now: number,
): CommandBody {
  return {
    type: 'exposure.set',
    timestamp: new Date(now).toISOString(),
    data: {
      command: id,
      release: release.id,
      service: release.service,
      version: release.version,
      baselineVersion: release.baselineVersion,
      generation: effect.generation,
      action: effect.action,
      mechanism: release.plan.mechanism,
      ring: effect.ring,
      exposure: toPercent(effect.exposure),
      targets: effect.targets.map(({ ring, exposure }) => ({ ring, exposure: toPercent(exposure) })),
      reason: effect.reason,
      actor: effect.actor,
    },
  };
}
