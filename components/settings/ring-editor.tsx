'use client';

import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { FormError } from '@/components/form/form-section';
import { errorAt } from '@/components/form/issues';
import { useIssues } from '@/components/form/use-issues';
import { moved } from '@/components/plans/draft';
import { Button, IconButton } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { usePutRings } from '@/lib/queries/plans';
import { type Rings, ringsSchema } from '@/lib/rings/schema';
import { draftOfRings, inputOfRings, newRing } from './rings-draft';

/** Rings as rows that move up and down. Saving is refused where a plan needs another order. */
export function RingEditor({ rings, readOnly }: { rings: Rings['rings']; readOnly: boolean }) {
  const put = usePutRings();
  const [rows, setRows] = useState(() => draftOfRings(rings));
  const { issues, attempt, refuse } = useIssues(ringsSchema, inputOfRings(rows));
  const dirty = JSON.stringify(inputOfRings(rows)) !== JSON.stringify({ rings });
  const set = (index: number, part: Partial<(typeof rows)[number]>) =>
    setRows(rows.map((row, i) => (i === index ? { ...row, ...part } : row)));
  function save() {
    const input = attempt();
    if (input) put.mutate(input, { onSuccess: () => toast('The rings are saved'), onError: refuse });
  }
  return (
    <>
      <ol className="divide-y divide-border rounded-panel border border-border bg-surface">
        {rows.map((row, index) => (
          <li key={row.key} className="flex gap-3 p-3 sm:px-4">
            <span className="w-4 shrink-0 pt-7 text-sm text-ink-3">{index + 1}</span>
            <div className="grid min-w-0 flex-1 grid-cols-2 gap-3 sm:grid-cols-[9rem_minmax(0,1fr)_7rem]">
              <Field label="Ring" {...errorAt(issues, `rings.${index}.name`)}>
                <Input
                  value={row.name}
                  readOnly={readOnly}
                  className="font-mono"
                  onChange={(e) => set(index, { name: e.target.value })}
                />
              </Field>
              <Field
                label="Who is in it"
                optional
                className="max-sm:order-last max-sm:col-span-2"
                {...errorAt(issues, `rings.${index}.description`)}
              >
                <Input
                  value={row.description}
                  readOnly={readOnly}
                  onChange={(e) => set(index, { description: e.target.value })}
                />
              </Field>
              <Field label="Share, %" optional {...errorAt(issues, `rings.${index}.share`)}>
                <Input
                  value={row.share}
                  readOnly={readOnly}
                  inputMode="decimal"
                  onChange={(e) => set(index, { share: e.target.value })}
                />
              </Field>
            </div>
            {readOnly ? null : (
              <div className="flex shrink-0 flex-col gap-1 pt-6 sm:flex-row">
                <IconButton
                  label={`Move ${row.name} up`}
                  disabled={index === 0}
                  onClick={() => setRows([...moved(rows, index, -1)])}
                >
                  <ArrowUp aria-hidden="true" />
                </IconButton>
                <IconButton
                  label={`Move ${row.name} down`}
                  disabled={index === rows.length - 1}
                  onClick={() => setRows([...moved(rows, index, 1)])}
                >
                  <ArrowDown aria-hidden="true" />
                </IconButton>
                <IconButton
                  label={`Remove ${row.name}`}
                  disabled={rows.length === 1}
                  onClick={() => setRows(rows.toSpliced(index, 1))}
                >
                  <Trash2 aria-hidden="true" />
                </IconButton>
              </div>
            )}
          </li>
        ))}
      </ol>
      {issues.rings ? <p className="text-sm text-failing-text">It {issues.rings}.</p> : null}
      <FormError error={put.error} />
      {readOnly ? null : (
        <div className="flex gap-2">
          <Button onClick={() => setRows([...rows, newRing(crypto.randomUUID())])}>Add a ring</Button>
          <Button variant="primary" disabled={!dirty || put.isPending} onClick={save}>
            {put.isPending ? 'Saving…' : 'Save the rings'}
          </Button>
        </div>
      )}
    </>
  );
}
