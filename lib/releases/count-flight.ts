import type { Sql } from '@/lib/db/sql';
import { ACTIVE } from './lane/load';
import type { Status } from './schema';

/** How many releases in flight have a status and an attention class; null where each of them is known. */
export type FlightTally = readonly { status: Status; attention: { class: number }; count: number }[] | null;

/** Counts what is in flight without reading it. */
export const countFlight = (sql: Sql): Promise<NonNullable<FlightTally>> =>
  sql.query(
    `SELECT status, json_build_object('class', attention_class) AS attention, count(*)::int AS count
     FROM release WHERE status IN ${ACTIVE} GROUP BY status, attention_class`,
  );
