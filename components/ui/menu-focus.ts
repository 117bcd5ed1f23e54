/** Where an open menu stands and which of its items has the focus. Touches the DOM, knows nothing of React. */

const GAP = 4;
const EDGE = 8;

/** Everything in a menu that can be chosen, and what cannot now (its reason can be read). */
export const itemsOf = (menu: HTMLElement): HTMLElement[] => [
  ...menu.querySelectorAll<HTMLElement>('[role="menuitem"], [role="menuitemradio"]'),
];

/** Under its button, or above it where there is more room; never off the screen. */
export function placeBelow(menu: HTMLElement, button: Element | null, align: 'start' | 'end'): void {
  if (!button) return;
  const at = button.getBoundingClientRect();
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const below = height - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const up = below < 280 && above > below;
  menu.style.top = up ? 'auto' : `${at.bottom + GAP}px`;
  menu.style.bottom = up ? `${height - at.top + GAP}px` : 'auto';
  menu.style.maxHeight = `${up ? above : below}px`;
  menu.style.left = align === 'start' ? `${Math.max(EDGE, at.left)}px` : 'auto';
  menu.style.right = align === 'end' ? `${Math.max(EDGE, width - at.right)}px` : 'auto';
}

/** Moves the focus as the keys of a menu do: arrows go round, Home and End, a letter. True when the key was one. */
export function focusByKey(menu: HTMLElement, key: string): boolean {
  const items = itemsOf(menu);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at <= 0 ? items.length - 1 : at - 1,
    Home: 0,
    End: items.length - 1,
  };
  const step = steps[key];
  if (step !== undefined) {
    items[step % items.length]?.focus();
    return true;
  }
  if (key.length !== 1 || key === ' ') return false;
  const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  after.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))?.focus();
  return true;
}
