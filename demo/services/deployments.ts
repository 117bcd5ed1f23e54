import type { Logger } from 'pino';
import { Instance } from './instance';
import { HEALTHY, type Profile } from './profile';
import type { ServiceSpec } from './spec';

/** Called when an instance begins and just before it ends, so that its telemetry is complete. */
export type Lifecycle = { started(instance: Instance): void; stopping(instance: Instance): Promise<void> };

/** The versions of one service that run side by side: the platform's half of a deployment. */
export class Deployments {
  private readonly running = new Map<string, Promise<Instance>>();
  private readonly ready = new Map<string, Instance>();

  constructor(
    readonly spec: ServiceSpec,
    private readonly lifecycle: Lifecycle,
    private readonly log: Logger,
  ) {}

  /** Starts the version unless it runs already; a running one keeps its profile unless a new one is given. */
  async ensure(version: string, profile?: Profile): Promise<Instance> {
    const known = this.running.get(version);
    if (known) {
      const instance = await known;
      if (profile) instance.profile = profile;
      return instance;
    }
    const starting = new Instance(this.spec, version, profile ?? HEALTHY).start();
    this.running.set(version, starting);
    try {
      const instance = await starting;
      this.ready.set(version, instance);
      this.lifecycle.started(instance);
      this.log.info({ service: this.spec.name, version, port: instance.port }, 'version deployed');
      return instance;
    } catch (error) {
      this.running.delete(version);
      throw error;
    }
  }

  /** The port that serves a version now, or undefined while it does not run. */
  portOf(version: string): number | undefined {
    return this.ready.get(version)?.port;
  }

  get(version: string): Instance | undefined {
    return this.ready.get(version);
  }

  all(): Instance[] {
    return [...this.ready.values()];
  }

  /** Stops every version that is not named. */
  async retain(versions: readonly (string | null)[]): Promise<void> {
    await Promise.all(
      this.all()
        .filter((instance) => !versions.includes(instance.version))
        .map((one) => this.stop(one)),
    );
  }

  private async stop(instance: Instance): Promise<void> {
    this.running.delete(instance.version);
    this.ready.delete(instance.version);
    await instance.stop();
    await this.lifecycle.stopping(instance);
    this.log.info({ service: this.spec.name, version: instance.version }, 'version retired');
  }

  async stopAll(): Promise<void> {
    await this.retain([]);
  }
}
