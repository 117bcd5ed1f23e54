/**
 * Whether two values are the same as JSON: the order of an object's members does not count (jsonb gives them back in an
 * order of its own), nor does one that is `undefined`.
 */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  }
  const left = membersOf(a);
  const right = membersOf(b);
  return left.length === right.length && left.every(([key, value]) => sameJson(value, Reflect.get(b, key)));
}

const membersOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, member]) => member !== undefined);
