// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table element
'use client';

import { cn } from '@/components/ui/cn';
import { Tick } from './tick';
import type { DataColumn, DataGroup } from './types';

type TableHeadProps<Row> = {
  columns: readonly DataColumn<Row>[];
  template: string;
  /** How many of the rows are chosen; null where none can be. */
  chosen: 'none' | 'some' | 'all' | null;
  onAll: (on: boolean) => void;
};

/** The names of the columns, which stay in view. */
export function TableHead<Row>({ columns, template, chosen, onAll }: TableHeadProps<Row>) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      tabIndex={-1}
      className="relative z-10 grid h-8 xl:sticky xl:top-topbar items-center rounded-t-panel border-b border-border bg-surface text-xs font-medium text-ink-3"
      style={{ gridTemplateColumns: template }}
    >
      {columns.map((column, index) => (
        <div
          key={column.id}
          role="columnheader"
          tabIndex={-1}
          className={cn('truncate px-2 first:pl-4', chosen && 'first:pl-8', column.align === 'end' && 'text-right')}
        >
          {chosen && index === 0 ? (
            <Tick
              label="Select all that are listed"
              checked={chosen === 'all'}
              mixed={chosen === 'some'}
              onToggle={() => onAll(chosen !== 'all')}
            />
          ) : null}
          {column.header}
        </div>
      ))}
      <div role="columnheader" tabIndex={-1}>
        <span className="sr-only">Actions</span>
      </div>
    </div>
  );
}

type TableGroupProps = Pick<DataGroup<never>, 'label' | 'note'> & {
  count: number;
  index: number;
  offset: number;
  measure: (node: HTMLElement | null) => void;
};

/** The heading of a group of rows: its name, how many, and why it stands where it does. */
export function TableGroup({ label, note, count, index, offset, measure }: TableGroupProps) {
  return (
    <div
      ref={measure}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      tabIndex={-1}
      style={{ marginTop: offset }}
      className="flex h-8 items-end border-b border-border bg-sunken pb-1.5 pl-4"
    >
      <span role="gridcell" tabIndex={-1} className="text-xs font-medium text-ink-2">
        {label} <span className="text-ink-3">{count}</span>
        {note ? <span className="pl-3 font-normal">{note}</span> : null}
      </span>
    </div>
  );
}
