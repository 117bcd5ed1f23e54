/** Which lines of a long list are on the page. Pure. */

/**
 * Lines come and go this many at a time: each change of what is mounted costs a layout and a paint of all of them, so
 * that one row in every frame is dear; many at once take longer than a frame lasts.
 */
export const BLOCK = 4;
/** Mounted before they come into view, at least. */
const AHEAD = 3;

/** Indexes of the lines to draw for those in view (both inclusive), and `kept` (-1: none) wherever it is. */
export function drawnLines(
  { startIndex, endIndex, count }: { startIndex: number; endIndex: number; count: number },
  kept: number,
): number[] {
  const from = Math.max(0, Math.floor((startIndex - AHEAD) / BLOCK) * BLOCK);
  // Always as many, so that lines come and go at the same moment and are laid out once.
  const many = Math.ceil((endIndex - startIndex + 1 + 2 * AHEAD) / BLOCK) * BLOCK + BLOCK;
  const to = Math.min(count, from + many);
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place);
  if (kept < 0 || kept >= count || (kept >= from && kept < to)) return drawn;
  return kept < from ? [kept, ...drawn] : [...drawn, kept];
}

export const sameLines = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((line, place) => line === b[place]);
