import { composition } from '@/lib/composition';
import { createPool, databaseUrl, QUERY_TIMEOUT_MS, toSql, transactionOn } from '@/lib/db/sql';
import { log } from '@/lib/log';
import { createEgress } from '@/lib/providers/egress';
import { startPrometheusPuller } from '@/lib/telemetry/prometheus/pull';
import { PULL_BODY_BYTES } from '@/lib/telemetry/prometheus/wire';
import { startController } from './controller';
import { driversOf } from './drivers';
import { jobHandlers } from './handlers';

/** A replica that is frozen in mid-transaction must not hold a service for longer than this. */
const FROZEN_MS = 3_000;
/** From SIGTERM to the end of the process, whatever happens. */
const END_WITHIN_MS = 9_500;

// Getters: what is destructured is opened now, so a wrong environment ends the start.
const { egress, judge, clock, secretKey, telemetry, env } = composition();
const connectionString = databaseUrl();
const lane = createPool(connectionString, {
  max: 10,
  query_timeout: QUERY_TIMEOUT_MS,
  idle_in_transaction_session_timeout: FROZEN_MS,
  application_name: 'rampart-controller',
});
const side = createPool(connectionString, {
  max: 3,
  query_timeout: QUERY_TIMEOUT_MS,
  idle_in_transaction_session_timeout: FROZEN_MS,
  application_name: 'rampart-controller-side',
});

const starting = startController({
  connectionString,
  sql: toSql(lane),
  inTransaction: (fn) => transactionOn(lane, fn),
  side: { sql: toSql(side), inTransaction: (fn) => transactionOn(side, fn) },
  judge,
  now: clock.now,
  driver: driversOf(() => secretKey, { egress, now: clock.now }),
  handlers: jobHandlers(composition()),
});

const pulling = new AbortController();
const pullEgress = createEgress({ allow: env.RAMPART_EGRESS_ALLOW, maxBodyBytes: PULL_BODY_BYTES });
const pulled = startPrometheusPuller({ telemetry, egress: pullEgress }, pulling.signal);

let ending = false;
async function end(signal: string): Promise<void> {
  if (ending) return;
  ending = true;
  log.info({ signal }, 'ending: finishing or giving back what is under way');
  setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
  pulling.abort();
  const controller = await starting;
  await Promise.all([controller.stop(), pulled]);
  await Promise.allSettled([lane.end(), side.end(), egress.close(), pullEgress.close()]);
  process.exit(0);
}

process.on('SIGTERM', () => void end('SIGTERM'));
process.on('SIGINT', () => void end('SIGINT'));
