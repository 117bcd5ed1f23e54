/** Rings while they are being edited. Pure. */

import type { Rings } from '@/lib/rings/schema';

/** `share` in percent, as typed. */
export type RingDraft = { key: string; name: string; description: string; share: string };

export const newRing = (key: string): RingDraft => ({ key, name: '', description: '', share: '' });

export const draftOfRings = (rings: Rings['rings']): RingDraft[] =>
  rings.map((ring) => ({
    key: ring.name,
    name: ring.name,
    description: ring.description ?? '',
    share: ring.share === undefined ? '' : String(Number((ring.share * 100).toPrecision(12))),
  }));

/** What would be put; a share that is no number stays NaN, so that the schema says so. */
export function inputOfRings(rows: readonly RingDraft[]) {
  return {
    rings: rows.map((row) => ({
      name: row.name.trim(),
      ...(row.description.trim() === '' ? {} : { description: row.description.trim() }),
      ...(row.share.trim() === ''
        ? {}
        : { share: Number((Number(row.share.replace(',', '.')) / 100).toPrecision(12)) }),
    })),
  };
}
