import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { JsonFile } from '../json-file';

const identitySchema = z.object({
  /** Bearer token of the control endpoint. */
  token: z.string(),
  /** Last port of the gateway; wished again so that provider URLs stay. */
  port: z.int().min(0).max(65_535),
  hookSecret: z.string(),
  providerSecrets: z.record(z.string(), z.string()),
});
export type Identity = z.infer<typeof identitySchema>;

export const controlSchema = z.object({ url: z.string(), port: z.int(), token: z.string(), pid: z.int() });

const webhookSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

/** Secrets of the fleet: made once, kept in its folder (mode 0600), never logged. */
export async function loadIdentity(dir: string, services: readonly string[]) {
  const file = new JsonFile<Identity>(join(dir, 'identity.json'), identitySchema);
  const known = await file.load();
  const identity: Identity = {
    token: known?.token ?? randomBytes(24).toString('base64url'),
    port: known?.port ?? 0,
    hookSecret: known?.hookSecret ?? webhookSecret(),
    providerSecrets: Object.fromEntries(
      services.map((service) => [service, known?.providerSecrets[service] ?? webhookSecret()]),
    ),
  };
  return {
    identity,
    /** Keeps the port and says where the control endpoint is: `control.json`, read by Rampart's web side. */
    publish: async (port: number) => {
      await file.save({ ...identity, port });
      const control = new JsonFile(join(dir, 'control.json'), controlSchema);
      await control.save({ url: `http://127.0.0.1:${port}`, port, token: identity.token, pid: process.pid });
    },
  };
}
