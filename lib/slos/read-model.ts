import type { Sql } from '@/lib/db/sql';
import { AppError } from '@/lib/errors';
import { noService } from '@/lib/services/read-model';
import { type Page, readCursor, toPage } from '@/lib/shared/page';
import { readAttribution } from './read-attribution';
import type { SloDetail, SloStatus, SloView } from './schema';
import { type SloRow, sloView } from './view';

const SELECT = `
SELECT s.id, s.service, s.name, s.spec, s.version, s.created_at AS "createdAt", s.updated_at AS "updatedAt",
  st.sums, st.as_of AS "asOf", st.exhausted_at AS "exhaustedAt", p.error AS "pullError"
FROM slo s JOIN service v ON v.name = s.service AND v.archived_at IS NULL
LEFT JOIN slo_state st ON st.slo_id = s.id LEFT JOIN slo_pull p ON p.slo_id = s.id`;

export const noSlo = (service: string, slo: string): AppError =>
  new AppError('not_found', `Service ${service} has no SLO named "${slo}".`);

export async function findSlo(sql: Sql, service: string, slo: string): Promise<SloRow | null> {
  const [row] = await sql.query<SloRow>(`${SELECT} WHERE s.service = $1 AND s.name = $2`, [service, slo]);
  return row ?? null;
}

/** One SLO with what its budget was spent on; 404 when unknown. */
export async function getSlo(sql: Sql, service: string, slo: string): Promise<SloDetail> {
  const row = await findSlo(sql, service, slo);
  if (!row) throw noSlo(service, slo);
  return { ...sloView(row), attribution: await readAttribution(sql, row) };
}

type Query = {
  limit: number;
  cursor?: string | undefined;
  service?: string | undefined;
  status?: SloStatus | undefined;
};

/** SLOs by service and name. */
export async function listSlos(sql: Sql, query: Query): Promise<Page<SloView>> {
  return toPage(await find(sql, query), query.limit, sloView, (row) => [row.service, row.name]);
}

async function find(sql: Sql, query: Query): Promise<SloRow[]> {
  const [service, name] = readCursor(query.cursor, 2) ?? [null, null];
  return sql.query<SloRow>(
    `${SELECT} WHERE ($1::text IS NULL OR (s.service, s.name) > ($1, $2)) AND ($3::text IS NULL OR s.service = $3)
      AND ($4::text IS NULL OR st.status = $4) ORDER BY s.service, s.name LIMIT $5`,
    [service, name, query.service ?? null, query.status ?? null, query.limit + 1],
  );
}

/** The SLOs of one service, each with who spent its budget; 404 when there is no such service. */
export async function listSlosOf(sql: Sql, service: string, query: Omit<Query, 'service'>): Promise<Page<SloDetail>> {
  const [known] = await sql.query('SELECT 1 FROM service WHERE name = $1 AND archived_at IS NULL', [service]);
  if (!known) throw noService(service);
  const rows = await find(sql, { ...query, service });
  const page = toPage(
    rows,
    query.limit,
    (row) => row,
    (row) => [row.service, row.name],
  );
  const items = await Promise.all(
    page.items.map(async (row) => ({ ...sloView(row), attribution: await readAttribution(sql, row) })),
  );
  return { ...page, items };
}

/** Of each service the SLO that has the least left. */
export async function readWorstSlos(sql: Sql): Promise<Map<string, SloView>> {
  const rows = await sql.query<SloRow>(
    `SELECT DISTINCT ON (service) * FROM (${SELECT}) s
     LEFT JOIN (SELECT slo_id, remaining FROM slo_state) r ON r.slo_id = s.id ORDER BY service, remaining NULLS LAST, name`,
  );
  return new Map(rows.map((row) => [row.service, sloView(row)]));
}
