import { resolve } from 'node:path';
import { z } from 'zod';

const envSchema = z.object({
  RAMPART_URL: z.url({ protocol: /^https?$/, error: 'must be the http(s) base URL of Rampart' }),
  RAMPART_TOKEN: z.string().min(1, { error: 'must be an API token with every scope' }),
  RAMPART_DATA_DIR: z.string().min(1).default('.rampart'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).catch('info'),
  /** Factor on every service's request rate; below 1 for small machines. */
  RAMPART_FLEET_RATE: z.coerce.number().min(0.05).max(5).default(1),
  /** "off": services, routers and load run, but no release is started by the fleet itself. */
  RAMPART_FLEET_DIRECTOR: z.enum(['on', 'off']).default('on'),
});

export type FleetEnv = {
  url: string;
  token: string;
  /** Absolute folder of everything the fleet keeps: `RAMPART_DATA_DIR/fleet`. */
  dir: string;
  logLevel: string;
  rateFactor: number;
  director: boolean;
};

/** Reads the environment; throws with the name of the wrong variable and what it must be. */
export function readEnv(source: NodeJS.ProcessEnv): FleetEnv {
  const parsed = envSchema.safeParse(source);
  if (!parsed.success) {
    throw new Error(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  const env = parsed.data;
  return {
    url: env.RAMPART_URL.replace(/\/+$/, ''),
    token: env.RAMPART_TOKEN,
    dir: resolve(env.RAMPART_DATA_DIR, 'fleet'),
    logLevel: env.LOG_LEVEL,
    rateFactor: env.RAMPART_FLEET_RATE,
    director: env.RAMPART_FLEET_DIRECTOR === 'on',
  };
}
