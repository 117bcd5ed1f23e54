/** A failure the person at the console can act on: printed as its message alone, without a stack. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}

export type Say = (line: string) => void;

/** Resolves after `ms` milliseconds. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
