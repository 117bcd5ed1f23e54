/**
 * What `make` makes of a list, made once for each: lists are long, are not changed once made, and several parts of a page
 * ask the same of them. Forgotten with the list.
 */
export function oncePerList<T, R>(make: (list: readonly T[]) => R): (list: readonly T[]) => R {
  const made = new WeakMap<readonly T[], { is: R }>();
  return (list) => {
    const known = made.get(list) ?? { is: make(list) };
    made.set(list, known);
    return known.is;
  };
}
