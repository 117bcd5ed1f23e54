import { AppError } from '@/lib/errors';
import { logger } from '@/lib/log';
import { databaseTrouble } from './database-errors';

/** The one mapper from anything thrown to an answer. What is not ours is logged and told as "internal", never shown. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const known = databaseTrouble(thrown);
  if (known?.code === 'unavailable') logAway(thrown);
  if (known) return known;
  logger('http').error({ err: thrown }, 'a request failed');
  return new AppError('internal', 'Something went wrong on the server. It was recorded; trying again is safe.');
}

const AWAY_AGAIN_MS = 60_000;
let awayAt = Number.NEGATIVE_INFINITY;

/** While the database is away every request is refused: the first says all about it, the others a line. */
function logAway(thrown: unknown): void {
  const again = performance.now() - awayAt < AWAY_AGAIN_MS;
  awayAt = performance.now();
  const why = thrown instanceof Error ? thrown.message.split('\n').at(-1) : String(thrown);
  logger('http').warn(again ? { why } : { err: thrown }, 'the database could not be reached');
}
