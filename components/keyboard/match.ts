/** The pure half of the shortcut registry: which key press means which shortcut. */

/** The part of a keyboard event that matters. */
export type KeyPress = {
  key: string;
  repeat: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** An input method is composing text. */
  isComposing: boolean;
};

/** Where the focus is: in a text field, in a layer over the page (dialog, menu), or on the page itself. */
export type FocusPlace = 'page' | 'field' | 'layer';

/** Single letters as they are, only together with Alt, or not at all (settings). */
export type LetterMode = 'on' | 'alt' | 'off';

/** How long `g` waits for its second letter, in ms. */
export const PREFIX_MS = 1500;

/**
 * The shortcut a key press stands for, in registry spelling: "r", "?", "mod+k", "g o" (after `g`), "Escape".
 * `null` when the press must not be a shortcut: held down, in a field, with a foreign modifier.
 */
export function shortcutOf(
  press: KeyPress,
  place: FocusPlace,
  letters: LetterMode,
  prefix: string | null,
): string | null {
  if (press.repeat || press.isComposing) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const mod = press.ctrlKey || press.metaKey;
  if (mod) return press.altKey ? null : `mod+${key}`;
  if (place !== 'page') return null;
  if (press.key.length === 1) {
    if (letters === 'off' || press.altKey !== (letters === 'alt')) return null;
  } else if (press.altKey) return null;
  return prefix ? `${prefix} ${key}` : key;
}

/** How a shortcut is printed on a key cap: "mod+k" → "⌘K" or "Ctrl K", "g o" → "G O". */
export function keyLabel(shortcut: string, apple: boolean): string {
  const names: Record<string, string> = { Enter: '↵', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', ' ': 'Space' };
  return shortcut
    .split(' ')
    .map((part) => {
      const key = part.startsWith('mod+') ? part.slice(4) : part;
      const cap = names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
      if (!part.startsWith('mod+')) return cap;
      return apple ? `⌘${cap}` : `Ctrl ${cap}`;
    })
    .join(' ');
}
