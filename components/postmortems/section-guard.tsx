'use client';

import { Button } from '@/components/ui/button';
import type { Section } from '@/lib/postmortems/schema';

export type Guards = {
  /** Who else writes in a section now, by name. */
  held: ReadonlyMap<Section, string>;
  /** Sections that somebody else saved while they were being changed here, with what was saved, as text. */
  theirs: ReadonlyMap<Section, string>;
  choose: (section: Section, whose: 'mine' | 'theirs') => void;
};

/** Under a section: who writes in it now, or what somebody else saved meanwhile and the choice between the two. */
export function SectionGuard({ section, guards }: { section: Section; guards: Guards }) {
  const name = guards.held.get(section);
  const theirs = guards.theirs.get(section);
  return (
    <>
      {name ? (
        <p role="status" className="text-sm font-medium text-needs-text">
          {name} is editing this section.
        </p>
      ) : null}
      {theirs !== undefined ? (
        <div role="alert" className="mt-1 flex flex-col gap-2 rounded-control border border-needs p-3 text-sm">
          <p className="font-medium text-needs-text">
            Somebody else changed this section meanwhile. Yours stands above and is not saved yet; theirs:
          </p>
          <p className="whitespace-pre-wrap text-ink">{theirs === '' ? '(left empty)' : theirs}</p>
          <div className="flex gap-2">
            <Button size="sm" onClick={() => guards.choose(section, 'mine')}>
              Keep mine
            </Button>
            <Button size="sm" onClick={() => guards.choose(section, 'theirs')}>
              Take theirs
            </Button>
          </div>
        </div>
      ) : null}
    </>
  );
}
