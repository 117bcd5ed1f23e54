'use client';

import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { cardOf } from '@/components/attention/cards';
import { onDemand } from '@/components/ui/on-demand';
import { afterHydration } from '@/lib/queries/after-hydration';
import { useFlightOf } from '@/lib/queries/releases';
import type { Release } from '@/lib/releases/schema';
import { useOutbox } from './outbox-provider';

const OutboxList = onDemand(async () => (await import('./outbox-list')).OutboxList);

const NONE: readonly string[] = [];
const none = () => NONE;
const hurtingIds = (releases: readonly Release[]): string[] =>
  releases.filter((release) => cardOf(release) === 'hurting').map(({ id }) => id);

/** On every page while something waits to be sent; nothing else. */
export function OutboxBar() {
  const { entries } = useOutbox();
  const pathname = usePathname();
  // On call it stands in the card, where the button was: a line above would move what is under the thumb.
  const inCards = useFlightOf(pathname === '/oncall' ? hurtingIds : none);
  const elsewhere = entries.filter(({ release }) => !inCards?.includes(release ?? ''));
  // Its words must not wait for the network that is missing.
  useEffect(() => afterHydration(OutboxList.warm), []);
  return elsewhere.length > 0 ? <OutboxList entries={elsewhere} /> : null;
}
