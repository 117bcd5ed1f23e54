'use client';

import { useRef, useState } from 'react';
import { FormError, GroupError } from '@/components/form/form-section';
import { under } from '@/components/form/issues';
import { ADDS, addRow, ROW, ROWS } from '@/components/form/row-focus';
import { RowMoves } from '@/components/form/row-moves';
import { TextField, textsOf } from '@/components/form/text-field';
import { focusFirstWrong, useIssues } from '@/components/form/use-issues';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { usePutRings } from '@/lib/queries/plans';
import { type Rings, ringsSchema } from '@/lib/rings/schema';
import { draftOfRings, inputOfRings, newRing } from './rings-draft';

/** Rings as rows that move up and down. Saving is refused where a plan needs another order. */
export function RingEditor({ rings, readOnly }: { rings: Rings['rings']; readOnly: boolean }) {
  const put = usePutRings();
  const form = useRef<HTMLDivElement>(null);
  const [rows, setRows] = useState(() => draftOfRings(rings));
  const { issues, attempt, refuse } = useIssues(ringsSchema, inputOfRings(rows));
  const dirty = JSON.stringify(inputOfRings(rows)) !== JSON.stringify({ rings });
  const set = (index: number, part: Partial<(typeof rows)[number]>) =>
    setRows(rows.map((row, i) => (i === index ? { ...row, ...part } : row)));
  function save() {
    const input = attempt();
    if (!input) return focusFirstWrong(form.current);
    const onSuccess = () => toast('The rings are saved');
    const onError = (error: Error) => {
      refuse(error);
      focusFirstWrong(form.current);
    };
    put.mutate(input, { onSuccess, onError });
  }
  return (
    <div ref={form} {...ROWS} className="contents">
      <ol className="divide-y divide-border rounded-panel border border-border bg-surface">
        {rows.map((row, index) => {
          const text = textsOf(row, (part) => set(index, part), under(issues, `rings.${index}`));
          return (
            <li key={row.key} {...ROW} className="flex gap-3 p-3 sm:px-4">
              <span className="w-4 shrink-0 pt-7 text-sm text-ink-3">{index + 1}</span>
              <div className="grid min-w-0 flex-1 grid-cols-2 gap-3 sm:grid-cols-[9rem_minmax(0,1fr)_7rem]">
                <TextField label="Ring" {...text('name')} readOnly={readOnly} code />
                <TextField
                  label="Who is in it"
                  optional
                  className="max-sm:order-last max-sm:col-span-2"
                  {...text('description')}
                  readOnly={readOnly}
                />
                <TextField label="Share, %" optional {...text('share')} readOnly={readOnly} inputMode="decimal" />
              </div>
              {readOnly ? null : <RowMoves name={row.name} rows={rows} index={index} onChange={setRows} />}
            </li>
          );
        })}
      </ol>
      <GroupError>{issues.rings ? `It ${issues.rings}.` : undefined}</GroupError>
      <FormError error={put.error} />
      {readOnly ? null : (
        <div className="flex gap-2">
          <Button
            {...ADDS}
            onClick={(event) => addRow(event.currentTarget, () => setRows([...rows, newRing(crypto.randomUUID())]))}
          >
            Add a ring
          </Button>
          <Button variant="primary" disabled={!dirty} busy={put.isPending} onClick={save}>
            {put.isPending ? 'Saving…' : 'Save the rings'}
          </Button>
        </div>
      )}
    </div>
  );
}
