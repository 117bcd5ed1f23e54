'use client';

import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { cn } from './cn';

type TabsProps<T extends string> = {
  value: T;
  onValueChange: (value: T) => void;
  tabs: readonly { value: T; label: ReactNode; content?: ReactNode }[];
  label: string;
  /** `line` heads a page; `chips` is the small row above a chart. */
  variant?: 'line' | 'chips';
  className?: string;
};

/** Tabs; arrow keys move, the selected one is ink. Without `content` only the row is drawn. */
export function Tabs<T extends string>({
  value,
  onValueChange,
  tabs,
  label,
  variant = 'line',
  className,
}: TabsProps<T>) {
  return (
    <Base.Root value={value} onValueChange={onValueChange} className={className}>
      <Base.List
        aria-label={label}
        className={cn('flex items-center', variant === 'line' ? 'gap-4 border-b border-border' : 'gap-1')}
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className={cn(
              'tap text-sm whitespace-nowrap text-ink-2 transition-colors hover:text-ink data-active:text-ink',
              variant === 'line'
                ? '-mb-px h-9 border-b-2 border-transparent font-medium data-active:border-accent'
                : 'h-7 rounded-pill border border-transparent px-2 data-active:border-control data-active:bg-surface data-active:font-medium',
            )}
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) =>
        tab.content === undefined ? null : (
          <Base.Panel key={tab.value} value={tab.value} className="pt-4">
            {tab.content}
          </Base.Panel>
        ),
      )}
    </Base.Root>
  );
}
