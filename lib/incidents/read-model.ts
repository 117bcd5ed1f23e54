import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { SCOPES_OF, scopeOf } from '@/lib/freezes/scope';
import type { Status } from '@/lib/releases/schema';
import { type Page, readCursor, toPage } from '@/lib/shared/page';
import type { IncidentView } from './schema';

type Row = Omit<IncidentView, 'scopes' | 'releases' | 'open' | 'openedAt' | 'resolvedAt'> & {
  openedAt: Date;
  resolvedAt: Date | null;
  scopes: { scope: string; openedAt: string; closedAt: string | null }[] | null;
  releases: { id: string; service: string; version: string; status: Status }[] | null;
};

const SELECT = `
SELECT i.id, i.title, i.severity, i.source, i.url, i.detail, i.opened_by AS "openedBy", i.opened_at AS "openedAt",
  i.resolved_by AS "resolvedBy", i.resolved_at AS "resolvedAt", i.resolution,
  (SELECT json_agg(json_build_object('scope', s.scope, 'openedAt', s.opened_at, 'closedAt', s.closed_at) ORDER BY s.scope)
     FROM incident_scope s WHERE s.incident_id = i.id) AS scopes,
  (SELECT json_agg(json_build_object('id', r.id, 'service', r.service, 'version', r.version, 'status', r.status) ORDER BY r.id DESC)
     FROM incident_release l JOIN release r ON r.id = l.release_id WHERE l.incident_id = i.id) AS releases
FROM incident i`;

const iso = (text: string): string => new Date(text).toISOString();

const viewOf = ({ scopes, releases, openedAt, resolvedAt, ...row }: Row): IncidentView => ({
  ...row,
  open: resolvedAt === null,
  openedAt: openedAt.toISOString(),
  resolvedAt: resolvedAt?.toISOString() ?? null,
  scopes: (scopes ?? []).map((one) => ({
    scope: scopeOf(one.scope),
    openedAt: iso(one.openedAt),
    closedAt: one.closedAt === null ? null : iso(one.closedAt),
  })),
  releases: releases ?? [],
});

export async function readIncident(sql: Sql, id: string): Promise<IncidentView> {
  const [row] = await sql.query<Row>(`${SELECT} WHERE i.id = $1`, [id]);
  if (!row) throw new AppError('not_found', `There is no incident ${id}.`);
  return viewOf(row);
}

type Query = {
  limit: number;
  cursor?: string | undefined;
  open?: boolean | undefined;
  service?: string | undefined;
  release?: string | undefined;
};

/** Incidents, newest first. */
export async function listIncidents(sql: Sql, query: Query): Promise<Page<IncidentView>> {
  const after = readCursor(query.cursor, 2);
  const rows = await sql.query<Row>(
    `${SELECT} WHERE ($1::timestamptz IS NULL OR (i.opened_at, i.id) < ($1::timestamptz, $2::uuid))
       AND ($3::boolean IS NULL OR (i.resolved_at IS NULL) = $3)
       AND ($4::text[] IS NULL OR EXISTS (SELECT FROM incident_scope s WHERE s.incident_id = i.id AND s.scope = ANY($4)))
       AND ($5::uuid IS NULL OR EXISTS (SELECT FROM incident_release l WHERE l.incident_id = i.id AND l.release_id = $5))
     ORDER BY i.opened_at DESC, i.id DESC LIMIT $6`,
    [
      after?.[0] ?? null,
      after?.[1] ?? null,
      query.open ?? null,
      query.service === undefined ? null : await scopesNamed(sql, query.service),
      query.release ?? null,
      query.limit + 1,
    ],
  );
  return toPage(rows, query.limit, viewOf, (row) => [row.openedAt.toISOString(), row.id]);
}

async function scopesNamed(sql: Sql, name: string): Promise<string[]> {
  const [row] = await sql.query<{ scopes: string[] }>(`SELECT ${SCOPES_OF} FROM service s WHERE s.name = $1`, [name]);
  return row?.scopes ?? [name];
}
