'use client';

import { useNow } from '@/components/layout/now';
import { Receipt } from '@/components/status/receipt';
import { useCommands, useSeriesAfter } from '@/lib/queries/releases';
import { useUsualConfirm } from '@/lib/queries/services';
import type { Release } from '@/lib/releases/schema';
import { type Asked, failedGate, receiptSteps } from './receipt-steps';
import { type Recovery, recoveryOf } from './recovery';

/** How long after a rollback its effect is still measured here. */
const MEASURED_MS = 10 * 60_000;

type ActionReceiptProps = { release: Release; asked: Asked; stacked?: boolean };

/** What became of an action, live: asked, accepted, confirmed, and what users meet since. */
export function ActionReceipt({ release, asked, stacked = false }: ActionReceiptProps) {
  const now = useNow();
  const lowering = asked.action === 'rollback';
  const command = useCommands(release.id).data?.find((entry) => !lowering || entry.action === 'rollback') ?? null;
  const usual = useUsualConfirm(release.service, lowering).data;
  const recovery = useRecovery(release, lowering);
  return <Receipt stacked={stacked} steps={receiptSteps(release, asked, { command, usual, recovery }, now)} />;
}

/** The SLI it was taken back for, over the whole service, since the provider confirmed that nobody sees it any more. */
function useRecovery(release: Release, wanted: boolean): Recovery | null {
  const gate = failedGate(release);
  const left = release.status === 'rolled_back' && release.finishedAt ? Date.parse(release.finishedAt) : null;
  const span = { from: left ?? 0, to: (left ?? 0) + MEASURED_MS };
  const series = useSeriesAfter(release, gate?.sli ?? '', span, wanted && gate !== null && left !== null).data;
  return gate && series && left !== null ? recoveryOf(gate, series, left) : null;
}
