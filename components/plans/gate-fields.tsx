'use client';

import { ADDS, addRow, changeRow, ROW, ROWS } from '@/components/form/row-focus';
import { SectionHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { type GateDraft, newGate, type PlanDraft, renamedGate, withoutGate } from './draft';
import { GateForm } from './gate-form';
import type { PlanFieldsProps } from './step-table';

/** Every gate of the plan: what is measured, what it is held against, and what failing does. */
export function GateFields({ draft, change, issues, doubled }: PlanFieldsProps & { doubled: ReadonlySet<string> }) {
  const set = (key: string, part: Partial<GateDraft>): PlanDraft =>
    part.name === undefined
      ? { ...draft, gates: draft.gates.map((gate) => (gate.key === key ? { ...gate, ...part } : gate)) }
      : renamedGate(draft, key, part.name);
  const add = () => change({ ...draft, gates: [...draft.gates, newGate(crypto.randomUUID())] });
  return (
    <section aria-labelledby="gates" {...ROWS}>
      <SectionHeader
        id="gates"
        title="Gates"
        actions={
          <Button size="sm" {...ADDS} onClick={(event) => addRow(event.currentTarget, add)}>
            Add a gate
          </Button>
        }
      />
      {draft.gates.length === 0 ? (
        <p className="rounded-panel border border-border bg-surface px-4 py-3 text-sm text-ink-2">
          Nothing is measured: every step only waits, and only a person notices that users are hurt.
        </p>
      ) : (
        <ul className="divide-y divide-border rounded-panel border border-border bg-surface">
          {draft.gates.map((gate, index) => (
            <li key={gate.key} {...ROW} className="p-3 sm:px-4">
              <GateForm
                gate={gate}
                issues={issues}
                doubled={doubled.has(gate.name.trim())}
                onChange={(part) => change(set(gate.key, part))}
                onRemove={(from) =>
                  changeRow(from, () => change(withoutGate(draft, gate.key)), { index, button: 'remove' })
                }
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
