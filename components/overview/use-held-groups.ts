'use client';

import { useMemo, useState } from 'react';
import { byAttention } from '@/components/attention/cards';
import { useHeldOrder } from '@/components/data-table/use-held-order';
import { useShortcut } from '@/components/keyboard/shortcuts';
import type { Release } from '@/lib/releases/schema';
import { GROUP_LABEL, GROUPS, type GroupId, groupOf } from './groups';

const idOf = (release: Release): string => release.id;
const NONE: readonly Release[] = [];

type Held = { groups: ReadonlyMap<string, GroupId>; shown: ReadonlySet<string> };

const hold = (rows: readonly Release[]): Held => ({
  groups: new Map(rows.map((row) => [row.id, groupOf(row)])),
  shown: new Set(rows.map(idOf)),
});

/**
 * The list as it is to be drawn: by attention, in groups. While `engaged` nothing changes its place, and a row that left
 * `matching` lingers (it is in `lingering`) as long as it exists in `all`.
 */
export function useHeldGroups(matching: readonly Release[], all: readonly Release[], engaged: boolean) {
  const [held, setHeld] = useState<Held | null>(null);
  if (engaged && held === null) setHeld(hold(matching));
  if (!engaged && held !== null) setHeld(null);
  const lingering = useMemo(() => {
    if (!held) return NONE;
    const present = new Set(matching.map(idOf));
    return all.filter((row) => held.shown.has(row.id) && !present.has(row.id));
  }, [held, matching, all]);
  const rows = useMemo(() => [...matching, ...lingering].sort(byAttention), [matching, lingering]);
  const order = useHeldOrder(rows, idOf, engaged);
  const regrouped = held
    ? matching.filter((row) => (held.groups.get(row.id) ?? groupOf(row)) !== groupOf(row)).length
    : 0;
  const waiting = Math.max(order.waiting, regrouped);
  const apply = () => {
    order.apply();
    setHeld(hold(matching));
  };
  useShortcut({ keys: '.', label: 'Apply the new order', group: 'Rows', run: apply }, waiting > 0);
  const groups = useMemo(() => {
    const place = (row: Release): GroupId => held?.groups.get(row.id) ?? groupOf(row);
    return GROUPS.map((id) => ({ id, label: GROUP_LABEL[id], rows: order.rows.filter((row) => place(row) === id) }));
  }, [held, order.rows]);
  const gone = useMemo(() => new Set(lingering.map(idOf)), [lingering]);
  return { groups, lingering: gone, waiting, apply };
}
