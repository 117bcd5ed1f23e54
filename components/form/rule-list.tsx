'use client';

import { Fragment, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { ADDS, addRow, changeRow, ROWS } from './row-focus';

type RuleListProps<T> = {
  rules: readonly T[];
  change: (rules: T[]) => void;
  /** "Add a rule", and what it adds. */
  add: string;
  fresh: T;
  /** No more than these. */
  most: number;
  /** The fields of one rule, in a `fieldset` that is a `ROW`. */
  children: (rule: T, index: number, change: (part: Partial<T>) => void) => ReactNode;
};

/** Rules without names, one below the other; the last can be taken away while there is more than one. */
export function RuleList<T>({ rules, change, add, fresh, most, children }: RuleListProps<T>) {
  const changeOne = (index: number) => (part: Partial<T>) =>
    change(rules.map((rule, i) => (i === index ? { ...rule, ...part } : rule)));
  const last = { index: rules.length - 2, button: 'remove' } as const;
  return (
    <div {...ROWS} className="contents">
      {rules.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name; only the last can go
        <Fragment key={index}>{children(rule, index, changeOne(index))}</Fragment>
      ))}
      <div className="flex gap-2">
        {rules.length < most ? (
          <Button size="sm" {...ADDS} onClick={(event) => addRow(event.currentTarget, () => change([...rules, fresh]))}>
            {add}
          </Button>
        ) : null}
        {rules.length > 1 ? (
          <Button
            size="sm"
            variant="ghost"
            onClick={(event) => changeRow(event.currentTarget, () => change(rules.slice(0, -1)), last)}
          >
            Take the last away
          </Button>
        ) : null}
      </div>
    </div>
  );
}
