// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: rows carry the focus, cells never do
'use client';

import { type KeyboardEvent, type MouseEvent, memo, useCallback, useLayoutEffect, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { Tick } from './tick';
import type { DataColumn, DataTableProps } from './types';

type DataRowProps<Row> = Pick<DataTableProps<Row>, 'onOpen' | 'onPeek' | 'rowName' | 'detail' | 'actions' | 'tone'> & {
  /** Why it is still here though it left the filter. */
  dimmed: string | undefined;
  note: string | undefined;
  /** Absent where rows cannot be chosen. */
  selected: boolean | undefined;
  onSelect: (id: string, range: boolean) => void;
  row: Row;
  id: string;
  columns: readonly DataColumn<Row>[];
  template: string;
  active: boolean;
  index: number;
  ariaRow: number;
  /** Of the whole list: it ends with the table's own border, as high as the others. */
  last: boolean;
  offset: number;
  measure: (node: HTMLElement | null) => void;
  onFocus: (id: string, row: Row) => void;
};

const INNER = 'a[href], button, input, select';
/** What `→` reaches; the row's own tick is `S`. */
const REACHED = 'a[href], button';

/** `→` goes into the row's buttons, `←` and `Esc` come back out. */
function moveInside(event: KeyboardEvent<HTMLElement>): void {
  const row = event.currentTarget;
  const inner = [...row.querySelectorAll<HTMLElement>(REACHED)].filter((node) => !node.hasAttribute('disabled'));
  const at = inner.indexOf(document.activeElement as HTMLElement);
  if (event.key === 'ArrowRight') inner[Math.min(inner.length - 1, at + 1)]?.focus();
  else if (event.key === 'Escape' || at <= 0) row.focus();
  else inner[at - 1]?.focus();
}

function PlainRow<Row>(props: DataRowProps<Row>) {
  const { row, id, columns, template, active, index, ariaRow, offset, measure } = props;
  const detail = props.detail?.(row);
  const actions = props.actions?.(row);
  const tone = props.tone?.(row);
  const { dimmed, note, selected } = props;
  const name = props.rowName(row);
  const ref = useRef<HTMLDivElement>(null);
  const attach = useCallback(
    (node: HTMLDivElement | null) => {
      ref.current = node;
      measure(node);
    },
    [measure],
  );
  // The whole table is one tab stop: what is inside a row is reached with →.
  useLayoutEffect(() => {
    for (const node of ref.current?.querySelectorAll<HTMLElement>(INNER) ?? []) node.tabIndex = -1;
  });

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    // A dialog that was opened from here is no part of the row, though React hands its keys on.
    if (!event.currentTarget.contains(event.target as Node)) return;
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft' || event.key === 'Escape') {
      if (event.key === 'Escape' && event.target === event.currentTarget) return;
      event.preventDefault();
      moveInside(event);
      return;
    }
    if (event.target !== event.currentTarget || event.repeat) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      props.onOpen(row, event.metaKey || event.ctrlKey);
    } else if (event.key === ' ' && props.onPeek) {
      event.preventDefault();
      props.onPeek(row);
    }
  }

  function onClick(event: MouseEvent<HTMLDivElement>) {
    const target = event.target as HTMLElement;
    if (target.closest(`${INNER}, label`) || getSelection()?.isCollapsed === false) return;
    props.onOpen(row, event.metaKey || event.ctrlKey);
  }

  return (
    <div
      ref={attach}
      role="row"
      aria-rowindex={ariaRow}
      aria-label={[name, note, dimmed].filter(Boolean).join(', ')}
      aria-selected={selected}
      data-index={index}
      data-row={id}
      tabIndex={active ? 0 : -1}
      style={{ marginTop: offset }}
      onFocus={() => props.onFocus(id, row)}
      onKeyDown={onKeyDown}
      onClick={onClick}
      className={cn(
        'stale-hatch group/row relative cursor-default border-b focus-visible:-outline-offset-2',
        props.last ? 'rounded-b-panel border-transparent' : 'border-border',
        tone === 'failing' ? 'bg-failing-tint' : 'hover:bg-hover focus-visible:bg-selected',
        selected && tone !== 'failing' && 'bg-selected',
        dimmed && '[--text-1:var(--text-2)]',
      )}
    >
      <div className="grid h-row items-center" style={{ gridTemplateColumns: template }}>
        {columns.map((column, place) => (
          <div
            key={column.id}
            role="gridcell"
            className={cn(
              'min-w-0 overflow-hidden px-2 first:pl-4',
              column.fitted && '@container',
              selected !== undefined && 'first:flex first:items-center first:self-stretch first:pl-8',
              column.align === 'end' && 'text-right',
            )}
          >
            {place === 0 && selected !== undefined ? (
              <Tick
                label={`Select ${name}`}
                checked={selected}
                onToggle={(range) => props.onSelect(id, range)}
                className={cn(
                  'opacity-0 group-hover/row:opacity-100 group-focus/row:opacity-100 group-focus-within/row:opacity-100',
                  'touch:opacity-100 group-data-selecting/table:opacity-100',
                )}
              />
            ) : null}
            {column.cell(row)}
          </div>
        ))}
        <div role="gridcell" className="relative flex min-w-0 items-center justify-end gap-1 pr-3">
          {note ? (
            <span
              className={cn(
                'truncate text-xs text-ink-2',
                !detail &&
                  'absolute inset-x-0 pr-3 text-right group-focus-within/row:invisible group-hover/row:invisible touch:hidden',
              )}
            >
              {note}
            </span>
          ) : null}
          {detail ? null : (
            <span className="flex gap-1 opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 touch:opacity-100">
              {actions}
            </span>
          )}
        </div>
      </div>
      {detail || dimmed ? (
        <div
          role="gridcell"
          className={cn(
            '-mt-1 box-content flex min-h-(--row-sentence) items-center gap-4 pr-3 pb-1',
            selected === undefined ? 'pl-[2.375rem]' : 'pl-[3.375rem]',
          )}
        >
          {detail}
          {dimmed ? <span className="text-sm text-ink-2">{dimmed}</span> : null}
        </div>
      ) : null}
    </div>
  );
}

/** One row; scrolling draws only the rows that come in. */
export const DataRow = memo(PlainRow) as typeof PlainRow;
