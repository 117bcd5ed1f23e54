import { type FirstRunSeed, seedFirstRun } from '@/lib/access/seed';
import { closePrisma } from '@/lib/db/client';

export type FirstRun = Pick<FirstRunSeed, 'adminEmail' | 'adminPassword' | 'bootstrapToken' | 'sampleUsers'>;

/**
 * What the first start puts into an empty database: the first admin, the bootstrap token, the people of the demo.
 * Later starts find it there. `DATABASE_URL` and `RAMPART_SECRET_KEY` must be in the environment.
 */
export async function firstRun(input: FirstRun): Promise<void> {
  try {
    await seedFirstRun(input);
  } finally {
    await closePrisma();
  }
}
