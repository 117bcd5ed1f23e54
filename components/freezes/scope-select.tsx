'use client';

import { errorAt, type Issues } from '@/components/form/issues';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { Permission } from '@/lib/access/decide';
import { scopeOf } from '@/lib/freezes/scope';
import { useServices } from '@/lib/queries/services';
import { scopeOptions } from './scope-options';
import { useMayOn } from './use-may-on';

type ScopeSelectProps = {
  label: string;
  /** Only what the person has this permission on is offered. */
  permission: Permission;
  value: string;
  onValueChange: (scope: string) => void;
  issues: Issues;
  /** Where the schema knows it. */
  path?: string;
};

/** What a freeze, an incident or a policy speaks of: everything, a tier, a team or a service. */
export function ScopeSelect({ label, permission, value, onValueChange, issues, path = 'scope' }: ScopeSelectProps) {
  const services = useServices().data ?? [];
  const mayOn = useMayOn();
  const options = scopeOptions(services).filter((option) => mayOn(permission, scopeOf(option.value)));
  const at = [path, `${path}.service`, `${path}.team`].find((place) => issues[place] !== undefined) ?? path;
  return (
    <Field label={label} {...errorAt(issues, at)}>
      <Select
        value={options.some((option) => option.value === value) ? value : null}
        onValueChange={onValueChange}
        options={options}
        placeholder="Choose what"
      />
    </Field>
  );
}
