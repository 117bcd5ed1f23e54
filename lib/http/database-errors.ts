import { AppError } from '@/lib/errors';

/** PostgreSQL and socket codes that mean "not now", before anything could be done. */
const UNREACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ENOENT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  '57P03',
  '53300',
  '08001',
  'P1001',
  'P1002',
  'P2024',
]);
/** The same in the middle of something: it may have been done, and only its confirmation been lost. */
const BROKEN_OFF = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '08000',
  '08003',
  '08006',
  'P1008',
  'P1017',
  'P2028',
]);
const UNREACHED_WORDS = /timeout exceeded when trying to connect|can't reach database|connection timeout/i;
const BROKEN_OFF_WORDS = /connection terminated|server has closed the connection|query read timeout/i;

/** What a client is told when the database is away. */
export const UNAVAILABLE = {
  unreached: 'The database cannot be reached right now. Nothing was changed; try again in a moment.',
  brokenOff:
    'The database stopped answering before it confirmed this. Try again in a moment: what was done already is not done twice.',
} as const;

export const unavailable = (how: keyof typeof UNAVAILABLE): AppError =>
  new AppError('unavailable', UNAVAILABLE[how], { extra: { retryAfter: 2 } });

const RETRY = new Set(['40001', '40P01', 'P2034', '55P03']);

type Coded = { code?: unknown; message?: unknown; cause?: unknown; meta?: { driverAdapterError?: unknown } };

function* chain(thrown: unknown): Generator<Coded> {
  let current = thrown;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth++) {
    const coded: Coded = current;
    yield coded;
    current = coded.cause ?? coded.meta?.driverAdapterError;
  }
}

/** What a failed query means to a client; null when it is a fault of ours. Constraint names and values stay inside. */
export function databaseTrouble(thrown: unknown): AppError | null {
  for (const { code, message } of chain(thrown)) {
    const name = typeof code === 'string' ? code : '';
    const words = typeof message === 'string' ? message : '';
    if (UNREACHED.has(name) || UNREACHED_WORDS.test(words)) return unavailable('unreached');
    if (BROKEN_OFF.has(name) || BROKEN_OFF_WORDS.test(words)) return unavailable('brokenOff');
    if (RETRY.has(name))
      return new AppError('conflict', 'Another change happened at the same moment. Nothing was changed; try again.');
    if (name === 'P2002' || name === '23505') return new AppError('conflict', 'It exists already.');
    if (name === 'P2003' || name === '23503')
      return new AppError('conflict', 'Something else still refers to it, or what it refers to is gone.');
    if (name === 'P2025') return new AppError('not_found', 'No such thing.');
    // A NUL character or half a surrogate pair in text: PostgreSQL cannot store it.
    if (name === '22021' || name === '22P05' || name === '22P02')
      return new AppError('unprocessable', 'Some text holds characters that cannot be stored.');
  }
  return null;
}
