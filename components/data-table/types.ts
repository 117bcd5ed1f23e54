import type { ReactNode } from 'react';

export type DataColumn<Row> = {
  id: string;
  header: ReactNode;
  /** Share of the width, in px at 1440; columns stretch and shrink together. */
  width: number;
  /** Never narrower than this many px; 85 % of `width` when left out. */
  min?: number;
  align?: 'start' | 'end';
  /** What is in it depends on how wide it is (`@container`): dear to lay out, so only where it is asked for. */
  fitted?: true;
  cell: (row: Row) => ReactNode;
};

export type DataGroup<Row> = {
  id: string;
  /** "Hurting"; an empty label draws no heading. */
  label: string;
  rows: readonly Row[];
  /** Said after the count: "1 hurting". */
  note?: string;
};

/** Which rows are chosen, by id, for something done to all of them. */
export type Selection = {
  ids: ReadonlySet<string>;
  onSelect: (ids: readonly string[], on: boolean) => void;
};

export type DataTableProps<Row> = {
  /** Names the grid for screen readers. */
  label: string;
  columns: readonly DataColumn<Row>[];
  groups: readonly DataGroup<Row>[];
  /** Keep `groups` and `rowId` stable between renders (useMemo, module function): a change measures every row again. */
  rowId: (row: Row) => string;
  /** "checkout 2.4.1, Paused, failing": what a screen reader says on the row. */
  rowName: (row: Row) => string;
  onOpen: (row: Row, newTab: boolean) => void;
  onPeek?: (row: Row) => void;
  /** The row that has the focus; single-letter actions belong to it. */
  onFocusRow?: (row: Row | null) => void;
  /** Pointer or focus came into the list or left it. */
  onEngage?: (engaged: boolean) => void;
  /** A second line under the row (its first line and its buttons), or nothing. */
  detail?: (row: Row) => ReactNode;
  /** `failing` gives the row its tint: hurting only. */
  tone?: (row: Row) => 'failing' | undefined;
  /** Says why a row is still here though it left the filter; the row is dimmed. */
  dimmed?: (row: Row) => string | undefined;
  /** Buttons at the row's end, seen on hover and focus; their space is always kept. A row with a `detail` has its own. */
  actions?: (row: Row) => ReactNode;
  /** A few words at the row's end where its buttons come on hover: what is worth knowing before one looks closer. */
  note?: (row: Row) => string | undefined;
  /** Gives every row a tick: a press, `S`, with Shift all from the last one on; the heading's ticks all. */
  selection?: Selection;
};
