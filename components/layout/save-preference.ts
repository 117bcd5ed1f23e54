import { type Preferences, preferenceCookie } from '@/lib/preferences';

/** Keeps a display choice for the server's next render. */
export function savePreference<K extends keyof Preferences>(key: K, value: Preferences[K]): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
  document.cookie = preferenceCookie(key, value);
}

/** Keeps theme, density or how letters work, and shows it at once. */
export function applyPreference<K extends 'theme' | 'density' | 'letters'>(key: K, value: Preferences[K]): void {
  savePreference(key, value);
  document.documentElement.dataset[key] = value;
}
