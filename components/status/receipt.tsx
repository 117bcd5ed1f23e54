import { Check, Circle, Timer, X } from 'lucide-react';
import { cn } from '@/components/ui/cn';

export type ReceiptStep = {
  label: string;
  /** `done` has happened, `now` is being waited for, `todo` comes later, `failed` was refused. */
  state: 'done' | 'now' | 'todo' | 'failed';
  /** "14:32:14", "6 s, usually 8 s", "refused: locked" */
  detail?: string;
};

const GLYPH = { done: Check, now: Timer, todo: Circle, failed: X } as const;
const TONE = {
  done: 'text-done',
  now: 'text-progressing',
  todo: 'text-ink-3',
  failed: 'text-failing',
} as const;

/** Asked → Accepted → Provider confirms → Errors at baseline. It ends with what users see, not with "done". */
export function Receipt({ steps, stacked = false }: { steps: readonly ReceiptStep[]; stacked?: boolean }) {
  return (
    <ol className={cn('flex gap-x-5 gap-y-1.5 text-sm', stacked ? 'flex-col' : 'flex-wrap')} aria-label="Receipt">
      {steps.map((step) => {
        const Icon = GLYPH[step.state];
        return (
          <li
            key={step.label}
            className="flex items-center gap-1.5"
            aria-current={step.state === 'now' ? 'step' : undefined}
          >
            <Icon aria-hidden="true" className={cn('size-3.5 shrink-0', TONE[step.state])} strokeWidth={2.25} />
            <span className={step.state === 'todo' ? 'text-ink-3' : 'font-medium text-ink'}>{step.label}</span>
            {step.detail ? <span className="text-ink-2">{step.detail}</span> : null}
          </li>
        );
      })}
    </ol>
  );
}
