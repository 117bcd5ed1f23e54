'use client';

import { useState } from 'react';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { holdOrder, rowsToMove } from './held-order';

/**
 * Rows in the order to show. While `engaged` (pointer or focus in the list) rows do not change places; `waiting` says
 * how many want to, and `apply` (key `.`) lets them.
 */
export function useHeldOrder<Row>(rows: readonly Row[], rowId: (row: Row) => string, engaged: boolean) {
  const next = rows.map(rowId);
  const [shown, setShown] = useState(next);
  const order = engaged ? holdOrder(shown, next) : next;
  if (order.length !== shown.length || order.some((id, index) => id !== shown[index])) setShown(order);
  const waiting = engaged ? rowsToMove(order, next) : 0;
  const apply = () => setShown(next);
  useShortcut({ keys: '.', label: 'Apply the new order', group: 'Rows', run: apply }, waiting > 0);
  const byId = new Map(rows.map((row) => [rowId(row), row]));
  const ordered = order.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [row];
  });
  return { rows: ordered, waiting, apply };
}
