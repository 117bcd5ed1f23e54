'use client';

import { useLayoutEffect, useState } from 'react';

/** Heights of a row and of its second line at the density most people have, px. */
const COMFORTABLE = { row: 36, detail: 24 };

/** How high a row and its second line are at the density on the page, px. */
export function useHeights(): { row: number; detail: number } {
  const [heights, setHeights] = useState(COMFORTABLE);
  useLayoutEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const rem = Number.parseFloat(style.fontSize);
    const px = (name: string) => Number.parseFloat(style.getPropertyValue(name)) * rem;
    const found = { row: px('--row'), detail: px('--row-sentence') };
    if (Number.isFinite(found.row + found.detail))
      setHeights((before) => (before.row === found.row && before.detail === found.detail ? before : found));
  }, []);
  return heights;
}
