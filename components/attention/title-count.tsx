'use client';

import { useLayoutEffect } from 'react';

const ICON = (count: number): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6"/><text x="16" y="23" font-family="sans-serif" font-size="${count > 9 ? 18 : 22}" font-weight="600" fill="white" text-anchor="middle">${count > 99 ? '∞' : count}</text></svg>`,
  )}`;

/**
 * "(5) Overview" in the tab and its icon, so that a hidden tab can call. The document is outside React: an effect. The
 * page's own title and icon may be streamed in after it, so what is written there later is remembered and written over.
 */
export function TitleCount({ count, title }: { count: number; title: string }) {
  useLayoutEffect(() => {
    const wanted = `${count > 0 ? `(${count}) ` : ''}${title} · Rampart`;
    const icon = ICON(count);
    const icons = new Map<HTMLLinkElement, string>();
    let own = document.title;
    const write = () => {
      if (document.title !== wanted) {
        own = document.title;
        document.title = wanted;
      }
      if (count === 0) return;
      for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')) {
        const href = link.getAttribute('href') ?? '';
        if (href === icon) continue;
        icons.set(link, href);
        link.setAttribute('href', icon);
      }
    };
    write();
    const watch = new MutationObserver(write);
    watch.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      watch.disconnect();
      // The next page may have written its title already.
      if (document.title === wanted) document.title = own;
      for (const [link, href] of icons) if (link.getAttribute('href') === icon) link.setAttribute('href', href);
    };
  }, [count, title]);
  return null;
}
