import type { Release } from './schema';

type Ranked = Pick<Release, 'id' | 'attention'>;

/** What is over calls for nobody: of two such, the one that ended last is asked for first. */
function byEnd({ attention: a }: Ranked, { attention: b }: Ranked): number {
  return a.class > 0 || b.class > 0 ? 0 : Date.parse(b.since) - Date.parse(a.since);
}

/** Most urgent first: class, then priority, then id (screens.md 5). Time alone never swaps two rows. Pure. */
export function byAttention(a: Ranked, b: Ranked): number {
  return (
    b.attention.class - a.attention.class ||
    byEnd(a, b) ||
    b.attention.priority - a.attention.priority ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** Where `row` belongs in a list in that order: how many stand before it. */
function placeOf(list: readonly Ranked[], row: Ranked, from: number): number {
  let [low, high] = [from, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byAttention(list[middle] as Ranked, row) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two lists in that order as one: a few are put where they belong among many without looking at all of those. Pure. */
export function mergeByAttention<T extends Ranked>(list: readonly T[], more: readonly T[]): T[] {
  const merged: T[] = [];
  let from = 0;
  for (const row of more) {
    const place = placeOf(list, row, from);
    for (; from < place; from += 1) merged.push(list[from] as T);
    merged.push(row);
  }
  return merged.concat(list.slice(from));
}
