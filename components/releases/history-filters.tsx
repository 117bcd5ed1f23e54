'use client';

import { useRef } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { STATUS } from '@/components/status/vocabulary';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useServices } from '@/lib/queries/services';
import { STATUSES } from '@/lib/releases/status';
import type { HistoryFilter, HistoryKey } from './history-filter';

const ANY = 'any';

type HistoryFiltersProps = { filter: HistoryFilter; onChange: (key: HistoryKey, value: string) => void };

/** Every way to find a release that once was: what it is called, how it ended, whose it is, who announced it, when. */
export function HistoryFilters({ filter, onChange }: HistoryFiltersProps) {
  const search = useRef<HTMLInputElement>(null);
  const services = useServices().data ?? [];
  const teams = [...new Set(services.map((entry) => entry.owner))].sort();
  useShortcut({ keys: '/', label: 'Search', group: 'Filter', run: () => search.current?.focus() });
  const choice = (key: HistoryKey) => ({
    value: filter[key] === '' ? ANY : filter[key],
    onValueChange: (value: string) => onChange(key, value === ANY ? '' : value),
  });
  const text = (key: HistoryKey) => ({
    value: filter[key],
    onChange: (event: { target: { value: string } }) => onChange(key, event.target.value),
  });
  return (
    <search className="mb-4 grid grid-cols-2 gap-3 sm:flex sm:flex-wrap">
      <Input
        ref={search}
        {...text('q')}
        type="text"
        aria-label="Service or version"
        aria-keyshortcuts="/"
        placeholder="Service or version: “checkout 2.4”"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        className="col-span-2 sm:basis-full"
      />
      <Select
        aria-label="Status"
        className="w-full sm:w-40"
        {...choice('status')}
        options={[
          { value: ANY, label: 'Any status' },
          ...STATUSES.map((value) => ({ value, label: STATUS[value].word })),
        ]}
      />
      <Select
        aria-label="Service"
        className="w-full sm:w-40"
        {...choice('service')}
        options={[
          { value: ANY, label: 'Any service' },
          ...services.map((entry) => ({ value: entry.name, label: entry.displayName })),
        ]}
      />
      <Select
        aria-label="Team"
        className="w-full sm:w-40"
        {...choice('team')}
        options={[{ value: ANY, label: 'Any team' }, ...teams.map((value) => ({ value, label: value }))]}
      />
      <Input
        {...text('by')}
        type="text"
        aria-label="Announced by"
        placeholder="By anybody"
        autoComplete="off"
        maxLength={200}
        className="sm:w-36"
      />
      <span className="flex items-center gap-3 max-sm:contents">
        <Input {...text('from')} type="date" aria-label="From day, UTC" className="sm:w-38" />
        <span className="text-sm text-ink-3 max-sm:hidden">to</span>
        <Input {...text('to')} type="date" aria-label="To day, UTC" className="sm:w-38" />
      </span>
    </search>
  );
}
