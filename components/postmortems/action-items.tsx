'use client';

import { Trash2 } from 'lucide-react';
import { ADDS, addRow, changeRow, ROW, ROWS, rowButton } from '@/components/form/row-focus';
import { SectionHeader } from '@/components/layout/page-header';
import { Button, IconButton } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { ACTION_TYPES } from '@/lib/postmortems/schema';
import { type ActionDraft, newAction } from './draft';

type ActionItemsProps = {
  actions: readonly ActionDraft[];
  readOnly: boolean;
  onChange: (actions: readonly ActionDraft[]) => void;
};

const TYPES = ACTION_TYPES.map((value) => ({ value, label: value }));

/** What is done about it, by whom, until when. Without an owner and a date an action is a wish. */
export function ActionItems({ actions, readOnly, onChange }: ActionItemsProps) {
  const set = (key: string, part: Partial<ActionDraft>) =>
    onChange(actions.map((action) => (action.key === key ? { ...action, ...part } : action)));
  return (
    <section aria-labelledby="actions" {...ROWS}>
      <SectionHeader
        id="actions"
        title="Actions"
        actions={
          readOnly ? null : (
            <Button
              size="sm"
              {...ADDS}
              onClick={(event) =>
                addRow(event.currentTarget, () => onChange([...actions, newAction(crypto.randomUUID())]))
              }
            >
              Add an action
            </Button>
          )
        }
      />
      {actions.length === 0 ? <p className="text-sm text-ink-2">None yet.</p> : null}
      <ul className="flex flex-col gap-3">
        {actions.map((action, index) => (
          <li
            key={action.key}
            {...ROW}
            className="grid grid-cols-2 gap-2 rounded-panel border border-border bg-surface p-3 sm:grid-cols-[7rem_minmax(0,1fr)_9rem_8rem_2rem]"
          >
            <Select
              aria-label={`Kind of action ${index + 1}`}
              disabled={readOnly}
              value={action.type}
              onValueChange={(type) => set(action.key, { type })}
              options={TYPES}
            />
            <Input
              aria-label={`Action ${index + 1}: what`}
              readOnly={readOnly}
              value={action.text}
              placeholder="what"
              onChange={(e) => set(action.key, { text: e.target.value })}
              className="col-span-2 max-sm:order-first sm:col-span-3"
            />
            {readOnly ? null : (
              <IconButton
                label={`Remove action ${index + 1}`}
                {...rowButton('remove')}
                onClick={(event) =>
                  changeRow(event.currentTarget, () => onChange(actions.filter((other) => other !== action)), {
                    index,
                    button: 'remove',
                  })
                }
              >
                <Trash2 aria-hidden="true" />
              </IconButton>
            )}
            <Checkbox checked={action.done} disabled={readOnly} onCheckedChange={(done) => set(action.key, { done })}>
              Done
            </Checkbox>
            <Input
              aria-label={`Action ${index + 1}: owner`}
              readOnly={readOnly}
              value={action.owner}
              placeholder="owner"
              onChange={(e) => set(action.key, { owner: e.target.value })}
            />
            <Input
              aria-label={`Action ${index + 1}: due date`}
              type="date"
              readOnly={readOnly}
              value={action.due}
              onChange={(e) => set(action.key, { due: e.target.value })}
            />
            <Input
              aria-label={`Action ${index + 1}: tracker`}
              readOnly={readOnly}
              value={action.tracker}
              placeholder="tracker"
              onChange={(e) => set(action.key, { tracker: e.target.value })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
