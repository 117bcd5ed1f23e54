/** In the order of `names`; those that it does not name come after, as they were. Pure. */
export function keptOrder<G extends { name: string }>(items: readonly G[], names: readonly string[]): readonly G[] {
  const place = ({ name }: G): number => (names.includes(name) ? names.indexOf(name) : names.length);
  return [...items].sort((a, b) => place(a) - place(b));
}
