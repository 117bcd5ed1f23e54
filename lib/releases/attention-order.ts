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

/** Two lists in that order as one: what has not moved is not compared again, however many there are. Pure. */
export function mergeByAttention<T extends Ranked>(list: readonly T[], more: readonly T[]): T[] {
  const merged: T[] = [];
  let next = 0;
  for (const row of list) {
    for (let news = more[next]; news && byAttention(news, row) < 0; news = more[next]) {
      merged.push(news);
      next += 1;
    }
    merged.push(row);
  }
  return [...merged, ...more.slice(next)];
}
