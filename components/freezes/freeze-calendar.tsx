'use client';

import { type KeyboardEvent, useRef, useState } from 'react';
import { useNow } from '@/components/layout/now';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { BLOCKER } from '@/components/status/vocabulary';
import { cn } from '@/components/ui/cn';
import { onDemand } from '@/components/ui/on-demand';
import type { CalendarItem } from '@/lib/freezes/schema';
import { useFreezeCalendar } from '@/lib/queries/freezes';
import { DAY_MS } from '@/lib/shared/utc-day';
import { type CalendarDay, weeksFrom } from './calendar-grid';
import { cellWords, itemWords, spanWords, stepOf } from './calendar-words';

const DayDialog = onDemand(async () => (await import('./day-dialog')).DayDialog);

const WEEKS = 6;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

type FreezeCalendarProps = {
  /** Begins a freeze on a day (epoch ms); left out for who may not. */
  onFreeze: ((day: number) => void) | undefined;
};

/**
 * Six weeks of what forbids exposure, in UTC: one tab stop, arrows go from day to day, `Enter` says all of a day. On a
 * phone the lists above say the same.
 */
export function FreezeCalendar({ onFreeze }: FreezeCalendarProps) {
  const now = useNow();
  const items = useFreezeCalendar().data?.items ?? [];
  const weeks = weeksFrom(now, items, WEEKS);
  const days = weeks.flat();
  const [at, setAt] = useState<number | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const active = days.find((day) => day.at === at) ?? days.find(({ today }) => today);
  const shown = days.find((day) => day.at === open);

  function press(event: KeyboardEvent, day: number) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = stepOf(event.key, day);
    if (step === null && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (step !== null) body.current?.querySelector<HTMLElement>(`[data-day="${day + step * DAY_MS}"]`)?.focus();
    else if (!event.repeat) setOpen(day);
  }

  return (
    <section aria-labelledby="calendar" className="hidden sm:block">
      <SectionHeader id="calendar" title="Calendar, UTC" />
      {items.some(({ end }) => end === null) ? (
        <p className="-mt-1 mb-2 max-w-prose text-sm text-ink-2">
          What stands until someone ends it is drawn up to today: how long it lasts nobody knows.
        </p>
      ) : null}
      <Panel className="overflow-hidden">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA grid pattern stands on a table's own elements */}
        <table role="grid" aria-readonly className="w-full table-fixed border-collapse text-xs">
          <caption className="sr-only">
            Freezes, budgets and incidents of six weeks, by day. Arrows go from day to day, Enter opens one.
          </caption>
          <thead>
            <tr>
              {DAYS.map((day) => (
                <th
                  key={day}
                  scope="col"
                  className="border-b border-border px-2 py-1.5 text-left font-medium text-ink-3"
                >
                  {day}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            {weeks.map((week) => (
              <tr key={week[0]?.at}>
                {week.map((day) => (
                  <Day
                    key={day.at}
                    day={day}
                    active={day === active}
                    onFocus={() => setAt(day.at)}
                    onOpen={() => setOpen(day.at)}
                    onKeyDown={(event) => press(event, day.at)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      {shown ? (
        <DayDialog
          day={shown}
          onClose={() => setOpen(null)}
          onFreeze={
            onFreeze
              ? () => {
                  setOpen(null);
                  onFreeze(shown.at);
                }
              : undefined
          }
        />
      ) : null}
    </section>
  );
}

const MOST = 3;

type DayProps = {
  day: CalendarDay;
  active: boolean;
  onFocus: () => void;
  onOpen: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

function Day({ day, active, onOpen, onFocus, onKeyDown }: DayProps) {
  const { written, said } = cellWords(day);
  const rest = day.items.length - MOST;
  return (
    <td
      data-day={day.at}
      tabIndex={active ? 0 : -1}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onClick={onOpen}
      className={cn(
        'h-20 cursor-default hover:bg-hover focus-visible:-outline-offset-2 border-border border-t border-l p-1.5 align-top first:border-l-0',
        day.today ? 'bg-selected' : '',
      )}
      {...(day.today ? { 'aria-current': 'date' as const } : {})}
    >
      <span className={cn('tabular-nums', day.past ? 'text-ink-3' : 'text-ink', day.today ? 'font-semibold' : '')}>
        {written} <span className="sr-only">{said}</span>
      </span>
      <ul className="mt-1 flex flex-col gap-0.5">
        {day.items.slice(0, MOST).map((item) => (
          <Chip key={`${item.freeze}-${item.start}`} item={item} />
        ))}
        {rest > 0 ? <li className="text-ink-3">{rest} more</li> : null}
      </ul>
    </td>
  );
}

function Chip({ item }: { item: CalendarItem }) {
  const kind = item.kind === 'budget' || item.kind === 'incident' ? item.kind : 'freeze';
  const Icon = BLOCKER[kind].icon;
  return (
    <li
      title={`${itemWords(item)}, ${spanWords(item)}`}
      className="flex items-center gap-1 rounded-control bg-sunken px-1 py-0.5 text-ink-2"
    >
      <Icon aria-hidden="true" className="size-3 shrink-0" />
      <span className="truncate">{itemWords(item)}</span>
    </li>
  );
}
