'use client';

import { GroupError } from '@/components/form/form-section';
import { errorAt, type Issues, under } from '@/components/form/issues';
import { ADDS, addRow, ROW, ROWS } from '@/components/form/row-focus';
import { RowMoves } from '@/components/form/row-moves';
import { TextField, textsOf } from '@/components/form/text-field';
import { SectionHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { useRings } from '@/lib/queries/plans';
import { ApprovalCount, ApprovalFields } from './approval-fields';
import { asksAnyone, newStep, type PlanDraft, type StepDraft } from './draft';
import { StepGates } from './step-gates';

export type PlanFieldsProps = { draft: PlanDraft; change: (draft: PlanDraft) => void; issues: Issues };

/** The steps in their order. Each is a card of fields on a phone and one line from a laptop up. */
export function StepTable({ draft, change, issues }: PlanFieldsProps) {
  const { steps } = draft;
  const rings = (useRings().data ?? []).map(({ name }) => name);
  const put = (next: readonly StepDraft[]) => change({ ...draft, steps: next });
  const set = (index: number, part: Partial<StepDraft>) =>
    put(steps.map((step, i) => (i === index ? { ...step, ...part } : step)));
  function add() {
    const last = steps.at(-1);
    put([...steps, { ...newStep(crypto.randomUUID(), last?.ring, '100'), hold: last?.hold ?? '10m' }]);
  }
  return (
    <section aria-labelledby="steps" {...ROWS}>
      <SectionHeader
        id="steps"
        title="Steps"
        actions={
          <Button size="sm" {...ADDS} onClick={(event) => addRow(event.currentTarget, add)}>
            Add a step
          </Button>
        }
      />
      <GroupError className="mb-2">{issues.steps}</GroupError>
      <ol className="divide-y divide-border rounded-panel border border-border bg-surface">
        {steps.map((step, index) => {
          const text = textsOf(step, (part) => set(index, part), under(issues, `steps.${index}`));
          return (
            <li key={step.key} {...ROW} className="flex gap-3 p-3 sm:px-4">
              <span className="w-4 shrink-0 pt-7 text-sm text-ink-3">{index + 1}</span>
              <div className="grid min-w-0 flex-1 grid-cols-2 gap-3 md:grid-cols-4 xl:grid-cols-[8rem_6rem_6rem_minmax(8rem,1fr)_6rem]">
                <TextField label="Ring" {...text('ring')} suggestions={rings} />
                <TextField label="Exposure, %" {...text('exposure')} inputMode="decimal" />
                <TextField label="Hold" {...text('hold')} placeholder="10m" />
                <StepGates
                  step={step}
                  gates={draft.gates}
                  onChange={(gates) => set(index, { gates })}
                  {...errorAt(issues, `steps.${index}.gates.0`)}
                />
                <ApprovalCount
                  step={step}
                  issues={under(issues, `steps.${index}.approval`)}
                  onChange={(part) => set(index, part)}
                />
                {asksAnyone(step) ? (
                  <ApprovalFields
                    step={step}
                    issues={under(issues, `steps.${index}.approval`)}
                    onChange={(part) => set(index, part)}
                  />
                ) : null}
              </div>
              <RowMoves name={`step ${index + 1}`} rows={steps} index={index} onChange={put} />
            </li>
          );
        })}
      </ol>
    </section>
  );
}
