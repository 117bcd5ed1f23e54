'use client';

import { useEffect, useRef, useState } from 'react';
import type { Postmortem, PostmortemContent, Section } from '@/lib/postmortems/schema';
import { ApiError } from '@/lib/queries/http';
import { usePutPostmortem } from '@/lib/queries/postmortems';
import { contentOf, draftOfContent, type PostmortemDraft, sameContent } from './draft';
import { merge, only } from './merge';

const AFTER_MS = 2_000;

const isConflict = (error: Error | null): boolean =>
  error instanceof ApiError && (error.status === 409 || error.status === 412);

/**
 * Keeps what is typed: saved two seconds after the last key, on top of the newest revision. What somebody else saved
 * meanwhile is taken in; sections that both changed wait in `both` until a person chose, and nothing is saved before.
 */
export function useAutosave(postmortem: Postmortem) {
  const put = usePutPostmortem(postmortem.releaseId);
  const [draft, setDraft] = useState<PostmortemDraft>(() => draftOfContent(postmortem.content));
  const [saved, setSaved] = useState<PostmortemContent>(postmortem.content);
  const [revision, setRevision] = useState(postmortem.revision);
  const [sent, setSent] = useState<PostmortemContent | null>(null);
  const [both, setBoth] = useState<readonly Section[]>([]);
  if (postmortem.revision > revision) {
    const merged = merge({ mine: draft, base: saved, theirs: postmortem.content, sent });
    setRevision(postmortem.revision);
    setSaved(postmortem.content);
    setDraft(merged.draft);
    setBoth([...new Set([...both, ...merged.both])]);
  }
  const content = contentOf(draft);
  const dirty = !sameContent(content, saved);

  /** Asked for while something else was being saved. */
  const wanted = useRef<Postmortem['status'] | null>(null);

  function save(status?: Postmortem['status']) {
    if (both.length > 0) return;
    if (put.isPending) {
      wanted.current = status ?? wanted.current;
      return;
    }
    setSent(content);
    put.mutate({ content, revision, ...(status ? { status } : {}) });
  }

  /** Ends a disagreement: what was saved by the other is taken, or overwritten by mine. */
  function choose(section: Section, whose: 'mine' | 'theirs') {
    if (whose === 'theirs') setDraft({ ...draft, ...only(draftOfContent(saved), [section]) });
    setBoth(both.filter((other) => other !== section));
  }

  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    const status = wanted.current;
    if (put.isPending || status === null) return;
    wanted.current = null;
    latest.current(status);
  }, [put.isPending]);
  const text = JSON.stringify(content);
  // The timer begins anew with each change of what would be saved or on what.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `text` and `revision` are what changed
  useEffect(() => {
    if (!dirty || both.length > 0) return;
    const timer = setTimeout(() => latest.current(), AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, dirty, put.isPending, revision, both.length]);

  // A conflict is read and merged (usePutPostmortem asks for the newest), so it is no error to show.
  const error = isConflict(put.error) ? null : put.error;
  return { draft, setDraft, save, dirty, saving: put.isPending, error, both, saved, choose };
}
