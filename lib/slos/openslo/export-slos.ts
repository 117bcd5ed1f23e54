import type { Sql } from '@/lib/db/sql';
import type { SloInput } from '../schema';
import { writeFile } from './write-file';

/** All SLOs, or those of one service, as OpenSLO v1 YAML. */
export async function exportSlos(sql: Sql, service: string | undefined): Promise<string> {
  const slos = await sql.query<{ service: string; name: string; spec: SloInput }>(
    `SELECT s.service, s.name, s.spec FROM slo s JOIN service v ON v.name = s.service AND v.archived_at IS NULL
     WHERE $1::text IS NULL OR s.service = $1 ORDER BY s.service, s.name`,
    [service ?? null],
  );
  return writeFile(slos);
}
