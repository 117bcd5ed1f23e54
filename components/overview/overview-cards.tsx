'use client';

import { useMemo } from 'react';
import { CARDS, type CardId, type Counts } from '@/components/attention/cards';
import { MetricCards } from '@/components/layout/metric-cards';
import { useAtNow } from '@/components/layout/now';
import { useFinishedOf, useFlightOf } from '@/lib/queries/releases';
import { CARD_LABEL, cardFacts, cardHint, joinFacts } from './groups';

type OverviewCardsProps = {
  counts: Counts;
  selected: CardId | null;
  onSelect: (card: string | null) => void;
};

const TONE: Partial<Record<CardId, 'failing' | 'needs'>> = { hurting: 'failing', needs: 'needs' };

/** The counts on top; they add up to the sentence above because both come from the same rows. */
export function OverviewCards({ counts, selected, onSelect }: OverviewCardsProps) {
  const flight = useFlightOf(cardFacts);
  const finished = useFinishedOf(cardFacts);
  const facts = useMemo(() => joinFacts(flight, finished), [flight, finished]);
  const hints = useAtNow((now) => CARDS.map((id) => cardHint(id, facts, now)).join('\n')).split('\n');
  const cards = CARDS.map((id, index) => ({
    id,
    label: CARD_LABEL[id],
    count: counts[id],
    hint: hints[index] ?? '',
    ...(TONE[id] ? { tone: TONE[id] } : {}),
  }));
  return <MetricCards cards={cards} selected={selected} onSelect={onSelect} />;
}
