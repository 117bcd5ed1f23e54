/** Which palette items a query finds, best first. Pure. */

export type PaletteGroup = 'Actions' | 'Releases' | 'Pages';

export type PaletteItem = {
  id: string;
  group: PaletteGroup;
  /** "Roll back checkout 2.4.1 → 2.4.0" */
  label: string;
  /** At the right end: "broad 5 %, failing" */
  hint?: string;
  /** Other words that find it: team, owner, commit. */
  keywords?: readonly string[];
  shortcut?: string;
  /** An action on a release that hurts users goes before everything else. */
  hurting?: boolean;
  /** Belongs to the release in view. */
  inView?: boolean;
  run: (newTab: boolean) => void;
};

export const PALETTE_GROUPS: readonly PaletteGroup[] = ['Actions', 'Releases', 'Pages'];

/** How well `text` answers `word`: 4 exact, 3 prefix, 2 start of a word, 1 letters in order, 0 not at all. */
function match(text: string, word: string): number {
  if (text === word) return 4;
  if (text.startsWith(word)) return 3;
  if (text.split(/[\s:/→]+/).some((part) => part.startsWith(word))) return 2;
  if (word.length < 3) return 0;
  let at = 0;
  for (const letter of text) if (letter === word[at]) at += 1;
  return at === word.length ? 1 : 0;
}

function score(item: PaletteItem, words: readonly string[]): number {
  const texts = [item.label, ...(item.keywords ?? [])].map((text) => text.toLowerCase());
  let total = 0;
  for (const word of words) {
    const best = Math.max(...texts.map((text) => match(text, word)));
    if (best === 0) return 0;
    total += best;
  }
  return total / words.length + (item.hurting ? 20 : 0) + (item.inView ? 10 : 0);
}

/** Items in the order to show. Without a query: hurting, then in view, then as given. Equal scores keep their order. */
export function rankItems(items: readonly PaletteItem[], query: string): PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return items
    .map((item) => ({
      item,
      score: words.length === 0 ? 1 + (item.hurting ? 20 : 0) + (item.inView ? 10 : 0) : score(item, words),
    }))
    .filter((entry) => entry.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((entry) => entry.item);
}
