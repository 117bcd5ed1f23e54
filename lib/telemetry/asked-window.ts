import { AppError } from '@/lib/errors';

export const noSuchRelease = (id: string): AppError => new AppError('not_found', `There is no release ${id}.`);

/** Throws `unprocessable` for a window that is none; epoch milliseconds. */
export function refuseNoWindow(from: number, to: number): void {
  if (from < to) return;
  throw new AppError('unprocessable', 'from must be before to.', {
    errors: [{ path: 'from', message: 'must be before to' }],
  });
}
