import { NAV } from '@/components/layout/nav';
import type { PaletteItem } from './rank';

/** The pages of the navigation as palette items. */
export function pageItems(go: (href: string) => void): PaletteItem[] {
  return NAV.flatMap((group) => group.items).map((item) => ({
    id: `page:${item.key}`,
    group: 'Pages',
    label: item.label,
    ...(item.letter ? { shortcut: `G ${item.letter.toUpperCase()}` } : {}),
    run: (newTab) => {
      if (newTab) window.open(item.href, '_blank', 'noopener');
      else go(item.href);
    },
  }));
}
