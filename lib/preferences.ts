/** Display choices that the server must know before the first paint; each is one cookie. */

export const THEMES = ['system', 'light', 'dark'] as const;
export const DENSITIES = ['comfortable', 'compact', 'projector'] as const;
/** Single-letter keys: as they are, only together with Alt, or not at all. */
export const LETTERS = ['on', 'alt', 'off'] as const;
export const SIDEBARS = ['open', 'folded'] as const;

export type Theme = (typeof THEMES)[number];
export type Density = (typeof DENSITIES)[number];
export type Sidebar = (typeof SIDEBARS)[number];
export type Letters = (typeof LETTERS)[number];
export type Preferences = { theme: Theme; density: Density; sidebar: Sidebar; letters: Letters };

export const PREFERENCE_COOKIES = {
  theme: 'rampart-theme',
  density: 'rampart-density',
  sidebar: 'rampart-sidebar',
  letters: 'rampart-letters',
} as const satisfies Record<keyof Preferences, string>;

type ReadCookie = (name: string) => string | undefined;

function oneOf<T extends string>(allowed: readonly T[], value: string | undefined): T | undefined {
  return allowed.find((candidate) => candidate === value);
}

/** Preferences from cookies; an unknown or missing value is the first of its list. */
export function readPreferences(read: ReadCookie): Preferences {
  return {
    theme: oneOf(THEMES, read(PREFERENCE_COOKIES.theme)) ?? 'system',
    density: oneOf(DENSITIES, read(PREFERENCE_COOKIES.density)) ?? 'comfortable',
    sidebar: oneOf(SIDEBARS, read(PREFERENCE_COOKIES.sidebar)) ?? 'open',
    letters: oneOf(LETTERS, read(PREFERENCE_COOKIES.letters)) ?? 'on',
  };
}

/** The `document.cookie` string that keeps one preference for a year. */
export function preferenceCookie(key: keyof Preferences, value: string): string {
  return `${PREFERENCE_COOKIES[key]}=${value}; path=/; max-age=31536000; samesite=lax`;
}
