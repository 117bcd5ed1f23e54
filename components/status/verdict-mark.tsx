import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import type { Verdict } from '@/lib/gates/schema';
import { VERDICT } from './vocabulary';

const STYLE: Record<Verdict, { mark: string; word: string }> = {
  pass: { mark: 'text-done', word: 'text-ink' },
  fail: { mark: 'text-failing', word: 'text-failing-text font-medium' },
  inconclusive: { mark: 'text-holding', word: 'text-ink-2' },
  no_data: {
    mark: 'text-unknown',
    word: 'text-ink-2 underline decoration-unknown decoration-dashed underline-offset-3',
  },
};

type VerdictMarkProps = {
  verdict: Verdict | null;
  /** What is said instead of the bare word: "errors 3.1×", "3 of 3 gates", "errors 59 % fine". */
  children?: ReactNode;
  className?: string;
  /** Long words go on in the next line; they are cut otherwise. */
  wraps?: boolean;
};

/** A verdict: glyph and words. `null` is "–", for a release that nothing has judged yet. */
export function VerdictMark({ verdict, children, className, wraps = false }: VerdictMarkProps) {
  if (verdict === null) {
    return (
      <span className={cn('text-sm text-ink-3', className)} title="not judged yet">
        –
      </span>
    );
  }
  const { icon: Icon, word } = VERDICT[verdict];
  const style = STYLE[verdict];
  return (
    <span
      className={cn('inline-flex min-w-0 gap-1.5 text-sm', wraps ? 'items-start' : 'items-center', className)}
      data-verdict={verdict}
    >
      <Icon
        aria-hidden="true"
        className={cn('size-3.5 shrink-0', wraps ? 'mt-0.75' : null, style.mark)}
        strokeWidth={2.25}
      />
      <span className={cn(wraps ? null : 'truncate', style.word)}>
        {children ? <span className="sr-only">{word}: </span> : null}
        {children ?? word}
      </span>
    </span>
  );
}
