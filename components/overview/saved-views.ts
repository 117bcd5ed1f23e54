/** Named views: an address of the overview under a name, kept by this browser for this person. Pure. */

export type SavedView = { name: string; query: string };

/** Under which this browser keeps somebody's views. */
export const viewsKey = (person: string): string => `rampart-views:${person}`;

/** So many fit a menu. */
export const MOST_VIEWS = 12;

const isView = (value: unknown): value is SavedView =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as SavedView).name === 'string' &&
  typeof (value as SavedView).query === 'string';

/** What was kept; anything else than views is dropped. */
export function readViews(text: string | null): readonly SavedView[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isView).slice(0, MOST_VIEWS) : [];
  } catch {
    return [];
  }
}

/** The same view whatever the order of its parameters. */
export function sameView(a: string, b: string): boolean {
  const sorted = (query: string) => {
    const params = new URLSearchParams(query);
    params.sort();
    return params.toString();
  };
  return sorted(a) === sorted(b);
}

/** With one more at the end; a name that is taken gets the new address. */
export function withView(views: readonly SavedView[], view: SavedView): readonly SavedView[] {
  const taken = views.some(({ name }) => name === view.name);
  return taken ? views.map((known) => (known.name === view.name ? view : known)) : [...views, view].slice(-MOST_VIEWS);
}

export const withoutView = (views: readonly SavedView[], name: string): readonly SavedView[] =>
  views.filter((view) => view.name !== name);

/** A name to begin with: what the view filters by, in its own words. */
export function suggestedName(query: string): string {
  const params = new URLSearchParams(query);
  const by = params.get('by');
  return [params.get('card') ?? '', params.get('q') ?? '', by ? `by ${by}` : ''].filter(Boolean).join(' ');
}
