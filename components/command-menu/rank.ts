/** Which palette items a query finds, best first. Pure. */

export type PaletteGroup = 'Actions' | 'Releases' | 'Services' | 'Pages';

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
  /** What `→` types, to see everything there is for its release: "checkout 2.4.1". */
  more?: string;
  run: (newTab: boolean) => void;
};

export const PALETTE_GROUPS: readonly PaletteGroup[] = ['Actions', 'Releases', 'Services', 'Pages'];

/** How well a word is answered: exact, the beginning, the beginning of a word inside, somewhere inside, with a slip, letters in order. */
const EXACT = 6;
const PREFIX = 5;
const WORD = 4;
const INSIDE = 3;
const SLIP = 2;
const LETTERS = 1;

/** A short word with a slip could be any other. */
const LONG_ENOUGH = 4;

/** Whether one letter too many, too few, wrong or swapped with its neighbour makes `a` of `b`. */
export function isSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const rest = (text: string, skip: number) => text.slice(at + skip);
  if (a.length > b.length) return rest(a, 1) === rest(b, 0);
  if (a.length < b.length) return rest(a, 0) === rest(b, 1);
  const swapped = a[at] === b[at + 1] && a[at + 1] === b[at] && rest(a, 2) === rest(b, 2);
  return swapped || rest(a, 1) === rest(b, 1);
}

/** Whether `part` begins with the word but for one slip. */
const slipped = (part: string, word: string): boolean =>
  word.length >= LONG_ENOUGH &&
  part[0] === word[0] &&
  [word.length - 1, word.length, word.length + 1].some((length) => isSlip(word, part.slice(0, length)));

type Text = { text: string; parts: readonly string[] };

/** What is looked through of an item; ten thousand releases are not split anew at each letter. */
const known = new WeakMap<PaletteItem, readonly Text[]>();

function textsOf(item: PaletteItem): readonly Text[] {
  const found = known.get(item);
  if (found) return found;
  const texts = [item.label, ...(item.keywords ?? [])].map((words) => {
    const text = words.toLowerCase();
    const whole = text.split(/[\s:/→]+/);
    const split = whole.flatMap((part) => (part.includes('-') ? part.split('-') : []));
    return { text, parts: [...whole, ...split, whole.join('')] };
  });
  known.set(item, texts);
  return texts;
}

function match({ text, parts }: Text, word: string): number {
  if (text === word) return EXACT;
  if (text.startsWith(word)) return PREFIX;
  if (parts.some((part) => part.startsWith(word))) return WORD;
  if (word.length < 3) return 0;
  if (text.includes(word)) return INSIDE;
  if (parts.some((part) => slipped(part, word))) return SLIP;
  return parts.some((part) => inOrder(part, word)) ? LETTERS : 0;
}

/** What another word says whole is found by that one: the 3 of "api-37 3" is a version, not once more the service. */
const said = ({ text }: Text, words: readonly string[], word: string): boolean => text !== word && words.includes(text);

function inOrder(text: string, word: string): boolean {
  let at = 0;
  for (const letter of text) if (letter === word[at]) at += 1;
  return at === word.length;
}

/** What was gone to last breaks a tie, not more; what was done last is no more likely to be done again. */
const recency = (item: PaletteItem, recent: readonly string[]): number => {
  if (item.group === 'Actions') return 0;
  const at = recent.indexOf(item.id);
  return at === -1 ? 0 : 0.5 / (1 + at);
};

function score(item: PaletteItem, words: readonly string[], recent: readonly string[]): number {
  const texts = textsOf(item);
  let total = 0;
  let worst = EXACT;
  for (const word of words) {
    let best = 0;
    for (const text of texts) if (!said(text, words, word)) best = Math.max(best, match(text, word));
    if (best === 0) return 0;
    worst = Math.min(worst, best);
    total += best;
  }
  // Who types a page's name means the page, though its letters are also in some action on a release that hurts.
  const urgency = worst >= INSIDE ? (item.hurting ? 20 : 0) + (item.inView ? 10 : 0) : 0;
  // Nothing typed: the order as given, which is by attention.
  return words.length === 0 ? 1 + urgency : total / words.length + urgency + recency(item, recent);
}

/**
 * Items in the order to show: actions on what hurts, then what is in view, then the best answer, then what was chosen
 * lately. Equal scores keep their order.
 * @param recent ids chosen before, the last one first
 */
export function rankItems(items: readonly PaletteItem[], query: string, recent: readonly string[] = []): PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return items
    .map((item) => ({ item, score: score(item, words, recent) }))
    .filter((entry) => entry.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((entry) => entry.item);
}
