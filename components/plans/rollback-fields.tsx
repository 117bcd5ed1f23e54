'use client';

import { TextField, textsOf } from '@/components/form/text-field';
import { SectionHeader } from '@/components/layout/page-header';
import { Checkbox } from '@/components/ui/checkbox';
import type { PlanFieldsProps } from './step-table';

const REASONS = ['rollback', 'reject', 'override', 'kill'] as const;
const REASON_WORDS = {
  rollback: 'rolling back',
  reject: 'rejecting',
  override: 'overriding',
  kill: 'the kill switch',
} as const;

/** What failing does to the release, when silence counts, and where a reason must be typed. */
export function RollbackFields({ draft, change, issues }: PlanFieldsProps) {
  const text = textsOf(draft, (part) => change({ ...draft, ...part }), issues);
  return (
    <section aria-labelledby="rollback">
      <SectionHeader id="rollback" title="When it goes wrong" />
      <div className="grid gap-4 rounded-panel border border-border bg-surface p-3 sm:px-4 md:grid-cols-2">
        <div className="flex flex-col gap-3">
          <Checkbox checked={draft.automatic} onCheckedChange={(automatic) => change({ ...draft, automatic })}>
            Failing gates roll back without asking anyone
          </Checkbox>
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label="Failing gates it takes"
              {...text('failingGates', 'rollback.failingGates')}
              inputMode="numeric"
              disabled={!draft.automatic}
            />
            <TextField
              label="One alone at, ×"
              hint="Proven so much worse, one gate is enough."
              optional
              {...text('severeEffect', 'rollback.severeEffect')}
              inputMode="decimal"
              disabled={!draft.automatic}
            />
            <TextField label="Silence counts after" {...text('noDataAfter')} />
          </div>
        </div>
        <fieldset>
          <legend className="mb-1 text-sm font-medium text-ink">A reason must be typed for</legend>
          <div className="grid grid-cols-2 gap-x-4">
            {REASONS.map((name) => (
              <Checkbox
                key={name}
                checked={draft.requireReason[name]}
                onCheckedChange={(on) => change({ ...draft, requireReason: { ...draft.requireReason, [name]: on } })}
              >
                {REASON_WORDS[name]}
              </Checkbox>
            ))}
          </div>
        </fieldset>
      </div>
    </section>
  );
}
