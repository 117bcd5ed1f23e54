'use client';

import { useCallback, useLayoutEffect, useRef } from 'react';
import type { Selection } from './types';

type Selecting = {
  selection: Selection | undefined;
  /** Ids of all rows in the order of the list. */
  ids: readonly string[];
};

/** How rows are chosen: one, all from the last one on (Shift), or all that are listed. */
export function useSelecting({ selection, ids }: Selecting) {
  const anchor = useRef<string | null>(null);
  const latest = useRef({ selection, ids });
  useLayoutEffect(() => {
    latest.current = { selection, ids };
  });
  const toggle = useCallback((id: string, range = false) => {
    const { selection: now, ids: listed } = latest.current;
    if (!now) return;
    const from = range && anchor.current !== null ? listed.indexOf(anchor.current) : -1;
    const to = listed.indexOf(id);
    const on = from >= 0 || !now.ids.has(id);
    now.onSelect(from < 0 ? [id] : listed.slice(Math.min(from, to), Math.max(from, to) + 1), on);
    anchor.current = id;
  }, []);
  const all = useCallback((on: boolean) => {
    const { selection: now, ids: listed } = latest.current;
    now?.onSelect(on ? listed : [...now.ids], on);
  }, []);
  const listed = selection && selection.ids.size > 0 ? ids.filter((id) => selection.ids.has(id)).length : 0;
  const chosen = !selection ? null : listed === 0 ? 'none' : listed === ids.length ? 'all' : 'some';
  return { toggle, all, chosen } as const;
}
