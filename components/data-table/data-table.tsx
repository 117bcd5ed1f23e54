// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: rows carry the focus, cells never do
'use client';

import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { type FocusEvent, type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { cn } from '@/components/ui/cn';
import { DataRow } from './data-row';
import type { DataColumn, DataGroup, DataTableProps } from './types';

/** Where there is room; a narrow table takes 24 px of it for its columns. */
const ACTIONS_WIDTH = 144;
const ACTIONS_MIN = 120;
const GROUP_HEIGHT = 32;
const SERVER_RECT = { width: 1440, height: 1200 };

type Line<Row> = { kind: 'group'; key: string; label: string; count: number } | { kind: 'row'; key: string; row: Row };

const minOf = <Row,>(column: DataColumn<Row>): number => column.min ?? Math.round(column.width * 0.85);

/** Narrower than this the table scrolls inside itself, px. */
const narrowest = <Row,>(columns: readonly DataColumn<Row>[], actions: boolean): number =>
  columns.reduce((sum, column) => sum + minOf(column), actions ? ACTIONS_MIN : 12);

function templateOf<Row>(columns: readonly DataColumn<Row>[], actions: boolean): string {
  const tracks = columns.map((column) => `minmax(${minOf(column)}px, ${column.width}fr)`);
  return [...tracks, actions ? `minmax(${ACTIONS_MIN}px, ${ACTIONS_WIDTH}fr)` : '12px'].join(' ');
}

/** Headings and rows as one list, and where the rows are in it. */
function linesOf<Row>(groups: readonly DataGroup<Row>[], rowId: (row: Row) => string) {
  const lines: Line<Row>[] = [];
  const rowLines: number[] = [];
  for (const group of groups) {
    if (group.rows.length === 0) continue;
    if (group.label)
      lines.push({ kind: 'group', key: `group:${group.id}`, label: group.label, count: group.rows.length });
    for (const row of group.rows) {
      rowLines.push(lines.length);
      lines.push({ kind: 'row', key: rowId(row), row });
    }
  }
  return { lines, rowLines };
}

/** Which row a key asks for; `null` when the key is not about rows. */
function targetOf(key: string, position: number, count: number): number | null {
  if (key === 'ArrowDown') return position + 1;
  if (key === 'ArrowUp') return position - 1;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

/**
 * A virtualised list of rows that a keyboard can drive. One tab stop; `j` `k` `↓` `↑` `Home` `End` move, `↵` opens,
 * `Space` peeks, `→` enters the row. The focus stays on the row's id, wherever live updates put it.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, groups, rowId, detail, actions, onFocusRow, onEngage, estimate = 36 } = props;
  const { lines, rowLines } = useMemo(() => linesOf(groups, rowId), [groups, rowId]);
  const keyOf = useCallback((index: number) => lines[index]?.key ?? index, [lines]);
  const [activeId, setActiveId] = useState<string | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  const wanted = useRef<string | null>(null);
  const [margin, setMargin] = useState(0);
  const found = lines.findIndex((line) => line.kind === 'row' && line.key === activeId);
  const activeIndex = found === -1 ? (rowLines[0] ?? -1) : found;

  const virtualizer = useWindowVirtualizer({
    count: lines.length,
    estimateSize: (index) => {
      const line = lines[index];
      if (line?.kind !== 'row') return GROUP_HEIGHT;
      return estimate + 1 + (detail?.(line.row) ? 24 : 0);
    },
    getItemKey: keyOf,
    overscan: 8,
    initialRect: SERVER_RECT,
    scrollMargin: margin,
    scrollPaddingStart: 96,
    scrollPaddingEnd: 48,
    // The row with the focus stays mounted even when it is scrolled away, so the focus is never lost.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      if (activeIndex < 0 || activeIndex >= range.count || shown.includes(activeIndex)) return shown;
      return [...shown, activeIndex].sort((a, b) => a - b);
    },
  });

  // Where the list begins on the page moves when anything above it grows.
  useLayoutEffect(() => {
    const place = () => {
      const top = body.current ? body.current.getBoundingClientRect().top + scrollY : 0;
      setMargin((before) => (Math.abs(before - top) > 1 ? top : before));
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (wanted.current === null && document.activeElement !== document.body) return;
    const id = wanted.current ?? (hadFocus.current ? activeId : null);
    if (id === null) return;
    const node = body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (node && (wanted.current !== null || lost)) node.focus({ preventScroll: wanted.current === null });
    wanted.current = null;
  });

  function moveTo(position: number) {
    const index = rowLines[Math.max(0, Math.min(rowLines.length - 1, position))];
    const line = index === undefined ? undefined : lines[index];
    if (index === undefined || line?.kind !== 'row') return;
    virtualizer.scrollToIndex(index, { align: 'auto' });
    wanted.current = line.key;
    setActiveId(line.key);
    onFocusRow?.(line.row);
  }
  // Rows are drawn again only when they change, so what they are given must stay the same.
  const asked = useRef(props);
  useLayoutEffect(() => {
    asked.current = props;
  });
  const focusRow = useCallback((id: string, row: Row) => {
    setActiveId(id);
    asked.current.onFocusRow?.(row);
  }, []);
  const openRow = useCallback((row: Row, newTab: boolean) => asked.current.onOpen(row, newTab), []);
  const peekRow = useCallback((row: Row) => asked.current.onPeek?.(row), []);
  const position = rowLines.indexOf(activeIndex);
  const step = (by: number) => moveTo(hadFocus.current ? position + by : position);
  useShortcut({ keys: 'j', label: 'Next row', group: 'Rows', run: () => step(1) }, rowLines.length > 0);
  useShortcut({ keys: 'k', label: 'Previous row', group: 'Rows', run: () => step(-1) }, rowLines.length > 0);

  function onKeyDown(event: KeyboardEvent) {
    const target = targetOf(event.key, position, rowLines.length);
    if (target === null || event.metaKey || event.ctrlKey || event.altKey) return;
    if (!event.currentTarget.contains(event.target as Node)) return;
    event.preventDefault();
    moveTo(target);
  }

  function onBlur(event: FocusEvent<HTMLElement>) {
    if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
    if (event.relatedTarget === null && !document.hasFocus()) return;
    hadFocus.current = false;
    onEngage?.(false);
    onFocusRow?.(null);
  }

  const template = templateOf(columns, actions !== undefined);
  let cursor = 0;
  return (
    <div
      role="grid"
      aria-label={label}
      aria-rowcount={lines.length + 1}
      onKeyDown={onKeyDown}
      onFocus={() => {
        hadFocus.current = true;
        onEngage?.(true);
      }}
      onBlur={onBlur}
      onPointerEnter={() => onEngage?.(true)}
      onPointerLeave={() => {
        if (!hadFocus.current) onEngage?.(false);
      }}
      tabIndex={-1}
      className="relative overflow-x-auto rounded-panel border border-border bg-surface outline-none xl:overflow-visible"
    >
      <div style={{ minWidth: narrowest(columns, actions !== undefined) }}>
        <div
          role="row"
          aria-rowindex={1}
          tabIndex={-1}
          className="z-10 grid h-8 xl:sticky xl:top-topbar items-center rounded-t-panel border-b border-border bg-surface text-xs font-medium text-ink-3"
          style={{ gridTemplateColumns: template }}
        >
          {columns.map((column) => (
            <div
              key={column.id}
              role="columnheader"
              tabIndex={-1}
              className={cn('truncate px-2 first:pl-4', column.align === 'end' && 'text-right')}
            >
              {column.header}
            </div>
          ))}
          <div role="columnheader" tabIndex={-1}>
            <span className="sr-only">Actions</span>
          </div>
        </div>
        <div role="rowgroup" ref={body} style={{ height: virtualizer.getTotalSize() }} className="flow-root">
          {virtualizer.getVirtualItems().map((item) => {
            const line = lines[item.index];
            const start = item.start - margin;
            const offset = start - cursor;
            cursor = start + item.size;
            if (!line) return null;
            if (line.kind === 'group') {
              return (
                <div
                  key={line.key}
                  ref={virtualizer.measureElement}
                  data-index={item.index}
                  role="row"
                  aria-rowindex={item.index + 2}
                  tabIndex={-1}
                  style={{ marginTop: offset }}
                  className="flex h-8 items-end border-b border-border bg-sunken pb-1.5 pl-4"
                >
                  <span role="gridcell" className="text-xs font-medium text-ink-2">
                    {line.label} <span className="text-ink-3">{line.count}</span>
                  </span>
                </div>
              );
            }
            return (
              <DataRow
                key={line.key}
                row={line.row}
                id={line.key}
                columns={columns}
                template={template}
                active={item.index === activeIndex}
                index={item.index}
                ariaRow={item.index + 2}
                offset={offset}
                detail={detail}
                actions={actions}
                tone={props.tone}
                dimmed={props.dimmed?.(line.row)}
                rowName={props.rowName}
                onOpen={openRow}
                onPeek={props.onPeek ? peekRow : undefined}
                measure={virtualizer.measureElement}
                onFocus={focusRow}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
