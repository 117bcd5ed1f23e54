'use client';

import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { errorAt, type Issues } from '@/components/form/issues';
import { SectionHeader } from '@/components/layout/page-header';
import { Button, IconButton } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Tooltip } from '@/components/ui/tooltip';
import { moved, newStep, type PlanDraft, type StepDraft } from './draft';
import { RingInput } from './ring-input';
import { StepGates } from './step-gates';

export type PlanFieldsProps = { draft: PlanDraft; change: (draft: PlanDraft) => void; issues: Issues };

/** The steps in their order. Each is a card of fields on a phone and one line from a laptop up. */
export function StepTable({ draft, change, issues }: PlanFieldsProps) {
  const { steps } = draft;
  const put = (next: readonly StepDraft[]) => change({ ...draft, steps: next });
  const set = (index: number, part: Partial<StepDraft>) =>
    put(steps.map((step, i) => (i === index ? { ...step, ...part } : step)));
  function add() {
    const last = steps.at(-1);
    put([...steps, { ...newStep(crypto.randomUUID(), last?.ring, '100'), hold: last?.hold ?? '10m' }]);
  }
  return (
    <section aria-labelledby="steps">
      <SectionHeader
        id="steps"
        title="Steps"
        actions={
          <Button size="sm" onClick={add}>
            Add a step
          </Button>
        }
      />
      {issues.steps ? <p className="mb-2 text-sm text-failing-text">{issues.steps}</p> : null}
      <ol className="divide-y divide-border rounded-panel border border-border bg-surface">
        {steps.map((step, index) => (
          <li key={step.key} className="flex gap-3 p-3 sm:px-4">
            <span className="w-4 shrink-0 pt-7 text-sm text-ink-3">{index + 1}</span>
            <div className="grid min-w-0 flex-1 grid-cols-2 gap-3 md:grid-cols-4 xl:grid-cols-[8rem_6rem_6rem_minmax(8rem,1fr)_16rem]">
              <Field label="Ring" {...errorAt(issues, `steps.${index}.ring`)}>
                <RingInput value={step.ring} onChange={(ring) => set(index, { ring })} />
              </Field>
              <Field label="Exposure, %" {...errorAt(issues, `steps.${index}.exposure`)}>
                <Input
                  value={step.exposure}
                  inputMode="decimal"
                  onChange={(e) => set(index, { exposure: e.target.value })}
                />
              </Field>
              <Field label="Hold" {...errorAt(issues, `steps.${index}.hold`)}>
                <Input value={step.hold} onChange={(e) => set(index, { hold: e.target.value })} placeholder="10m" />
              </Field>
              <StepGates
                step={step}
                gates={draft.gates}
                onChange={(gates) => set(index, { gates })}
                {...errorAt(issues, `steps.${index}.gates.0`)}
              />
              <Approval step={step} index={index} issues={issues} onChange={(part) => set(index, part)} />
            </div>
            <div className="flex shrink-0 flex-col gap-1 pt-6 sm:flex-row sm:items-start">
              <Mover label={`Move step ${index + 1} up`} off={index === 0} onClick={() => put(moved(steps, index, -1))}>
                <ArrowUp aria-hidden="true" />
              </Mover>
              <Mover
                label={`Move step ${index + 1} down`}
                off={index === steps.length - 1}
                onClick={() => put(moved(steps, index, 1))}
              >
                <ArrowDown aria-hidden="true" />
              </Mover>
              <Mover
                label={`Remove step ${index + 1}`}
                off={steps.length === 1}
                onClick={() => put(steps.toSpliced(index, 1))}
              >
                <Trash2 aria-hidden="true" />
              </Mover>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Mover({
  label,
  off,
  onClick,
  children,
}: {
  label: string;
  off: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <Tooltip content={label}>
      <IconButton label={label} disabled={off} onClick={onClick}>
        {children}
      </IconButton>
    </Tooltip>
  );
}

type ApprovalProps = { step: StepDraft; index: number; issues: Issues; onChange: (part: Partial<StepDraft>) => void };

/** How many people must agree before this step, in which role, and by when. */
function Approval({ step, index, issues, onChange }: ApprovalProps) {
  const at = `steps.${index}.approval`;
  const asks = step.approvals.trim() !== '' && step.approvals.trim() !== '0';
  return (
    <div className="col-span-2 grid grid-cols-[5rem_1fr_1fr] gap-2 md:col-span-4 xl:col-span-1">
      <Field label="Approvals" {...errorAt(issues, `${at}.count`)}>
        <Input value={step.approvals} inputMode="numeric" onChange={(e) => onChange({ approvals: e.target.value })} />
      </Field>
      {asks ? (
        <>
          <Field label="By role" {...errorAt(issues, `${at}.role`)}>
            <Input value={step.role} onChange={(e) => onChange({ role: e.target.value })} />
          </Field>
          <Field label="Within" {...errorAt(issues, `${at}.within`)}>
            <Input value={step.within} placeholder="no limit" onChange={(e) => onChange({ within: e.target.value })} />
          </Field>
        </>
      ) : (
        <p className="col-span-2 self-end pb-1.5 text-sm text-ink-3">nobody is asked</p>
      )}
    </div>
  );
}
