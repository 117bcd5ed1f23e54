import { join } from 'node:path';
import { z } from 'zod';
import { JsonFile } from '../json-file';
import { profileSchema } from '../services/profile';
import { SCENARIOS } from './scenarios';

const serviceStateSchema = z.object({
  /** Highest version given out so far. */
  last: z.string(),
  lastCompleted: z.boolean(),
  /** Position in the service's cycle of scenarios. */
  turn: z.int().min(0),
  /** The release the fleet has begun and not seen the end of. */
  active: z
    .object({
      version: z.string(),
      scenario: z.enum(SCENARIOS),
      baseline: z.string(),
      release: z.string().nullable(),
      /** When the fleet made this version: its commit. */
      madeAt: z.string().optional(),
    })
    .nullable(),
  /** How each running version behaves, so that a restart brings the same versions back. */
  profiles: z.record(z.string(), profileSchema),
});
export type ServiceState = z.infer<typeof serviceStateSchema>;

const stateSchema = z.object({
  services: z.record(z.string(), serviceStateSchema),
  fingerprints: z.record(z.string(), z.string()),
});

/** What the fleet remembers beside its weights; durable. */
export class FleetState {
  private readonly file: JsonFile<z.infer<typeof stateSchema>>;
  private state: z.infer<typeof stateSchema> = { services: {}, fingerprints: {} };

  constructor(dir: string) {
    this.file = new JsonFile(join(dir, 'state.json'), stateSchema);
  }

  async load(): Promise<void> {
    this.state = (await this.file.load()) ?? this.state;
  }

  of(service: string, initialVersion: string): ServiceState {
    return (
      this.state.services[service] ?? { last: initialVersion, lastCompleted: true, turn: 0, active: null, profiles: {} }
    );
  }

  async update(service: string, next: ServiceState): Promise<void> {
    this.state = { ...this.state, services: { ...this.state.services, [service]: next } };
    await this.file.save(this.state);
  }

  fingerprint(path: string): string | undefined {
    return this.state.fingerprints[path];
  }

  async setFingerprint(path: string, fingerprint: string): Promise<void> {
    this.state = { ...this.state, fingerprints: { ...this.state.fingerprints, [path]: fingerprint } };
    await this.file.save(this.state);
  }
}
