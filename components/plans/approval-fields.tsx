'use client';

import type { Issues } from '@/components/form/issues';
import { TextField, textsOf } from '@/components/form/text-field';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useTeams } from '@/lib/queries/accounts';
import type { OnTimeout, StepDraft } from './draft';

export type ApprovalProps = { step: StepDraft; issues: Issues; onChange: (part: Partial<StepDraft>) => void };

const ROLES = [
  { value: 'approver', label: 'approvers' },
  { value: 'admin', label: 'admins' },
];

const TIMEOUTS: readonly { value: OnTimeout; label: string }[] = [
  { value: 'reject', label: 'rejects it' },
  { value: 'wait', label: 'goes on asking' },
];

/** How many people must agree before this step; 0 asks nobody. */
export function ApprovalCount({ step, issues, onChange }: ApprovalProps) {
  return <TextField label="Approvals" {...textsOf(step, onChange, issues)('approvals', 'count')} inputMode="numeric" />;
}

/** From whom, by when, and what becomes of the release when nobody answers. */
export function ApprovalFields({ step, issues, onChange }: ApprovalProps) {
  const teams = (useTeams().data ?? []).map(({ name }) => name);
  const text = textsOf(step, onChange, issues);
  const known = ROLES.some(({ value }) => value === step.role);
  const roles = known ? ROLES : [...ROLES, { value: step.role, label: step.role }];
  const limited = step.within.trim() !== '';
  return (
    <div className="col-span-full grid grid-cols-2 gap-3 border-l-2 border-border pl-3 md:grid-cols-4">
      <Field label="From">
        <Select value={step.role} onValueChange={(role) => onChange({ role })} options={roles} />
      </Field>
      <TextField label="Of team" {...text('team')} suggestions={teams} placeholder="the service’s own" />
      <TextField label="Within" {...text('within')} placeholder="no limit" />
      {limited ? (
        <Field label="Nobody in time">
          <Select value={step.onTimeout} onValueChange={(onTimeout) => onChange({ onTimeout })} options={TIMEOUTS} />
        </Field>
      ) : (
        <p className="self-end pb-1.5 text-sm text-ink-3">It is asked for until someone answers.</p>
      )}
    </div>
  );
}
