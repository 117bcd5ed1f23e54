import type { Sql } from '@/lib/db/sql';

/** Walks the rows of one query in batches through a cursor: one plan, bounded memory. Needs an open transaction. */
export async function* stream<T>(sql: Sql, cursor: string, text: string, batch = 5_000): AsyncGenerator<T[]> {
  await sql.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${text}`);
  for (;;) {
    const rows = await sql.query<T>(`FETCH FORWARD ${batch} FROM ${cursor}`);
    if (rows.length > 0) yield rows;
    if (rows.length < batch) break;
  }
  await sql.query(`CLOSE ${cursor}`);
}
