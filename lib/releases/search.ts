/** What a person types to find a release among a million. */

import type { Sql } from '@/lib/db/sql';

export type Search = {
  /** Words, each a part of a service's name or the beginning of a version. */
  q?: string | undefined;
  /** How the name of who announced it begins. */
  by?: string | undefined;
  /** Announced not before this, and before that. */
  from?: string | undefined;
  to?: string | undefined;
  /** Ended not before. */
  endedFrom?: string | undefined;
};

/** So many words say enough. */
const MOST_WORDS = 6;
/** Above this many services it is cheaper to walk all releases than each of these. */
export const FEW_SERVICES = 200;

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** The text that a LIKE pattern takes literally, and everything that begins with it. */
export const beginsWith = (text: string): string => `${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

/** The lowest id that a release announced at `at` can have: ids begin with the time (UUIDv7). */
export function lowestId(at: string): string {
  const ms = Date.parse(at);
  if (!(ms > 0)) return NOBODY;
  const hex = Math.min(ms, 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

const looksLikeVersion = (word: string): boolean => /^v?\d/.test(word);

export type Found = {
  /** Names of the services meant; null for any. */
  services: readonly string[] | null;
  /** Beginnings of the version, all of which must fit. */
  versions: readonly string[];
};

/** Which words name a service and which begin a version. A word that names no service is a version. */
export function readWords(q: string, names: readonly string[]): Found {
  let services: readonly string[] | null = null;
  const versions: string[] = [];
  for (const word of q.trim().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)) {
    const part = word.toLowerCase();
    const named: readonly string[] = looksLikeVersion(word)
      ? []
      : (services ?? names).filter((name) => name.includes(part));
    if (named.length > 0) services = named;
    else versions.push(word);
  }
  return { services, versions };
}

/** As `readWords`, among the services there are. */
export async function findWords(sql: Sql, q: string | undefined): Promise<Found> {
  if (q === undefined || q.trim() === '') return { services: null, versions: [] };
  const rows = await sql.query<{ name: string }>('SELECT name FROM service ORDER BY name');
  return readWords(
    q,
    rows.map(({ name }) => name),
  );
}
