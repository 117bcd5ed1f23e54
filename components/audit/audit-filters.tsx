'use client';

import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { useServices } from '@/lib/queries/services';
import { type AuditFilterDraft, TYPES } from './filter';

const ANY = '';

/** Kept in the address, so that a finding can be sent to someone. */
export function AuditFilters({
  filter,
  onChange,
}: {
  filter: AuditFilterDraft;
  onChange: (filter: AuditFilterDraft) => void;
}) {
  const services = useServices().data ?? [];
  const known = TYPES.some((type) => type.value === filter.type) || filter.type === ANY;
  return (
    <search className="mb-4 flex flex-wrap items-center gap-3">
      <Select
        aria-label="Service"
        className="w-48"
        value={filter.service}
        onValueChange={(service) => onChange({ ...filter, service })}
        options={[
          { value: ANY, label: 'Any service' },
          ...services.map((service) => ({ value: service.name, label: service.displayName })),
        ]}
      />
      <Select
        aria-label="What happened"
        className="w-52"
        value={filter.type}
        onValueChange={(type) => onChange({ ...filter, type })}
        options={[
          { value: ANY, label: 'Anything' },
          ...TYPES,
          ...(known ? [] : [{ value: filter.type, label: filter.type }]),
        ]}
      />
      <Input
        type="date"
        aria-label="From day, UTC"
        className="w-40"
        value={filter.from}
        onChange={(event) => onChange({ ...filter, from: event.target.value })}
      />
      <span className="text-sm text-ink-3">to</span>
      <Input
        type="date"
        aria-label="To day, UTC"
        className="w-40"
        value={filter.to}
        onChange={(event) => onChange({ ...filter, to: event.target.value })}
      />
    </search>
  );
}
