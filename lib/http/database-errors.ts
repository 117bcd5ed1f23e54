import { AppError } from '@/lib/errors';

/** PostgreSQL and socket codes that mean "not now", not "wrong". */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08001',
  '08003',
  '08006',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
]);
const WORDS =
  /connection terminated|timeout exceeded when trying to connect|can't reach database|server has closed the connection|connection timeout|query read timeout/i;
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
    if (UNREACHABLE.has(name) || (typeof message === 'string' && WORDS.test(message))) {
      return new AppError(
        'unavailable',
        'The database cannot be reached right now. Nothing was changed; try again in a moment.',
        {
          extra: { retryAfter: 2 },
        },
      );
    }
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
