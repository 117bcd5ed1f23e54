'use client';

import { useShortcut } from '@/components/keyboard/shortcuts';
import { cn } from '@/components/ui/cn';
import { Kbd } from '@/components/ui/kbd';

export type MetricCard = {
  /** Its filter in the URL. */
  id: string;
  label: string;
  count: number;
  /** "oldest 10 min", "next Mon 07:00" */
  hint?: string;
  /** Only a count above zero takes its colour. */
  tone?: 'failing' | 'needs';
};

type MetricCardsProps = {
  cards: readonly MetricCard[];
  selected: string | null;
  onSelect: (id: string | null) => void;
};

function Card({
  card,
  digit,
  pressed,
  onPress,
}: {
  card: MetricCard;
  digit: number;
  pressed: boolean;
  onPress: () => void;
}) {
  useShortcut({ keys: String(digit), label: card.label, group: 'Filter', run: onPress });
  const loud = card.count > 0 ? card.tone : undefined;
  return (
    <button
      type="button"
      aria-pressed={pressed}
      aria-keyshortcuts={String(digit)}
      onClick={onPress}
      className={cn(
        'flex min-w-34 flex-1 snap-start flex-col rounded-panel border bg-surface px-3 pt-2 pb-2.5 text-left transition-colors hover:bg-hover',
        pressed
          ? 'border-accent not-focus-visible:outline-1 not-focus-visible:-outline-offset-2 not-focus-visible:outline-accent'
          : 'border-border',
      )}
    >
      <span className="flex w-full items-center justify-between gap-2 text-sm whitespace-nowrap text-ink-2">
        {card.label}
        <Kbd>{digit}</Kbd>
      </span>
      <span className="mt-1 flex items-baseline gap-2">
        <span
          className={cn(
            'text-xl font-semibold',
            loud === 'failing' && 'text-failing-text',
            loud === 'needs' && 'text-needs-text',
            !loud && (card.count === 0 ? 'text-ink-3' : 'text-ink'),
          )}
        >
          {card.count}
        </span>
        <span className="truncate text-xs text-ink-3">{card.count > 0 ? card.hint : ''}</span>
      </span>
    </button>
  );
}

/** The counts on top of the overview, which are also its filters: keys 1–6, `0` clears. */
export function MetricCards({ cards, selected, onSelect }: MetricCardsProps) {
  useShortcut({ keys: '0', label: 'Clear the filter', group: 'Filter', run: () => onSelect(null) });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would add a legend and form semantics to toggles
    <div role="group" aria-label="Filter by attention" className="-mx-1 flex snap-x gap-3 relative overflow-x-auto p-1">
      {cards.map((card, index) => (
        <Card
          key={card.id}
          card={card}
          digit={index + 1}
          pressed={selected === card.id}
          onPress={() => onSelect(selected === card.id ? null : card.id)}
        />
      ))}
    </div>
  );
}
