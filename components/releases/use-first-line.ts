'use client';

import { useAtNow } from '@/components/layout/now';
import type { Release } from '@/lib/releases/schema';
import { firstLine } from '@/lib/releases/sentences';
import { useTurn } from './use-turn';

/** The first line as the person who looks reads it: whether the approval it waits for is theirs to give. */
export function useFirstLine(release: Release): string {
  const { turn, words } = useTurn(release);
  return useAtNow((now) => firstLine(release, now, turn === 'mine' ? 'You can approve.' : (words ?? '')));
}
