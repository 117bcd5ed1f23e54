'use client';

import { type ReactNode, useContext, useState } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { onDemand } from '@/components/ui/on-demand';
import { useUsualConfirm } from '@/lib/queries/services';
import { aloneInIt } from '@/lib/releases/approval-turn';
import type { ActionName, Release } from '@/lib/releases/schema';
import { RAISING } from './action-labels';
import { ActionReceipt } from './action-receipt';
import { dialogWords } from './dialog-words';
import { inputOfTerms, type OverrideTerms, overrideRefusal, usualTerms } from './override-terms';
import { ViewerContext } from './permitted';
import type { Asked } from './receipt-steps';
import { useTurn } from './use-turn';

// With lists to choose from, which no other action has.
const OverrideFields = onDemand(async () => (await import('./override-fields')).OverrideFields);

type ActionDialogProps = {
  action: ActionName;
  release: Release;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onConfirm: (reason: string, terms: Partial<ReturnType<typeof inputOfTerms>>) => void;
  /** Set once it was asked; the dialog is its own receipt from then on. */
  asked: Asked | null;
  /** Stands in for the receipt while it waits on this device for a connection. */
  queued?: ReactNode;
  pending: boolean;
  error?: string | undefined;
  stale: boolean;
};

/** Asks before an action and then shows what became of it. Words by dialogWords, never composed here. */
export function ActionDialog(props: ActionDialogProps) {
  const { action, release, asked, queued, stale } = props;
  const turn = useTurn(release);
  const usual = useUsualConfirm(release.service, action === 'rollback').data;
  const alone = aloneInIt(release, useContext(ViewerContext).person);
  const [chosen, setChosen] = useState<OverrideTerms | null>(null);
  const terms = chosen ?? usualTerms(release, alone);
  const words = dialogWords(action, release, usual, alone, terms);
  const forbidden =
    stale && RAISING.has(action)
      ? 'Not while this page is stale: it shows old numbers.'
      : action === 'approve' && !asked && turn.words
        ? turn.words
        : action === 'override' && !asked
          ? (overrideRefusal(release, alone, terms) ?? undefined)
          : undefined;
  const error = forbidden ?? props.error;
  return (
    <ConfirmDialog
      key={`${action}:${release.id}`}
      open={props.open}
      onOpenChange={props.onOpenChange}
      direction={words.direction}
      title={asked || queued ? words.title.replace(/\?$/, '') : words.title}
      consequence={words.consequence}
      keepLabel={words.keepLabel}
      confirmLabel={words.confirmLabel}
      reason={words.reason}
      hurting={words.hurting}
      pending={props.pending || forbidden !== undefined}
      {...(error ? { error } : {})}
      {...(asked ? { receipt: <ActionReceipt release={release} asked={asked} /> } : queued ? { receipt: queued } : {})}
      finalFocus={() => document.querySelector<HTMLElement>(`[data-row="${release.id}"]`)}
      onConfirm={(reason) =>
        props.onConfirm(reason, action === 'override' ? inputOfTerms(terms, release, alone, Date.now()) : {})
      }
    >
      {action === 'override' && !asked ? (
        <OverrideFields release={release} alone={alone} terms={terms} onChange={setChosen} />
      ) : null}
      {asked || queued ? null : (
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
          {words.facts.map((fact) => (
            <div key={fact.words} className="contents">
              <dt className="text-ink-3">{fact.term}</dt>
              <dd className="text-ink-2">{fact.words}</dd>
            </div>
          ))}
        </dl>
      )}
      {stale && !queued && !RAISING.has(action) ? (
        <p>It will be sent; the receipt appears when the page is live.</p>
      ) : null}
    </ConfirmDialog>
  );
}
