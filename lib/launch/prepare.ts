import { existsSync } from 'node:fs';
import { type Env, EnvError, readEnv } from '@/lib/env';
import { openDataDir } from './data-dir';
import { LaunchError, type Say } from './failure';
import { keepPostgres } from './postgres/keep';
import { startPostgres } from './postgres/start';
import { secretsOf } from './secrets';
import { bringUpToDate } from './up-to-date';

/** Everything a process of the product needs: a migrated database and a complete environment. */
export type Prepared = {
  env: Env;
  dataDir: string;
  databaseUrl: string;
  embedded: boolean;
  /** The public address, from RAMPART_URL or the port. */
  url: string;
  /** The environment for child processes. */
  childEnv: NodeJS.ProcessEnv;
  /** Leaves the embedded server, which stops if nobody else uses it. */
  close(): Promise<void>;
};

/** `process.env`, completed by the file `.env` where there is one, validated. */
export function environment(): Env {
  if (existsSync('.env')) process.loadEnvFile('.env');
  try {
    return readEnv(process.env);
  } catch (error) {
    throw error instanceof EnvError ? new LaunchError(error.message) : error;
  }
}

/** Database up and migrated, secrets found or made. `demandSecrets` is production's rule for outside databases. */
export async function prepare(options: { demandSecrets: boolean; say: Say }): Promise<Prepared> {
  const env = environment();
  const dataDir = openDataDir(env.RAMPART_DATA_DIR);
  const outside = env.DATABASE_URL;
  const secrets = secretsOf(env, dataDir, options.demandSecrets && outside !== undefined);
  const server = outside === undefined ? await startPostgres({ dataDir, say: options.say }) : undefined;
  const databaseUrl = server?.url ?? outside ?? '';
  if (server) options.say(`PostgreSQL ${server.reused ? 'was running already' : 'runs'} on port ${server.port}.`);
  const kept = server && keepPostgres(server, { dataDir, say: options.say });
  const close = async () => {
    await kept?.leave();
  };
  try {
    await bringUpToDate(env, server, options.say);
  } catch (error) {
    await close();
    throw error;
  }
  const url = env.RAMPART_URL ?? `http://localhost:${env.PORT}`;
  // Who owns the record is no business of the processes that write to it.
  const { MIGRATE_DATABASE_URL: _, ...inherited } = process.env;
  const childEnv: NodeJS.ProcessEnv = {
    ...inherited,
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    PORT: String(env.PORT),
    RAMPART_DATA_DIR: dataDir,
    RAMPART_URL: url,
    NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? url,
    NEXTAUTH_SECRET: secrets.nextAuthSecret,
    RAMPART_SECRET_KEY: secrets.secretKey,
  };
  return { env, dataDir, databaseUrl, embedded: server !== undefined, url, childEnv, close };
}
