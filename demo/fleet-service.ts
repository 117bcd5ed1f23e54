import type { Logger } from 'pino';
import type { FleetState } from './director/state';
import { Receiver } from './provider/receiver';
import type { RoutingStore } from './provider/routing-store';
import { Router } from './router/router';
import { initialRouting, settledVersion } from './router/weights';
import { Deployments, type Lifecycle } from './services/deployments';
import type { Instance } from './services/instance';
import { HEALTHY, type Profile } from './services/profile';
import { RINGS, type ServiceSpec } from './services/spec';

export type FleetServiceDeps = {
  spec: ServiceSpec;
  secret: string;
  routings: RoutingStore;
  state: FleetState;
  lifecycle: Lifecycle;
  log: Logger;
};

/** Behaviours of that many versions are kept for a restart or a second attempt. */
const REMEMBERED = 12;

/** One service of the fleet: its versions, the router in front, the webhook that sets the router's weights. */
export class FleetService {
  readonly spec: ServiceSpec;
  readonly deployments: Deployments;
  readonly router: Router;
  readonly receiver: Receiver;
  /** A fault a person asked for while no canary ran; the next release gets it. */
  private nextProfile: Profile | null = null;

  constructor(private readonly deps: FleetServiceDeps) {
    const { spec, routings } = deps;
    this.spec = spec;
    this.deployments = new Deployments(spec, deps.lifecycle, deps.log);
    this.router = new Router({
      routing: routings.get(spec.name) ?? initialRouting(spec.initialVersion, new Date().toISOString()),
      rings: RINGS,
      portOf: (version) => this.deployments.portOf(version),
    });
    this.receiver = new Receiver(
      {
        service: spec.name,
        secret: deps.secret,
        ringNames: spec.rings ? RINGS.map((ring) => ring.name) : [],
        router: this.router,
        deploy: (version, role) => this.deploy(version, role),
      },
      routings,
      deps.log,
    );
  }

  /** Brings back the versions that were in force, with the behaviour they had. */
  async start(): Promise<void> {
    const { stable, canary } = this.router.routing;
    const active = this.memory.active?.version ?? null;
    for (const version of new Set([stable, canary, active])) {
      if (version !== null) await this.deployments.ensure(version, this.memory.profiles[version] ?? HEALTHY);
    }
    await this.router.start();
  }

  async stop(): Promise<void> {
    await this.router.stop();
    await this.deployments.stopAll();
  }

  /** The version everybody has when nothing is in flight. */
  get settledVersion(): string {
    return settledVersion(this.router.routing);
  }

  /** The version that is being released: begun by the fleet, or commanded and not settled. */
  get canary(): Instance | undefined {
    const { canary } = this.router.routing;
    const version = this.memory.active?.version ?? (canary === this.settledVersion ? null : canary);
    return version === null ? undefined : this.deployments.get(version);
  }

  get pendingProfile(): Profile | null {
    return this.nextProfile;
  }

  /** Starts a new version beside the present one and retires older ones. It gets no traffic until Rampart says so. */
  async deployCanary(version: string, profile: Profile): Promise<void> {
    const settled = this.settledVersion;
    const chosen = this.nextProfile ?? this.memory.profiles[version] ?? profile;
    this.nextProfile = null;
    await this.deployments.ensure(version, chosen);
    const { stable, canary } = this.router.routing;
    await this.remember(version, chosen);
    const exposed = this.router.routing.exposure > 0 ? canary : null;
    await this.deployments.retain([settled, stable, exposed, version]);
  }

  /** Changes how the current canary really behaves; with none, how the next release will. */
  async inject(profile: Profile): Promise<{ version: string | null }> {
    const { canary } = this;
    if (!canary) {
      this.nextProfile = profile;
      return { version: null };
    }
    canary.profile = profile;
    await this.remember(canary.version, profile);
    return { version: canary.version };
  }

  /** Every version behaves well again. */
  async clear(): Promise<void> {
    this.nextProfile = null;
    for (const instance of this.deployments.all()) instance.profile = HEALTHY;
    await this.deps.state.update(this.spec.name, { ...this.memory, profiles: {} });
  }

  /** Rampart starts counting generations anew, so must we. */
  async forgetGenerations(): Promise<void> {
    const routing = { ...initialRouting(this.settledVersion, new Date().toISOString()) };
    await this.deps.routings.set(this.spec.name, routing);
    this.router.setRouting(routing);
    await this.deps.state.update(this.spec.name, { ...this.memory, active: null });
  }

  private get memory() {
    return this.deps.state.of(this.spec.name, this.spec.initialVersion);
  }

  /** A version that somebody else released, or that is needed again after it was retired. */
  private async deploy(version: string, role: 'stable' | 'canary'): Promise<void> {
    if (this.deployments.get(version)) return;
    const remembered = this.memory.profiles[version];
    if (role === 'stable' || remembered) await this.deployments.ensure(version, remembered ?? HEALTHY);
    else await this.deployCanary(version, HEALTHY);
  }

  private remember(version: string, profile: Profile): Promise<void> {
    const others = Object.entries(this.memory.profiles).filter(([name]) => name !== version);
    const profiles = Object.fromEntries([...others.slice(-(REMEMBERED - 1)), [version, profile]]);
    return this.deps.state.update(this.spec.name, { ...this.memory, profiles });
  }
}
