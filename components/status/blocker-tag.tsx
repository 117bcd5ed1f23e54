import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import type { BlockerKind } from '@/lib/releases/schema';
import { BLOCKER } from './vocabulary';

type BlockerTagProps = {
  kind: BlockerKind;
  /** "freeze until Mon 07:00", "1 approval"; the kind's own word when left out. */
  children?: ReactNode;
  className?: string;
};

/** What a release waits for. */
export function BlockerTag({ kind, children, className }: BlockerTagProps) {
  const { icon: Icon, word } = BLOCKER[kind];
  return (
    <span className={cn('inline-flex items-center gap-1.5 text-sm text-ink-2', className)} data-blocker={kind}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
      {children ?? word}
    </span>
  );
}
