import type { Principal } from '@/lib/access/principal';
import { AppError } from '@/lib/errors';
import { putSloIn, type SloDeps } from '../put-slo';
import { type Refused, readFile } from './read-file';
import type { Imported } from './schema';

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new AppError('bad_request', 'The body is not UTF-8 text.');
  }
}

const refusal = (refused: readonly Refused[]): AppError => {
  const errors = refused.map(({ line, path, message }) => ({
    path: `line ${line}${path === '' ? '' : `: ${path}`}`,
    message,
  }));
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new AppError('unprocessable', `${errors[0]?.path} ${errors[0]?.message}${more}. Nothing was imported.`, {
    errors,
  });
};

type Import = { body: Uint8Array; principal: Principal; dryRun: boolean };

/** Puts every SLO of an OpenSLO v1 file, or none: what cannot be said in Rampart is refused with its line. */
export async function importSlos(deps: SloDeps, { body, principal, dryRun }: Import): Promise<Imported> {
  const { slos, refused, ignored } = readFile(textOf(body));
  if (refused.length > 0) throw refusal(refused);
  const undone = new Error('dry run');
  const imported: Imported['imported'] = [];
  try {
    await deps.inTransaction(async (sql) => {
      for (const { service, slo, line, input, servicePlace } of [...slos].sort(byService)) {
        try {
          const { created } = await putSloIn(sql, deps, { service, slo, input, principal, expected: null });
          imported.push({ service, slo, line, created });
        } catch (error) {
          if (!(error instanceof AppError) || !['not_found', 'unprocessable', 'conflict'].includes(error.code))
            throw error;
          throw refusal([
            {
              line: error.code === 'not_found' ? servicePlace.line : line,
              path: error.code === 'not_found' ? servicePlace.path : '',
              message: error.detail,
            },
          ]);
        }
      }
      if (dryRun) throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  }
  return { imported: imported.sort((a, b) => a.line - b.line), ignored };
}

// Services are locked in one order, as everywhere.
const byService = (a: { service: string }, b: { service: string }): number =>
  a.service < b.service ? -1 : a.service > b.service ? 1 : 0;
