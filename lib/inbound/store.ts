import type { Sql } from '@/lib/db/sql';
import type { IntegrationConfig, IntegrationKind } from '@/lib/integrations/schema';
import type { Status } from '@/lib/releases/schema';
import type { DeploymentEvent } from './event';
import type { Known } from './match';

export type StoredIntegration = { name: string; kind: IntegrationKind; secret: string; config: IntegrationConfig };

export async function loadIntegration(sql: Sql, name: string): Promise<StoredIntegration | null> {
  const [row] = await sql.query<StoredIntegration>(
    'SELECT name, kind, secret, config FROM integration WHERE name = $1',
    [name],
  );
  return row ?? null;
}

/** What bears on a delivery about this version. `except` is the delivery itself, where it is stored already. */
export async function loadKnown(
  sql: Sql,
  service: string,
  version: string,
  except: string | null = null,
): Promise<Known> {
  const [row] = await sql.query<{
    archived: boolean | null;
    currentVersion: string | null;
    id: string | null;
    status: Status;
    desired: number;
    deployed: boolean;
    waiting: boolean;
  }>(
    `SELECT s.archived_at IS NOT NULL AS archived, c.current_version AS "currentVersion",
       r.id, r.status::text AS status, r.desired, r.deployed,
       EXISTS (SELECT 1 FROM hook_delivery d
         WHERE d.status = 'queued' AND d.service = $1 AND d.version = $2 AND d.id IS DISTINCT FROM $3::uuid) AS waiting
     FROM service s LEFT JOIN service_control c ON c.service = s.name
     LEFT JOIN LATERAL (SELECT id, status, desired, deployed FROM release
       WHERE service = s.name AND version = $2 ORDER BY id DESC LIMIT 1) r ON true
     WHERE s.name = $1`,
    [service, version, except],
  );
  if (!row) return { service: null, last: null, waiting: false };
  const { id, status, desired, deployed } = row;
  return {
    service: { archived: row.archived === true, currentVersion: row.currentVersion },
    last: id === null ? null : { id, status, desired, deployed },
    waiting: row.waiting,
  };
}

export type DeliveryStatus = 'queued' | 'done' | 'ignored' | 'refused';

export type NewDelivery = {
  id: string;
  integration: string;
  deliveryId: string;
  event: string;
  body: Uint8Array;
  status: DeliveryStatus;
  reason: string | null;
  parsed: DeploymentEvent | null;
  service: string | null;
  version: string | null;
  releaseId: string | null;
  receivedAt: Date;
};

/** The row under this delivery id after the insert, and whether it was there before. */
export type Stored = { id: string; fresh: boolean; releaseId: string | null };

/**
 * Stores a delivery. One that was refused before may come again under its id (a "redeliver" after the cause was put
 * right) and is then judged anew; any other is a duplicate and stays as it is.
 */
export async function storeDelivery(sql: Sql, delivery: NewDelivery): Promise<Stored> {
  const values = [
    delivery.id,
    delivery.integration,
    delivery.deliveryId,
    delivery.event,
    Buffer.from(delivery.body),
    delivery.status,
    delivery.reason,
    delivery.parsed === null ? null : JSON.stringify(delivery.parsed),
    delivery.service,
    delivery.version,
    delivery.releaseId,
    delivery.receivedAt,
  ];
  const [row] = await sql.query<{ id: string }>(
    `INSERT INTO hook_delivery (id, integration, delivery_id, event, body, status, reason, parsed, service, version,
       release_id, received_at, processed_at)
     VALUES ($1, $2, $3, $4, $5, $6::text, $7, $8::text::jsonb, $9, $10, $11::uuid, $12::timestamptz, CASE WHEN $6::text = 'queued' THEN NULL ELSE $12::timestamptz END)
     ON CONFLICT (integration, delivery_id) DO UPDATE SET event = excluded.event, body = excluded.body,
       status = excluded.status, reason = excluded.reason, parsed = excluded.parsed, service = excluded.service,
       version = excluded.version, release_id = excluded.release_id, received_at = excluded.received_at,
       processed_at = excluded.processed_at
       WHERE hook_delivery.status = 'refused'
     RETURNING id`,
    values,
  );
  if (row) return { id: row.id, fresh: true, releaseId: delivery.releaseId };
  const [before] = await sql.query<{ id: string; releaseId: string | null }>(
    'SELECT id, release_id AS "releaseId" FROM hook_delivery WHERE integration = $1 AND delivery_id = $2',
    [delivery.integration, delivery.deliveryId],
  );
  if (!before) throw new Error('a delivery vanished while it was stored');
  return { ...before, fresh: false };
}
