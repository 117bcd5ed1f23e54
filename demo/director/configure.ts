import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ServiceSpec } from '../services/spec';
import type { ApiAnswer, RampartClient } from './client';
import { INTEGRATION, PLANS, rings, SLOS, serviceInput } from './definitions';

export type ConfigureDeps = {
  client: RampartClient;
  log: Logger;
  services: readonly ServiceSpec[];
  gateway: string;
  secrets: { provider(service: string): string; hook: string };
  /** Fingerprints of what was put last time, so that a person's later edits are left alone. */
  fingerprints: { get(path: string): string | undefined; set(path: string, fingerprint: string): Promise<void> };
  /** Rampart did not know the service: its generations begin anew. */
  onNewService(service: string): Promise<void>;
};

const ringsSchema = z.object({
  rings: z.array(z.object({ name: z.string(), description: z.string().optional(), share: z.number().optional() })),
});
const serviceSchema = z.object({ provider: z.object({ url: z.string() }) });

/** Brings Rampart to know the fleet, over the public API alone. Safe to repeat; leaves what people changed. */
export async function configure(deps: ConfigureDeps): Promise<void> {
  await configureRings(deps);
  for (const [name, plan] of Object.entries(PLANS)) await put(deps, `/api/v1/plans/${name}`, plan, () => true);
  for (const spec of deps.services) {
    const path = `/api/v1/services/${spec.name}`;
    const input = serviceInput(spec, deps.gateway, deps.secrets.provider(spec.name));
    const outcome = await put(deps, path, input, (known) => {
      const parsed = serviceSchema.safeParse(known);
      return parsed.success && parsed.data.provider.url === input.provider.url;
    });
    if (outcome === 'created') await deps.onNewService(spec.name);
    for (const [name, slo] of Object.entries(SLOS)) await put(deps, `${path}/slos/${name}`, slo, () => true);
  }
  const integration = { kind: 'generic', secret: deps.secrets.hook, environment: 'production' };
  await put(deps, `/api/v1/integrations/${INTEGRATION}`, integration, () => true);
}

/** Adds our rings, and their shares where nobody said any; the words and rings of others stay. */
async function configureRings({ client, log }: ConfigureDeps): Promise<void> {
  const present = ringsSchema.safeParse((await client.call('GET', '/api/v1/rings')).body);
  const known = present.success ? present.data.rings : [];
  const wanted = rings().map((ring) => ({ ...ring, ...known.find((one) => one.name === ring.name) }));
  const complete = wanted.every((ring) => known.some((one) => one.name === ring.name && one.share !== undefined));
  if (complete) return;
  const others = known.filter((ring) => !wanted.some((one) => one.name === ring.name));
  complain(log, '/api/v1/rings', await client.call('PUT', '/api/v1/rings', { rings: [...wanted, ...others] }));
}

/** PUT unless it is there as we put it last time and `usable` agrees. */
async function put(
  deps: ConfigureDeps,
  path: string,
  input: unknown,
  usable: (known: unknown) => boolean,
): Promise<'kept' | 'created' | 'replaced'> {
  const fingerprint = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const known = await deps.client.call('GET', path);
  if (known.status === 200 && deps.fingerprints.get(path) === fingerprint && usable(known.body)) return 'kept';
  const answer = await deps.client.call('PUT', path, input);
  if (!complain(deps.log, path, answer)) return 'kept';
  await deps.fingerprints.set(path, fingerprint);
  return known.status === 404 ? 'created' : 'replaced';
}

/** True when it was accepted; else the refusal is logged and the fleet goes on with what there is. */
function complain(log: Logger, path: string, answer: ApiAnswer): boolean {
  if (answer.status < 300) return true;
  log.error({ path, ...answer }, 'Rampart refused the configuration of the sample fleet');
  return false;
}
