'use client';

import { errorAt } from '@/components/form/issues';
import { SectionHeader } from '@/components/layout/page-header';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
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
  return (
    <section aria-labelledby="rollback">
      <SectionHeader id="rollback" title="When it goes wrong" />
      <div className="grid gap-4 rounded-panel border border-border bg-surface p-3 sm:px-4 md:grid-cols-2">
        <div className="flex flex-col gap-3">
          <Checkbox checked={draft.automatic} onCheckedChange={(automatic) => change({ ...draft, automatic })}>
            Failing gates roll back without asking anyone
          </Checkbox>
          <div className="grid grid-cols-2 gap-3">
            <Field label="Failing gates it takes" {...errorAt(issues, 'rollback.failingGates')}>
              <Input
                value={draft.failingGates}
                inputMode="numeric"
                disabled={!draft.automatic}
                onChange={(e) => change({ ...draft, failingGates: e.target.value })}
              />
            </Field>
            <Field label="Silence counts after" {...errorAt(issues, 'noDataAfter')}>
              <Input value={draft.noDataAfter} onChange={(e) => change({ ...draft, noDataAfter: e.target.value })} />
            </Field>
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
