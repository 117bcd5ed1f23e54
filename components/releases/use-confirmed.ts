'use client';

import { useEffect, useRef } from 'react';
import { toast } from '@/components/ui/toast';
import { formatExposure } from '@/lib/format/number';
import { formatClock } from '@/lib/format/time';
import type { Release } from '@/lib/releases/schema';
import { tookWords } from './receipt-steps';

type Taken = Pick<Release, 'service' | 'version' | 'status' | 'rollback' | 'finishedAt'>;

/** What a confirmed rollback is told with: what left, who confirmed it, who had asked. `null` before it is. */
export function confirmedWords({ service, version, status, rollback, finishedAt }: Taken): [string, string] | null {
  if (status !== 'rolled_back' || !rollback || !finishedAt) return null;
  const at = Date.parse(finishedAt);
  const took = tookWords(at - Date.parse(rollback.at));
  return [
    `${service} ${version} is rolled back`,
    `The provider confirmed ${formatExposure(0)} at ${formatClock(at)}, ${took} after ${rollback.by} asked.`,
  ];
}

/** Tells who asked for a rollback here and closed its dialog that it is confirmed; once. */
export function useConfirmed(release: Taken, waits: boolean): void {
  const told = useRef(false);
  const words = waits ? confirmedWords(release) : null;
  useEffect(() => {
    if (!words || told.current) return;
    told.current = true;
    toast(words[0], { description: words[1] });
  }, [words]);
}
