import { MigrationError } from '@/lib/db/migrate';
import { hasCode, LaunchError, messageOf, pause, type Say } from './failure';

/** A database that is only just starting (a machine that boots, a failover) is waited for this long. */
const WAIT_MS = 15_000;
const AGAIN_MS = 1_000;

const NOT_NOW = ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', '57P03', '53300'];
const NOT_NOW_WORDS = /timeout|connection terminated/i;

const HELP: Readonly<Record<string, string>> = {
  '28P01': 'Check the user and the password in DATABASE_URL.',
  '28000': 'Check the user in DATABASE_URL, and what pg_hba.conf allows this machine.',
  '3D000': 'Make it (CREATE DATABASE), or check the name in DATABASE_URL.',
  '42501': 'The role of DATABASE_URL must own the database, or have CREATE on it and on its schema.',
  ENOTFOUND: 'Check the host in DATABASE_URL.',
  EAI_AGAIN: 'Check the host in DATABASE_URL and the name service of this machine.',
};

/** Where a database is, without its password: `database rampart at db.example.com:5432`. */
export function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `database ${decodeURIComponent(pathname.slice(1)) || '(none named)'} at ${hostname || 'localhost'}:${port || 5432}`;
}

const mayPass = (error: unknown): boolean =>
  NOT_NOW.some((code) => hasCode(error, code)) || NOT_NOW_WORDS.test(messageOf(error));

function words(url: string, error: unknown, variable: string): string {
  const code = Object.keys(HELP).find((one) => hasCode(error, one));
  const help = code === undefined ? '' : HELP[code]?.replaceAll('DATABASE_URL', variable);
  const why = `The ${placeOf(url)} (${variable}) cannot be used: ${messageOf(error)}.`;
  if (help) return `${why} ${help}`;
  return mayPass(error) ? `${why} Does it run, and may this machine reach it?` : why;
}

/**
 * Runs `work` on an outside database. One that does not answer is waited for, up to `waitMs`; whatever is wrong then is
 * a `LaunchError` that names the database, the `variable` its address came from, and what to do.
 */
export async function onOutsideDatabase<T>(
  url: string,
  work: () => Promise<T>,
  { say, waitMs = WAIT_MS, variable = 'DATABASE_URL' }: { say: Say; waitMs?: number; variable?: string },
): Promise<T> {
  const end = performance.now() + waitMs;
  for (let waiting = false; ; waiting = true) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof MigrationError)
        throw new LaunchError(`The ${placeOf(url)} (${variable}) cannot be used.\n${error.message}`);
      if (!mayPass(error) || performance.now() + AGAIN_MS > end) throw new LaunchError(words(url, error, variable));
      if (!waiting) say(`Waiting for the ${placeOf(url)}: ${messageOf(error)} …`);
      await pause(AGAIN_MS);
    }
  }
}
