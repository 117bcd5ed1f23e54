import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the first start puts into an empty database; later starts find it there. */
export type FirstRun = { adminEmail: string; adminPassword: string; bootstrapToken?: string; sampleUsers?: boolean };

type Seed = { seedFirstRun?: (input: FirstRun) => Promise<unknown> };

/**
 * Makes the first admin and the bootstrap token through `seedFirstRun` of lib/access/seed.ts.
 * `DATABASE_URL` and `RAMPART_SECRET_KEY` must be in the environment; the function must be idempotent.
 */
export async function firstRun(input: FirstRun): Promise<void> {
  const file = join(import.meta.dirname, '../access/seed.ts');
  if (!existsSync(file)) return;
  const seed = (await import(pathToFileURL(file).href)) as Seed;
  await seed.seedFirstRun?.(input);
}
