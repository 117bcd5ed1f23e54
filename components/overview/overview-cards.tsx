'use client';

import { useMemo } from 'react';
import { CARDS, type CardId, type Counts } from '@/components/attention/cards';
import { MetricCards } from '@/components/layout/metric-cards';
import { useAtNow } from '@/components/layout/now';
import { useFlightOf } from '@/lib/queries/releases';
import type { Release } from '@/lib/releases/schema';
import { CARD_LABEL, cardFacts, cardHint, NO_FACTS } from './groups';

type OverviewCardsProps = {
  finished: readonly Release[];
  counts: Counts;
  selected: CardId | null;
  onSelect: (card: string | null) => void;
};

const TONE: Partial<Record<CardId, 'failing' | 'needs'>> = { hurting: 'failing', needs: 'needs' };

/** The counts on top; they add up to the sentence above because both come from the same rows. */
export function OverviewCards({ finished, counts, selected, onSelect }: OverviewCardsProps) {
  const facts = useFlightOf(cardFacts) ?? NO_FACTS;
  const rolledBack = useMemo(() => finished.filter(({ status }) => status === 'rolled_back').length, [finished]);
  const hints = useAtNow((now) => CARDS.map((id) => cardHint(id, facts, rolledBack, now)).join('\n')).split('\n');
  const cards = CARDS.map((id, index) => ({
    id,
    label: CARD_LABEL[id],
    count: counts[id],
    hint: hints[index] ?? '',
    ...(TONE[id] ? { tone: TONE[id] } : {}),
  }));
  return <MetricCards cards={cards} selected={selected} onSelect={onSelect} />;
}
