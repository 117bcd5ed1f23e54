'use client';

import { useState } from 'react';
import { announce } from '@/components/layout/announcer';
import { nameOf } from '@/components/releases/places';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useStalePage } from '@/lib/queries/live';
import { usePauseMany } from '@/lib/queries/pause-many';
import type { Release } from '@/lib/releases/schema';
import { type BulkPause, bulkPauseWords, type Outcomes, outcomeWords, staysWords } from './bulk-pause';

type BulkPauseDialogProps = {
  /** As it was when the dialog was asked for; what changes since, the server refuses. */
  plan: BulkPause;
  onClose: () => void;
  /** All of these were paused. */
  onPaused: (ids: readonly string[]) => void;
};

/** One confirmation for several releases, then what became of each. */
export function BulkPauseDialog({ plan, onClose, onPaused }: BulkPauseDialogProps) {
  const { pausing, leaving } = plan;
  const words = bulkPauseWords(plan);
  const stale = useStalePage();
  const pause = usePauseMany();
  const [asked, setAsked] = useState<string | null>(null);
  const [outcomes, setOutcomes] = useState<Outcomes>(new Map());
  const failed = pausing.filter(({ id }) => typeof outcomes.get(id) === 'string');

  function send(releases: readonly Release[], reason: string) {
    setAsked(reason);
    const answers = new Map(outcomes);
    for (const { id } of releases) answers.delete(id);
    setOutcomes(new Map(answers));
    const onAnswer = (id: string, refusal: string | null) => {
      answers.set(id, refusal);
      setOutcomes(new Map(answers));
    };
    const onSuccess = () => {
      announce(outcomeWords(pausing, answers));
      onPaused(pausing.filter(({ id }) => answers.get(id) === null).map(({ id }) => id));
    };
    pause.mutate({ ids: releases.map(({ id }) => id), reason, onAnswer }, { onSuccess });
  }

  const receipt = (
    <>
      <p className="text-base font-medium text-ink" role="status">
        {outcomeWords(pausing, outcomes)}
      </p>
      <ReleaseLines
        label="What became of each"
        lines={pausing.map((release) => {
          const outcome = outcomes.get(release.id);
          return {
            release,
            words: outcome === undefined ? 'asked' : (outcome ?? 'paused'),
            loud: typeof outcome === 'string',
          };
        })}
      />
      {failed.length > 0 && !pause.isPending ? (
        <Button className="mt-3" onClick={() => send(failed, asked ?? '')}>
          {failed.length === 1 ? 'Try it again' : `Try the ${failed.length} again`}
        </Button>
      ) : null}
    </>
  );

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      direction="safety"
      title={words.title}
      consequence={words.consequence}
      keepLabel={pausing.length === 1 ? 'Let it go on' : 'Let them go on'}
      confirmLabel={words.confirm}
      reason={{ required: false, placeholder: 'Why: written to the record of each' }}
      pending={pause.isPending}
      {...(asked === null ? {} : { receipt })}
      onConfirm={(reason) => send(pausing, reason)}
    >
      {asked === null ? (
        <>
          <ReleaseLines
            label="To be paused"
            lines={pausing.map((release) => ({ release, words: staysWords(release), loud: false }))}
          />
          {leaving.length > 0 ? (
            <ReleaseLines
              label="Left alone"
              heading
              lines={leaving.map(({ release, why }) => ({ release, words: why, loud: false }))}
            />
          ) : null}
          {stale ? <p>It will be sent; the receipt shows what the server answers.</p> : null}
        </>
      ) : null}
    </ConfirmDialog>
  );
}

type ReleaseLinesProps = {
  label: string;
  heading?: boolean;
  lines: readonly { release: Release; words: string; loud: boolean }[];
};

function ReleaseLines({ label, heading = false, lines }: ReleaseLinesProps) {
  return (
    <section aria-label={label}>
      {heading ? <h3 className="eyebrow mb-1">{label}</h3> : null}
      <ul
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by the keyboard
        tabIndex={0}
        aria-label={label}
        className="max-h-48 overflow-y-auto rounded-control bg-sunken px-3 py-2 text-sm"
      >
        {lines.map(({ release, words, loud }) => (
          <li key={release.id} className="flex justify-between gap-4 py-0.5">
            <span className="min-w-0 truncate text-ink">{nameOf(release)}</span>
            <span className={loud ? 'text-right font-medium text-failing-text' : 'shrink-0 text-right text-ink-2'}>
              {words}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
