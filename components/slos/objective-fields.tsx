'use client';

import { FormSection, GroupError } from '@/components/form/form-section';
import { errorAt, under } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { useTimeZones } from '@/components/form/use-time-zones';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Tabs } from '@/components/ui/tabs';
import { AlertFields } from './alert-fields';
import { CALENDAR } from './draft';
import type { SloFieldsProps } from './name-fields';
import { windowWords } from './words';

const WINDOWS = ['7d', '28d', '30d', '90d', ...CALENDAR];
const LENGTHS = [
  { value: '1m', label: 'a minute' },
  { value: '5m', label: 'five minutes' },
] as const;
const BUDGETS = [
  { value: 'events', label: 'Bad events' },
  { value: 'time_slices', label: 'Bad time' },
] as const;

/** How much must be good, over what time, and how that is counted. */
export function ObjectiveFields({ draft, change, issues }: SloFieldsProps) {
  const text = textsOf(draft, change, issues);
  const zones = useTimeZones();
  const slice = under(issues, 'slice');
  const windows = WINDOWS.includes(draft.window) ? WINDOWS : [draft.window, ...WINDOWS];
  return (
    <FormSection title="Objective" about="The share that must be good. The rest is the error budget.">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Objective, %" inputMode="decimal" placeholder="99.9" {...text('objective')} />
        <Field label="Over" {...errorAt(issues, 'window')}>
          <Select
            value={draft.window}
            onValueChange={(window) => change({ window })}
            options={windows.map((value) => ({
              value,
              label: CALENDAR.includes(value) ? windowWords(value) : `the last ${windowWords(value)}`,
            }))}
          />
        </Field>
        {CALENDAR.includes(draft.window) ? (
          <TextField label="Time zone" optional placeholder="UTC" suggestions={zones} {...text('timeZone')} />
        ) : null}
      </div>
      <div className="flex flex-col gap-1">
        <Tabs
          label="What the budget is made of"
          variant="chips"
          value={draft.budget}
          onValueChange={(budget) => change({ budget })}
          tabs={BUDGETS}
        />
        <p className="text-xs text-ink-3">
          Bad events weigh a busy minute more than a quiet one; bad time weighs them alike.
        </p>
        <GroupError>{issues.budget}</GroupError>
      </div>
      {draft.budget === 'time_slices' ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Slices of" {...errorAt(slice, 'length')}>
            <Select
              value={draft.sliceLength}
              onValueChange={(sliceLength) => change({ sliceLength })}
              options={LENGTHS}
            />
          </Field>
          <TextField label="Good from, % of its events" inputMode="decimal" {...text('sliceTarget', 'slice.target')} />
        </div>
      ) : null}
      <TextField
        label="Events needed to page"
        inputMode="numeric"
        hint="Fewer than this in the long span never page: one failure of few says little."
        {...text('minEvents')}
      />
      <AlertFields draft={draft} change={change} issues={issues} />
    </FormSection>
  );
}
