'use client';

import { errorAt, type Issues } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { useTimeZones } from '@/components/form/use-time-zones';
import { Field } from '@/components/ui/field';
import { FileInput } from '@/components/ui/file-input';
import { Select } from '@/components/ui/select';
import type { FreezeDraft } from './draft';
import { REPEAT_WORDS, REPEATS } from './words';

type WhenFieldsProps = { draft: FreezeDraft; change: (part: Partial<FreezeDraft>) => void; issues: Issues };

/** When it stands: once, again and again, or during the events of a file. */
export function WhenFields({ draft, change, issues }: WhenFieldsProps) {
  const text = textsOf(draft, change, issues);
  const zones = useTimeZones();
  const clock = draft.timezone === '' ? 'UTC' : draft.timezone;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="When" {...(draft.repeat === 'rule' ? {} : errorAt(issues, 'recurrence'))}>
          <Select
            value={draft.repeat}
            onValueChange={(repeat) => change({ repeat })}
            options={REPEATS.map((value) => ({ value, label: REPEAT_WORDS[value] }))}
          />
        </Field>
        <TextField
          label="Time zone"
          optional
          hint="UTC when empty. Its daylight saving is kept."
          suggestions={zones}
          {...text('timezone')}
        />
      </div>
      {draft.repeat === 'ical' ? (
        <Field
          label="iCalendar file"
          hint="It stands during every event of it. A file imported before is replaced whole."
          {...errorAt(issues, 'ical')}
        >
          <FileInput accept=".ics,text/calendar" onText={(ical) => change({ ical })} />
        </Field>
      ) : (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={`From, ${clock}`}
            optional={draft.repeat === 'none'}
            hint={draft.repeat === 'none' ? 'Now when empty.' : 'Of the first time.'}
            {...text('start')}
            type="datetime-local"
          />
          <TextField
            label={`Until, ${clock}`}
            optional={draft.repeat === 'none'}
            hint={draft.repeat === 'none' ? 'Until someone lifts it when empty.' : 'Of the first time.'}
            {...text('end')}
            type="datetime-local"
          />
        </div>
      )}
      {draft.repeat === 'rule' ? (
        <TextField
          label="Rule"
          hint="RFC 5545, for example FREQ=MONTHLY;BYDAY=-1FR: the last Friday of each month."
          code
          {...text('rule', 'recurrence')}
        />
      ) : null}
      {draft.repeat === 'none' || draft.repeat === 'ical' ? null : (
        <TextField
          label="Not on"
          optional
          hint="Local dates on which it does not begin, such as 2026-12-25."
          value={draft.except}
          onChange={(except) => change({ except })}
          {...errorAt(issues, Object.keys(issues).find((path) => path.startsWith('except')) ?? 'except')}
        />
      )}
    </>
  );
}
