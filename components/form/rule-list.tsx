'use client';

import { Fragment, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';

type RuleListProps<T> = {
  rules: readonly T[];
  change: (rules: T[]) => void;
  /** The button that adds one. */
  add: ReactNode;
  /** The fields of one rule. */
  children: (rule: T, index: number, change: (part: Partial<T>) => void) => ReactNode;
};

/** Rules without names, one below the other; the last can be taken away while there is more than one. */
export function RuleList<T>({ rules, change, add, children }: RuleListProps<T>) {
  const changeOne = (index: number) => (part: Partial<T>) =>
    change(rules.map((rule, i) => (i === index ? { ...rule, ...part } : rule)));
  return (
    <>
      {rules.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name; only the last can go
        <Fragment key={index}>{children(rule, index, changeOne(index))}</Fragment>
      ))}
      <div className="flex gap-2">
        {add}
        {rules.length > 1 ? (
          <Button size="sm" variant="ghost" onClick={() => change(rules.slice(0, -1))}>
            Take the last away
          </Button>
        ) : null}
      </div>
    </>
  );
}
