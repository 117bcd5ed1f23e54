'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { CalendarDay } from './calendar-grid';
import { dayWords, itemWords, spanWords } from './calendar-words';

type DayDialogProps = {
  day: CalendarDay;
  onClose: () => void;
  /** Begins a freeze on this day; left out for who may not. */
  onFreeze: (() => void) | undefined;
};

/** Everything that stands on a day, in full: a cell has no room for it. */
export function DayDialog({ day, onClose, onFreeze }: DayDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())} title={dayWords(day.at)}>
      {day.items.length === 0 ? (
        <p className="mt-2 text-base text-ink-2">Nothing is frozen on this day.</p>
      ) : (
        <ul className="mt-2 divide-y divide-border">
          {day.items.map((item) => (
            <li key={`${item.freeze}-${item.start}`} className="py-2">
              <p className="text-base text-ink">{itemWords(item)}</p>
              <p className="text-sm text-ink-2">{spanWords(item)}</p>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-6 flex items-center justify-between gap-4">
        <Button size="lg" onClick={onClose}>
          Close
        </Button>
        {onFreeze && !day.past ? (
          <Button size="lg" onClick={onFreeze}>
            {day.today ? 'Freeze from now…' : 'Freeze from this day…'}
          </Button>
        ) : null}
      </div>
    </Dialog>
  );
}
