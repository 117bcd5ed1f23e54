'use client';

import { useMemo, useState } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { holdOrder, rowsToMove, sameIds } from './held-order';

/**
 * Rows in the order to show. While `engaged` (pointer or focus in the list) rows do not change places; `waiting` says
 * how many want to, and `apply` (key `.`) lets them. Another `asked` (what the person asked to see) is a new list. What it
 * gives stays the same until `rows` or the order change.
 */
export function useHeldOrder<Row>(rows: readonly Row[], rowId: (row: Row) => string, engaged: boolean, asked = '') {
  const next = useMemo(() => rows.map(rowId), [rows, rowId]);
  const [kept, setShown] = useState({ asked, ids: next });
  const shown = kept.asked === asked ? kept.ids : next;
  const order = useMemo(() => (engaged ? holdOrder(shown, next) : next), [engaged, shown, next]);
  if (kept.asked !== asked || (order !== shown && !sameIds(order, shown))) setShown({ asked, ids: order });
  const waiting = useMemo(() => (engaged ? rowsToMove(order, next) : 0), [engaged, order, next]);
  const apply = () => setShown({ asked, ids: next });
  useShortcut({ keys: '.', label: 'Apply the new order', group: 'Rows', run: apply }, waiting > 0);
  const ordered = useMemo(() => {
    if (order === next) return rows;
    const byId = new Map(rows.map((row) => [rowId(row), row]));
    return order.flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : [row];
    });
  }, [rows, rowId, order, next]);
  return { rows: ordered, waiting, apply };
}
