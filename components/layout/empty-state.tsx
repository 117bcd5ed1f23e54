import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { CodeBlock } from '@/components/ui/code-block';

type EmptyStateProps = {
  /** What, and why: "No release yet. Rampart shows one as soon as your pipeline announces it." */
  title: string;
  detail?: ReactNode;
  /** A command that would fill it. */
  command?: string;
  /** The one next action. */
  action?: ReactNode;
  className?: string;
};

/** Says what is empty, why, and the one thing to do next. */
export function EmptyState({ title, detail, command, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-start gap-3 px-4 py-10 sm:px-8', className)}>
      <p className="max-w-prose text-lg font-semibold text-balance text-ink">{title}</p>
      {detail ? <p className="max-w-prose text-base text-ink-2">{detail}</p> : null}
      {command ? <CodeBlock code={command} className="w-full max-w-3xl" /> : null}
      {action}
    </div>
  );
}
