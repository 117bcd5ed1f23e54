import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { decideIncident, type IncidentEvent, servicesOf } from '@/lib/incidents/decide';
import { changeIn, knownIncident, openIn, resolveIn } from '@/lib/incidents/store';
import { integrationActor } from './actor';
import type { Read } from './receive';
import type { StoredIntegration } from './store';

const SETTLE = 'UPDATE hook_delivery SET status = $2, reason = $3 WHERE id = $1';

/**
 * What an alert is about, and what is done with it. It is done at once, with the delivery that is stored: from its commit
 * on nothing gains exposure, and the same delivery is done once.
 */
export async function matchIncident(
  sql: Sql,
  integration: StoredIntegration,
  event: IncidentEvent,
  now: number,
): Promise<Omit<Read, 'eventName'>> {
  const services = event.phase === 'open' ? await known(sql, integration, event) : [];
  if (event.phase === 'open' && services.length === 0) {
    const names = event.subjects.flat().slice(0, 10).join(', ');
    const why = `none of its labels names a service (${names || 'it has none'})`;
    const error = new AppError('unprocessable', `Nothing matches: ${why}.`);
    return { event: null, service: null, outcome: { kind: 'refused', why }, error };
  }
  const [only] = services;
  return {
    event: null,
    service: services.length === 1 ? (only ?? null) : null,
    outcome: { kind: 'nothing', why: 'an incident' },
    atOnce: (tx, delivery) => settle(tx, { integration, event, services, delivery, now }),
  };
}

async function known(sql: Sql, { config }: StoredIntegration, event: IncidentEvent): Promise<string[]> {
  const names = [...new Set([config.service ?? [], ...event.subjects, Object.values(config.services ?? {})].flat())];
  const rows = await sql.query<{ name: string }>(
    'SELECT name FROM service WHERE name = ANY($1) AND archived_at IS NULL',
    [names],
  );
  return servicesOf(event, config, new Set(rows.map(({ name }) => name)));
}

type Settle = {
  integration: StoredIntegration;
  event: IncidentEvent;
  services: string[];
  delivery: string;
  now: number;
};

async function settle(sql: Sql, { integration, event, services, delivery, now }: Settle): Promise<void> {
  const key = `${integration.name}:${event.key}`;
  const actor = integrationActor(integration.name);
  const heardAt = Date.parse(event.at);
  const outcome = decideIncident(event, services, await knownIncident(sql, key));
  const done = (why: string) => sql.query(SETTLE, [delivery, 'done', why]);
  switch (outcome.kind) {
    case 'open': {
      const { title, severity, url = null, detail = null } = event;
      const { scopes } = outcome;
      const incident = { title, severity, source: integration.kind, sourceKey: key, url, detail, scopes, heardAt };
      await openIn(sql, incident, actor, now);
      await done(`opened an incident for ${scopes.join(', ')}`);
      return;
    }
    case 'change':
      await changeIn(sql, { ...outcome, title: event.title, heardAt }, actor, now);
      await done('changed what its incident concerns');
      return;
    case 'resolve':
      await resolveIn(sql, { id: outcome.id, reason: null, heardAt }, actor, now);
      await done('resolved its incident');
      return;
    case 'nothing':
      await sql.query(SETTLE, [delivery, 'ignored', outcome.why]);
  }
}
