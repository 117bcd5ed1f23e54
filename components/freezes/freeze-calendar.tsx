'use client';

import { useNow } from '@/components/layout/now';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { BLOCKER } from '@/components/status/vocabulary';
import { cn } from '@/components/ui/cn';
import { formatFull } from '@/lib/format/time';
import type { CalendarItem } from '@/lib/freezes/schema';
import { scopeWords } from '@/lib/freezes/scope';
import { useFreezeCalendar } from '@/lib/queries/freezes';
import { type CalendarDay, weeksFrom } from './calendar-grid';

const WEEKS = 6;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Six weeks of what forbids exposure, in UTC. On a phone the lists above say the same. */
export function FreezeCalendar() {
  const now = useNow();
  const items = useFreezeCalendar().data?.items ?? [];
  return (
    <section aria-labelledby="calendar" className="hidden sm:block">
      <SectionHeader id="calendar" title="Calendar, UTC" />
      {items.some(({ end }) => end === null) ? (
        <p className="-mt-1 mb-2 max-w-prose text-sm text-ink-2">
          What stands until someone ends it is drawn up to today: how long it lasts nobody knows.
        </p>
      ) : null}
      <Panel className="overflow-hidden">
        <table className="w-full table-fixed border-collapse text-xs">
          <caption className="sr-only">Freezes, budgets and incidents of six weeks, by day</caption>
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
          <tbody>
            {weeksFrom(now, items, WEEKS).map((week) => (
              <tr key={week[0]?.at}>
                {week.map((day) => (
                  <Day key={day.at} day={day} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </section>
  );
}

const MOST = 3;

function Day({ day }: { day: CalendarDay }) {
  const date = new Date(day.at);
  const number = date.getUTCDate();
  const month = number === 1 ? ` ${date.toLocaleString('en', { month: 'short', timeZone: 'UTC' })}` : '';
  const rest = day.items.length - MOST;
  return (
    <td
      className={cn(
        'h-20 border-border border-t border-l p-1.5 align-top first:border-l-0',
        day.today ? 'bg-selected' : '',
      )}
      {...(day.today ? { 'aria-current': 'date' as const } : {})}
    >
      <span className={cn('tabular-nums', day.past ? 'text-ink-3' : 'text-ink', day.today ? 'font-semibold' : '')}>
        {number}
        {month}
        {day.today ? <span className="sr-only"> today</span> : null}
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
  const until = item.end === null ? 'until it is lifted' : `until ${formatFull(Date.parse(item.end))}`;
  const words = `${scopeWords(item.scope)}: ${item.title ?? item.reason}`;
  return (
    <li
      title={`${words}, from ${formatFull(Date.parse(item.start))} ${until}`}
      className="flex items-center gap-1 rounded-control bg-sunken px-1 py-0.5 text-ink-2"
    >
      <Icon aria-hidden="true" className="size-3 shrink-0" />
      <span className="truncate">{words}</span>
    </li>
  );
}
