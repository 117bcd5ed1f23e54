'use client';

import { useEffect } from 'react';

const ICON = (count: number): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6"/><text x="16" y="23" font-family="sans-serif" font-size="${count > 9 ? 18 : 22}" font-weight="600" fill="white" text-anchor="middle">${count > 99 ? '∞' : count}</text></svg>`,
  )}`;

/** "(5) Overview" in the tab and its icon, so that a hidden tab can call. The document is outside React: an effect. */
export function TitleCount({ count, title }: { count: number; title: string }) {
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ''}${title} · Rampart`;
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (!link) return;
    const before = link.href;
    if (count > 0) link.href = ICON(count);
    return () => {
      link.href = before;
    };
  }, [count, title]);
  return null;
}
