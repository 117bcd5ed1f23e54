/** Keeps rows where they are while somebody is aiming at one. Pure. */

/**
 * The order to show while the list is held: rows already shown stay in their order, gone rows leave, and a new row
 * comes after the neighbour that the true order gives it.
 */
export function holdOrder(shown: readonly string[], next: readonly string[]): string[] {
  const alive = new Set(next);
  const order = shown.filter((id) => alive.has(id));
  const known = new Set(order);
  let before: string | undefined;
  for (const id of next) {
    if (!known.has(id)) {
      order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, id);
      known.add(id);
    }
    before = id;
  }
  return order;
}

/** How many rows would have to move to get from one order to the other (same rows in both). */
export function rowsToMove(shown: readonly string[], next: readonly string[]): number {
  const place = new Map(next.map((id, index) => [id, index]));
  const tails: number[] = [];
  for (const id of shown) {
    const value = place.get(id) ?? -1;
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    tails[low] = value;
  }
  return shown.length - tails.length;
}

export const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index]);
