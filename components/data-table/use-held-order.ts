'use client';

import { useMemo, useState } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { holdOrder, rowsToMove } from './held-order';

/**
 * Rows in the order to show. While `engaged` (pointer or focus in the list) rows do not change places; `waiting` says
 * how many want to, and `apply` (key `.`) lets them. What it gives stays the same until `rows` or the order change.
 */
export function useHeldOrder<Row>(rows: readonly Row[], rowId: (row: Row) => string, engaged: boolean) {
  const next = useMemo(() => rows.map(rowId), [rows, rowId]);
  const [shown, setShown] = useState(next);
  const order = useMemo(() => (engaged ? holdOrder(shown, next) : next), [engaged, shown, next]);
  if (order !== shown && (order.length !== shown.length || order.some((id, index) => id !== shown[index])))
    setShown(order);
  const waiting = useMemo(() => (engaged ? rowsToMove(order, next) : 0), [engaged, order, next]);
  const apply = () => setShown(next);
  useShortcut({ keys: '.', label: 'Apply the new order', group: 'Rows', run: apply }, waiting > 0);
  const ordered = useMemo(() => {
    const byId = new Map(rows.map((row) => [rowId(row), row]));
    return order.flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : [row];
    });
  }, [rows, rowId, order]);
  return { rows: ordered, waiting, apply };
}
