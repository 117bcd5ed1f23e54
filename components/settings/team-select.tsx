'use client';

import type { ComponentProps } from 'react';
import { Select } from '@/components/ui/select';
import type { TeamView } from '@/lib/access/team-schema';

const NONE = '–';

type TeamSelectProps = Pick<ComponentProps<typeof Select>, 'id' | 'aria-describedby' | 'aria-invalid'> & {
  value: string | null;
  onValueChange: (team: string | null) => void;
  teams: readonly TeamView[];
  /** What it means to choose none. */
  none?: string;
};

/** One of the teams, or none. Give it a `Field`. */
export function TeamSelect({ value, onValueChange, teams, none = 'None', ...control }: TeamSelectProps) {
  return (
    <Select
      {...control}
      value={value ?? NONE}
      onValueChange={(team) => onValueChange(team === NONE ? null : team)}
      options={[
        { value: NONE, label: none },
        ...teams.map(({ name, displayName }) => ({ value: name, label: displayName })),
      ]}
    />
  );
}
