/** Two people wrote in one postmortem: what each wrote alone is kept, what both changed is shown to be chosen. Pure. */

import type { PostmortemContent } from '@/lib/postmortems/schema';
import { SECTIONS, type Section } from '@/lib/postmortems/schema';
import { contentOf, draftOfContent, type PostmortemDraft } from './draft';

export type Merge = {
  draft: PostmortemDraft;
  /** Sections that both changed: mine stands in the draft, theirs is what was saved. */
  both: Section[];
};

type MergeInput = {
  mine: PostmortemDraft;
  /** What both began from. */
  base: PostmortemContent;
  theirs: PostmortemContent;
  /** What was sent last: coming back as theirs, it is mine. */
  sent: PostmortemContent | null;
};

export function merge({ mine, base, theirs, sent }: MergeInput): Merge {
  const written = contentOf(mine);
  const fresh = draftOfContent(theirs);
  const same = (section: Section, a: PostmortemContent, b: PostmortemContent | null) =>
    b !== null && JSON.stringify(a[section]) === JSON.stringify(b[section]);
  const take = SECTIONS.filter((section) => same(section, written, base) || same(section, written, theirs));
  const both = SECTIONS.filter(
    (section) => !take.includes(section) && !same(section, theirs, base) && !same(section, theirs, sent),
  );
  // A section that was not touched keeps its row keys unless it changed, so that nobody loses the caret.
  const changed = take.filter((section) => !same(section, written, theirs));
  return { draft: { ...mine, ...only(fresh, changed) }, both };
}

/** The named sections of a draft alone. */
export const only = (draft: PostmortemDraft, sections: readonly Section[]): Partial<PostmortemDraft> =>
  Object.fromEntries(sections.map((section) => [section, draft[section]]));
