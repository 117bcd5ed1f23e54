'use client';

import {
  observeWindowOffset,
  observeWindowRect,
  Virtualizer,
  type VirtualizerOptions,
  windowScroll,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { nextFrame } from '@/lib/queries/next-frame';
import { drawnLines, sameLines } from './drawn-lines';

const SERVER_RECT = { width: 1440, height: 1200 };

type Options = VirtualizerOptions<Window, HTMLElement>;
type Lines = Pick<Options, 'count' | 'estimateSize' | 'scrollMargin'> & {
  /** Stable from one drawing to the next while the same lines stand at the same places. */
  getItemKey: NonNullable<Options['getItemKey']>;
  /** A line that stays mounted wherever the page is scrolled to; -1 for none. */
  kept: number;
};

function createLines() {
  let version = 0;
  let drawn: readonly number[] = [];
  let waiting = false;
  const listeners = new Set<() => void>();
  const draw = () => {
    waiting = false;
    version += 1;
    for (const listener of listeners) listener();
  };
  const optionsOf = ({ kept, ...lines }: Lines): Options => ({
    ...lines,
    initialRect: SERVER_RECT,
    scrollPaddingStart: 96,
    scrollPaddingEnd: 48,
    getScrollElement: () => (typeof window === 'undefined' ? null : window),
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialOffset: () => (typeof window === 'undefined' ? 0 : window.scrollY),
    rangeExtractor: (range) => {
      const next = drawnLines(range, kept);
      if (!sameLines(drawn, next)) drawn = next;
      return drawn as number[];
    },
    onChange: (instance) => {
      const { items, measured } = shown;
      if (instance.getVirtualItems() === items) return;
      // A line that was measured is placed before it is painted; what scrolling brings in comes with all else of its frame.
      if (instance.measurementsCache !== measured) return draw();
      if (!waiting) nextFrame(draw);
      waiting = true;
    },
  });
  const shown: { items: unknown; measured: unknown } = { items: null, measured: null };
  return {
    shown,
    optionsOf,
    version: () => version,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const first = () => 0;

/**
 * Which of many lines are on the page, and where. In contrast to the library's own hook it draws only when other lines
 * come in, and then together with what the stream brought: one commit a frame.
 */
export function useVirtualLines(asked: Lines): Virtualizer<Window, HTMLElement> {
  const [lines] = useState(createLines);
  const options = lines.optionsOf(asked);
  const [virtualizer] = useState(() => new Virtualizer(options));
  useSyncExternalStore(lines.subscribe, lines.version, first);
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  useLayoutEffect(() => {
    lines.shown.items = virtualizer.getVirtualItems();
    lines.shown.measured = virtualizer.measurementsCache;
  });
  return virtualizer;
}
