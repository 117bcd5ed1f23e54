import { z } from 'zod';
import type { Authorize } from '@/lib/access/authorize';
import type { Principal } from '@/lib/access/principal';
import { open, providerSecretContext } from '@/lib/access/secrets';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import type { Egress } from '@/lib/providers/egress';
import { probeSchema } from '@/lib/providers/probe';
import { driverFor } from '@/lib/providers/registry';
import { type ProviderConfig, providerSchema } from '@/lib/providers/schema';
import { ACTIVE } from '@/lib/releases/lane/load';
import { noService } from './read-model';

/** How the connection to a provider went; `at` is ISO. */
export const providerTestSchema = z.object({
  at: z.string(),
  checks: z.array(probeSchema),
  /** Why no test was sent where commands go; null where one was. */
  leftOut: z.string().nullable(),
});
export type ProviderTest = z.infer<typeof providerTestSchema>;

type Deps = { sql: Sql; clock: Clock; egress: Egress; secretKey: Buffer; authorize?: Authorize };
type Row = { provider: unknown; secret: string | null; out: string | null };

/**
 * Tries the connection to a service's provider, as it is stored: a signed delivery that moves nothing, and a read of its
 * status. While a release is on its way nothing but reading is tried: no receiver is put to the test then.
 */
export async function testProvider(deps: Deps, service: string, principal: Principal): Promise<ProviderTest> {
  const { sql, clock, egress, secretKey } = deps;
  await deps.authorize?.(sql, principal, 'release', { service });
  const [row] = await sql.query<Row>(
    `SELECT s.provider, s.provider_secret AS secret, (SELECT r.version FROM release r
       WHERE r.service = s.name AND r.status IN ${ACTIVE} AND r.generation > 0 ORDER BY r.id DESC LIMIT 1) AS out
     FROM service s WHERE s.name = $1 AND s.archived_at IS NULL`,
    [service],
  );
  if (!row) throw noService(service);
  const config = providerSchema.parse(row.provider);
  const driver = driverFor(config, opened(row.secret, service, secretKey), { egress, now: clock.now });
  const at = new Date(clock.now()).toISOString();
  const checks = await driver.probe({ service, commands: row.out === null });
  return { at, checks, leftOut: row.out === null ? null : leftOutWords(row.out, config) };
}

const leftOutWords = (version: string, { statusUrl }: ProviderConfig): string =>
  `while ${version} is on its way, its own commands are the test${statusUrl ? '' : '; there is no status URL to read'}`;

function opened(sealed: string | null, service: string, key: Buffer): string | null {
  try {
    return sealed === null ? null : open(key, sealed, providerSecretContext(service));
  } catch {
    const detail = 'its signing secret cannot be opened with the present RAMPART_SECRET_KEY: give it a new one';
    throw new AppError('unprocessable', detail);
  }
}
