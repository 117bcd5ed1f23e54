'use client';

import { useContext } from 'react';
import { useUsers } from '@/lib/queries/access';
import { othersWords, type Turn, turnOf, turnWords } from '@/lib/releases/approval-turn';
import type { Release } from '@/lib/releases/schema';
import { ViewerContext } from './permitted';

export type TurnView = {
  /** Null while the release asks nobody. */
  turn: Turn | null;
  /** Why the person who looks cannot approve, and who may; null where they can. */
  words: string | null;
  /** "Jo Park or Li Wei"; null while unknown, and where nobody may. */
  others: string | null;
};

/** Whether the approval a release asks for is this person's to give. The server decides again. */
export function useTurn(release: Release): TurnView {
  const viewer = useContext(ViewerContext);
  const asks = release.status === 'awaiting_approval' || release.actions.includes('approve');
  const turn = asks ? turnOf(release, viewer) : null;
  const users = useUsers(turn !== null && turn !== 'mine').data;
  if (turn === null || turn === 'mine') return { turn, words: null, others: null };
  const others = users ? othersWords(release, users, viewer.person) : undefined;
  return { turn, words: turnWords(turn, others), others: others ?? null };
}
