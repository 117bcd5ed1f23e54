'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { CARDS, type CardId } from '@/components/attention/cards';
import { GROUPINGS, type Grouping } from './groups';

export type UrlFilter = {
  card: CardId | null;
  text: string;
  by: Grouping;
  /** All of it as the address keeps it, for a view to be saved. */
  query: string;
  setCard: (card: string | null) => void;
  setText: (text: string) => void;
  setBy: (by: Grouping) => void;
  /** Takes another view's address. */
  show: (query: string) => void;
  clear: () => void;
};

const KEPT = ['card', 'q', 'by'];

/** The overview's view, kept in the address: `?card=hurting&q=tier:1&by=team`. Typing never waits for the server. */
export function useUrlFilter(): UrlFilter {
  const path = usePathname();
  const params = useSearchParams();
  const inUrl = params.get('q') ?? '';
  const [text, setTyped] = useState(inUrl);
  const [seen, setSeen] = useState(inUrl);
  const [mine, setMine] = useState<readonly string[]>([]);
  // The address follows the typing a moment later; only what came from elsewhere (a link, Back) is taken over.
  if (inUrl !== seen) {
    setSeen(inUrl);
    if (!mine.includes(inUrl)) setTyped(inUrl);
  }
  const card = CARDS.find((id) => id === params.get('card')) ?? null;
  const by = GROUPINGS.find((id) => id === params.get('by')) ?? 'attention';
  function write(change: Record<string, string | null>) {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(change)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    const query = next.toString();
    history.replaceState(null, '', query === '' ? path : `${path}?${query}`);
  }
  return {
    card,
    text,
    by,
    query: new URLSearchParams([...params].filter(([key]) => KEPT.includes(key))).toString(),
    setCard: (id) => write({ card: id }),
    setText: (value) => {
      setTyped(value);
      setMine((before) => [...before, value.trim()].slice(-50));
      write({ q: value.trim() });
    },
    setBy: (value) => write({ by: value === 'attention' ? null : value }),
    show: (query) => {
      const wanted = new URLSearchParams(query);
      setTyped(wanted.get('q') ?? '');
      write(Object.fromEntries(KEPT.map((key) => [key, wanted.get(key)])));
    },
    clear: () => {
      setTyped('');
      write({ q: null, card: null });
    },
  };
}
