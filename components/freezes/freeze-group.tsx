'use client';

import { ListSection } from '@/components/layout/list-section';
import { kindsWords } from '@/components/policies/kinds-words';
import { Button } from '@/components/ui/button';
import type { FreezeView } from '@/lib/freezes/schema';
import { IN_FLIGHT_WORDS, repeatWords, scopeTitle, scopeWords, untilWords } from './words';

type GroupProps = {
  title: string;
  /** As of `ListSection`. */
  empty?: string;
  freezes: readonly FreezeView[];
  now: number;
  mayLift: (freeze: FreezeView) => boolean;
  mayChange: (freeze: FreezeView) => boolean;
  onLift: (freeze: FreezeView) => void;
  onChange: (freeze: FreezeView) => void;
};

/** Freezes under a heading: what, why, until when, by whom, and what it does to what is in flight. */
export function FreezeGroup({ title, empty, freezes, ...row }: GroupProps) {
  return (
    <ListSection title={title} empty={empty} items={freezes}>
      {(freeze) => <FreezeRow key={freeze.name} freeze={freeze} {...row} />}
    </ListSection>
  );
}

type RowProps = Omit<GroupProps, 'title' | 'empty' | 'freezes'> & { freeze: FreezeView };

function FreezeRow({ freeze, now, mayLift, mayChange, onLift, onChange }: RowProps) {
  const { inFlight, liftedAt } = freeze;
  const named = `${scopeWords(freeze)}: ${freeze.reason}`;
  const through = kindsWords(freeze.allows);
  const more = [
    repeatWords(freeze),
    inFlight === 'finish_step' || inFlight === 'rollback'
      ? `in flight: ${IN_FLIGHT_WORDS[inFlight].toLowerCase()}`
      : null,
    through === null ? null : `lets ${through} through`,
    freeze.kind === 'budget' ? 'by its error-budget policy' : `by ${freeze.createdBy}`,
  ].filter((words) => words !== null);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm sm:flex-nowrap">
      <span className="shrink-0 truncate font-medium text-ink sm:w-40" title={scopeWords(freeze)}>
        {scopeTitle(freeze.scope)}
      </span>
      <div className="min-w-0 flex-1 basis-full sm:basis-0">
        <p className="text-ink">{freeze.reason}</p>
        <p className="text-xs text-ink-3">{more.join(' · ')}</p>
      </div>
      <span className="text-ink-2 sm:text-right" suppressHydrationWarning>
        {untilWords(freeze, now)}
      </span>
      {liftedAt === null && mayLift(freeze) ? (
        <span className="ml-auto flex gap-2 sm:ml-0">
          {mayChange(freeze) ? (
            <Button size="sm" aria-label={`Change… (${named})`} onClick={() => onChange(freeze)}>
              Change…
            </Button>
          ) : null}
          <Button size="sm" aria-label={`Lift… (${named})`} onClick={() => onLift(freeze)}>
            Lift…
          </Button>
        </span>
      ) : null}
    </li>
  );
}
