import { randomBytes } from 'node:crypto';
import type { Env } from '@/lib/env';
import { keptSecret } from './data-dir';
import { LaunchError } from './failure';

export type Secrets = { nextAuthSecret: string; secretKey: string };

/**
 * The two secrets of an installation: from the environment, else generated once and kept in the data directory.
 * With an outside database in production they are demanded: replicas must share them, and a data directory that is
 * lost must not take every stored provider secret with it.
 */
export function secretsOf(env: Env, dataDir: string, demanded: boolean): Secrets {
  if (demanded) {
    const missing = (['NEXTAUTH_SECRET', 'RAMPART_SECRET_KEY'] as const).filter((name) => env[name] === undefined);
    if (missing.length > 0) {
      throw new LaunchError(
        `${missing.join(' and ')} must be set when DATABASE_URL points at an outside database: every process that ` +
          'shares the database needs the same. Make one with: openssl rand -base64 32',
      );
    }
  }
  const random = () => randomBytes(32).toString('base64');
  return {
    nextAuthSecret: env.NEXTAUTH_SECRET ?? keptSecret(dataDir, 'nextauth-secret', random),
    secretKey: env.RAMPART_SECRET_KEY ?? keptSecret(dataDir, 'secret-key', random),
  };
}

/** The first admin: as configured, else with a generated password that is kept in the data directory. */
export function adminOf(env: Env, dataDir: string): { adminEmail: string; adminPassword: string } {
  return {
    adminEmail: env.RAMPART_ADMIN_EMAIL ?? 'admin@rampart.local',
    adminPassword:
      env.RAMPART_ADMIN_PASSWORD ?? keptSecret(dataDir, 'admin-password', () => randomBytes(12).toString('base64url')),
  };
}

/** The token the sample fleet and automation use: as configured, else generated and kept. */
export function bootstrapTokenOf(env: Env, dataDir: string): string {
  return (
    env.RAMPART_BOOTSTRAP_TOKEN ??
    keptSecret(dataDir, 'bootstrap-token', () => `rmp_${randomBytes(24).toString('base64url')}`)
  );
}
