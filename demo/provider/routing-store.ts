import { join } from 'node:path';
import { z } from 'zod';
import { JsonFile } from '../json-file';
import { type Routing, routingSchema } from '../router/weights';

const fileSchema = z.record(z.string(), routingSchema);

/** Weights and generations of all services, durable across a restart of the fleet. */
export class RoutingStore {
  private readonly file: JsonFile<Record<string, Routing>>;
  private routings: Record<string, Routing> = {};

  constructor(dir: string) {
    this.file = new JsonFile(join(dir, 'routing.json'), fileSchema);
  }

  async load(): Promise<void> {
    this.routings = (await this.file.load()) ?? {};
  }

  get(service: string): Routing | undefined {
    return this.routings[service];
  }

  /** Resolves when the routing is on disk. */
  async set(service: string, routing: Routing): Promise<void> {
    this.routings = { ...this.routings, [service]: routing };
    await this.file.save(this.routings);
  }
}
