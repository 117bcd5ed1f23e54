// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: rows carry the focus, cells never do
'use client';

import { type FocusEvent, type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { DataRow } from './data-row';
import { sameIds } from './held-order';
import { TableGroup, TableHead } from './table-parts';
import type { DataColumn, DataGroup, DataTableProps } from './types';
import { useAnchor } from './use-anchor';
import { useHeights } from './use-heights';
import { usePlaceOnPage } from './use-place-on-page';
import { useSame } from './use-same';
import { useSelecting } from './use-selecting';
import { useVirtualLines } from './use-virtual-lines';

/** Where there is room; a narrow table takes 24 px of it for its columns. */
const ACTIONS_WIDTH = 144;
const ACTIONS_MIN = 120;
const GROUP_HEIGHT = 32;

type Heading = { label: string; note?: string; count: number };
type Line<Row> = { kind: 'group'; key: string; group: Heading } | { kind: 'row'; key: string; row: Row };

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
  const ids: string[] = [];
  for (const group of groups) {
    if (group.rows.length === 0) continue;
    if (group.label) {
      const { id, label, note, rows } = group;
      lines.push({
        kind: 'group',
        key: `group:${id}`,
        group: { label, count: rows.length, ...(note ? { note } : {}) },
      });
    }
    for (const row of group.rows) {
      const key = rowId(row);
      rowLines.push(lines.length);
      ids.push(key);
      lines.push({ kind: 'row', key, row });
    }
  }
  return { lines, rowLines, ids };
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
  const { label, columns, groups, rowId, detail, actions, selection, onFocusRow, onEngage } = props;
  const { lines, rowLines, ids } = useMemo(() => linesOf(groups, rowId), [groups, rowId]);
  // Measured anew only when another line stands somewhere, not when what a line says changes.
  const order = useSame(
    useMemo(() => lines.map(({ key }) => key), [lines]),
    sameIds,
  );
  const keyOf = useCallback((index: number) => order[index] ?? index, [order]);
  const [activeId, setActiveId] = useState<string | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  const wanted = useRef<string | null>(null);
  const margin = usePlaceOnPage(body);
  const heights = useHeights();
  const position = useMemo(() => Math.max(0, activeId === null ? 0 : ids.indexOf(activeId)), [ids, activeId]);
  const activeIndex = rowLines[position] ?? -1;

  const virtualizer = useVirtualLines({
    count: lines.length,
    estimateSize: (index) => {
      const line = lines[index];
      if (line?.kind !== 'row') return GROUP_HEIGHT;
      // A wrong guess is mended by measuring, and each mended row places all below it anew.
      return heights.row + 1 + (detail?.(line.row) ? heights.detail : 0);
    },
    getItemKey: keyOf,
    scrollMargin: margin,
    // The row with the focus stays mounted even when it is scrolled away, so the focus is never lost.
    kept: activeIndex,
  });

  const { holdStill, onPointerMove, letGo } = useAnchor(body);
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = holdStill ? () => false : undefined;

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
  const step = (by: number) => moveTo(hadFocus.current ? position + by : position);
  useShortcut({ keys: 'j', label: 'Next row', group: 'Rows', run: () => step(1) }, rowLines.length > 0);
  useShortcut({ keys: 'k', label: 'Previous row', group: 'Rows', run: () => step(-1) }, rowLines.length > 0);
  const { toggle, all, chosen } = useSelecting({ selection, ids });
  const selectActive = () => (hadFocus.current && activeId !== null ? toggle(activeId) : undefined);
  useShortcut({ keys: 's', label: 'Select the row', group: 'Rows', run: selectActive }, chosen !== null);

  function onKeyDown(event: KeyboardEvent) {
    const target = targetOf(event.key, position, rowLines.length);
    if (target === null || event.metaKey || event.ctrlKey || event.altKey) return;
    if (!event.currentTarget.contains(event.target as Node)) return;
    event.preventDefault();
    if (event.shiftKey && event.key.startsWith('Arrow')) {
      const [here, there] = [ids[position], ids[Math.max(0, Math.min(ids.length - 1, target))]];
      if (here !== undefined && !selection?.ids.has(here)) toggle(here);
      if (there !== undefined) toggle(there, true);
    }
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
      aria-multiselectable={chosen !== null || undefined}
      data-selecting={(selection?.ids.size ?? 0) > 0 || undefined}
      onKeyDown={onKeyDown}
      onFocus={() => {
        hadFocus.current = true;
        onEngage?.(true);
      }}
      onBlur={onBlur}
      onPointerEnter={() => onEngage?.(true)}
      onPointerMove={onPointerMove}
      onPointerLeave={() => {
        letGo();
        if (!hadFocus.current) onEngage?.(false);
      }}
      tabIndex={-1}
      className="group/table relative overflow-x-auto [overflow-anchor:none] rounded-panel border border-border bg-surface outline-none xl:overflow-visible"
    >
      <div style={{ minWidth: narrowest(columns, actions !== undefined) }}>
        <TableHead columns={columns} template={template} chosen={chosen} onAll={all} />
        <div role="rowgroup" ref={body} style={{ height: virtualizer.getTotalSize() }} className="flow-root">
          {virtualizer.getVirtualItems().map((item) => {
            const line = lines[item.index];
            const start = item.start - margin;
            const offset = start - cursor;
            cursor = start + item.size;
            if (!line) return null;
            if (line.kind === 'group') {
              return (
                <TableGroup
                  key={line.key}
                  {...line.group}
                  index={item.index}
                  offset={offset}
                  measure={virtualizer.measureElement}
                />
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
                last={item.index === lines.length - 1}
                offset={offset}
                detail={detail}
                actions={actions}
                tone={props.tone}
                dimmed={props.dimmed?.(line.row)}
                note={props.note?.(line.row)}
                selected={selection?.ids.has(line.key)}
                onSelect={toggle}
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
