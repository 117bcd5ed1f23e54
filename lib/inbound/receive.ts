import { randomBytes } from 'node:crypto';
import { integrationSecretContext, open } from '@/lib/access/secrets';
import type { Clock } from '@/lib/clock';
import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { parseJson } from '@/lib/http/body';
import type { Accepted } from '@/lib/integrations/schema';
import { enqueue } from '@/lib/jobs/outbox';
import { uuidv7 } from '@/lib/shared/uuid';
import { matchCheck } from './checks/match-check';
import type { DeploymentEvent } from './event';
import { matchIncident } from './incident';
import type { RawDelivery } from './kind';
import { decideDelivery, matchService, type Outcome } from './match';
import { INBOUND } from './registry';
import { loadIntegration, loadKnown, type NewDelivery, type StoredIntegration, storeDelivery } from './store';

export type ReceiveDeps = {
  sql: Sql;
  inTransaction: <T>(fn: (sql: Sql) => Promise<T>) => Promise<T>;
  clock: Clock;
  secretKey: Buffer;
};

const DUMMY_SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const MAX_ID = 200;

/** The same words whether the integration is unknown or the signature wrong: they tell nobody which. */
const unsigned = () =>
  new AppError(
    'unauthorized',
    'No integration of this name takes a delivery with this signature (or its time is more than 300 s off).',
  );

/**
 * Takes one delivery of a CD system: checks its signature over the raw bytes, stores it raw, matches it at once, and
 * leaves the rest to the queue. Throws 401, 400 (unparsable) and 422 (nothing matches, with the reason).
 */
export async function receiveHook(deps: ReceiveDeps, name: string, raw: RawDelivery): Promise<Accepted> {
  const now = deps.clock.now();
  const integration = await loadIntegration(deps.sql, name);
  const secret = integration ? open(deps.secretKey, integration.secret, integrationSecretContext(name)) : DUMMY_SECRET;
  const kind = INBOUND[integration?.kind ?? 'generic'];
  const right = kind.verify(raw, secret, now);
  if (integration) noteSignature(deps.sql, name, right, now);
  if (!integration || !right) throw unsigned();
  const deliveryId = kind.deliveryId(raw);
  if (deliveryId.length > MAX_ID)
    throw new AppError('bad_request', `The delivery id is longer than ${MAX_ID} characters.`);

  const read = await readAndMatch(deps, integration, raw);
  const delivery: NewDelivery = {
    id: uuidv7(now),
    integration: name,
    deliveryId,
    event: read.eventName,
    body: raw.body,
    status: read.outcome.kind === 'do' ? 'queued' : read.outcome.kind === 'nothing' ? 'ignored' : 'refused',
    reason: read.outcome.kind === 'do' ? null : read.outcome.why,
    parsed: read.event,
    service: read.service,
    version: read.event?.version ?? null,
    releaseId: 'release' in read.outcome ? (read.outcome.release ?? null) : null,
    receivedAt: new Date(now),
  };
  const stored = await deps.inTransaction(async (sql) => {
    const row = await storeDelivery(sql, delivery);
    if (row.fresh && read.atOnce) await read.atOnce(sql, row.id);
    if (row.fresh && delivery.status === 'queued')
      await enqueue(sql, now, [{ queue: 'hook', data: { delivery: row.id } }]);
    return row;
  });
  if (stored.fresh && read.error) throw read.error;
  return {
    accepted: true,
    duplicate: !stored.fresh,
    ...(stored.releaseId === null ? {} : { release: stored.releaseId }),
  };
}

export type Read = {
  eventName: string;
  event: DeploymentEvent | null;
  service: string | null;
  outcome: Outcome;
  error?: AppError;
  /** What is done at once, with the delivery stored, in the same transaction. */
  atOnce?: (sql: Sql, delivery: string) => Promise<void>;
};

async function readAndMatch(
  { sql, clock }: ReceiveDeps,
  integration: StoredIntegration,
  { headers, body }: RawDelivery,
): Promise<Read> {
  const kind = INBOUND[integration.kind];
  let eventName = 'unknown';
  try {
    const json = parseJson(body);
    eventName = kind.eventName(headers, json);
    const meaning = kind.read(headers, json);
    if (meaning.kind === 'nothing') return { eventName, event: null, service: null, outcome: meaning };
    if (meaning.kind === 'unknown') throw new AppError('unprocessable', `Nothing matches: ${meaning.why}.`);
    if (meaning.kind === 'incident')
      return { eventName, ...(await matchIncident(sql, integration, meaning.event, clock.now())) };
    if (meaning.kind === 'check')
      return { eventName, ...(await matchCheck(sql, integration, meaning.event, clock.now())) };
    return { eventName, ...(await match(sql, integration, meaning.event)) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { eventName, event: null, service: null, outcome: { kind: 'refused', why: error.detail }, error };
  }
}

async function match(
  sql: Sql,
  integration: StoredIntegration,
  event: DeploymentEvent,
): Promise<Omit<Read, 'eventName'>> {
  const matched = matchService(integration.config, event);
  if ('refused' in matched) return refuse(event, null, matched.refused);
  const outcome = decideDelivery(matched.service, event, await loadKnown(sql, matched.service, event.version));
  if (outcome.kind === 'refused') return refuse(event, matched.service, outcome.why);
  return { event, service: matched.service, outcome };
}

const refuse = (event: DeploymentEvent, service: string | null, why: string): Omit<Read, 'eventName'> => ({
  event,
  service,
  outcome: { kind: 'refused', why },
  error: new AppError('unprocessable', `Nothing matches: ${why}.`),
});

/** Not waited for: whether there is a row to write must not show in the time an answer takes. */
function noteSignature(sql: Sql, name: string, right: boolean, now: number): void {
  const column = right ? 'delivered_at' : 'bad_signature_at';
  const at = new Date(now);
  sql
    .query(
      `UPDATE integration SET ${column} = $2 WHERE name = $1 AND (${column} IS NULL OR ${column} < $2::timestamptz - interval '10 s')`,
      [name, at],
    )
    .catch(() => {});
}
