const MATERIALS = ['oak', 'linen', 'steel', 'wool', 'cork', 'glass', 'copper', 'cotton', 'clay', 'bamboo'];
const THINGS = ['chair', 'lamp', 'rug', 'bowl', 'desk', 'shelf', 'vase', 'blanket', 'mirror', 'stool'];
const SIZES = ['small', 'medium', 'large', 'wide', 'tall'];

export type Product = { id: number; name: string; cents: number };

/** 500 products; the same in every process. */
export const PRODUCTS: readonly Product[] = SIZES.flatMap((size) =>
  MATERIALS.flatMap((material) => THINGS.map((thing) => `${size} ${material} ${thing}`)),
).map((name, id) => ({ id, name, cents: 990 + ((id * 7919) % 20_000) }));

const INDEX = new Map<string, Product[]>();
for (const product of PRODUCTS) {
  for (const word of product.name.split(' ')) INDEX.set(word, [...(INDEX.get(word) ?? []), product]);
}
const VOCABULARY = [...INDEX.keys()].sort();

/** Words a person would search for. */
export const WORDS: readonly string[] = VOCABULARY;

/** Products that carry every word of the query. */
export function findProducts(query: string): Product[] {
  const [first, ...rest] = query.split(' ').filter((word) => word !== '');
  if (first === undefined) return [];
  return (INDEX.get(first) ?? []).filter((product) => rest.every((word) => product.name.includes(word)));
}

/** Up to five known words that begin so. */
export const suggestWords = (prefix: string): string[] =>
  VOCABULARY.filter((word) => word.startsWith(prefix)).slice(0, 5);
