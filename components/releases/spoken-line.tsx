'use client';

import { useEffect, useRef } from 'react';
import { announce } from '@/components/layout/announcer';
import type { Release } from '@/lib/releases/schema';
import { useFirstLine } from './use-first-line';

/** A line without its numbers: two lines that differ only in them say the same. */
export const wordsOf = (line: string): string => line.replace(/[\d.,:]+/g, '#');

const LOUD: ReadonlySet<Release['status']> = new Set(['rollback_failed', 'rolled_back']);

/** Reads the first line of the open release aloud when its words change, at once where users are concerned. */
export function SpokenLine({ release }: { release: Release }) {
  const line = useFirstLine(release);
  const words = wordsOf(line);
  const spoken = useRef(words);
  const { status, verdict } = release;
  // The announcer is outside React's tree of data: speaking is an effect, deriving is not.
  useEffect(() => {
    if (spoken.current === words) return;
    spoken.current = words;
    announce(line, LOUD.has(status) || verdict === 'fail' ? 'assertive' : 'polite');
  }, [words, line, status, verdict]);
  return null;
}
