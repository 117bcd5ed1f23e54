'use client';

import { useEffect, useRef, useState } from 'react';
import type { Postmortem, PostmortemContent } from '@/lib/postmortems/schema';
import { ApiError } from '@/lib/queries/http';
import { usePutPostmortem } from '@/lib/queries/postmortems';
import { contentOf, draftOfContent, type PostmortemDraft, sameContent } from './draft';

const AFTER_MS = 2_000;

/**
 * Keeps what is typed: saved two seconds after the last key on top of the revision it was read at. When somebody else
 * saved meanwhile nothing is overwritten: `conflict` is true until the page is read again.
 */
export function useAutosave(postmortem: Postmortem) {
  const put = usePutPostmortem(postmortem.releaseId);
  const [draft, setDraft] = useState<PostmortemDraft>(() => draftOfContent(postmortem.content));
  const [saved, setSaved] = useState<PostmortemContent>(postmortem.content);
  const revision = useRef(postmortem.revision);
  const content = contentOf(draft);
  const dirty = !sameContent(content, saved);
  const conflict = put.error instanceof ApiError && (put.error.status === 409 || put.error.status === 412);

  function save(status?: Postmortem['status']) {
    if (put.isPending || conflict) return;
    put.mutate(
      { content, revision: revision.current, ...(status ? { status } : {}) },
      {
        onSuccess: (answer) => {
          revision.current = answer.revision;
          setSaved(content);
        },
      },
    );
  }

  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  const text = JSON.stringify(content);
  // The timer begins anew with each change of what would be saved.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `text` is what changed
  useEffect(() => {
    if (!dirty) return;
    const timer = setTimeout(() => latest.current(), AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, dirty, put.isPending]);

  return { draft, setDraft, save, dirty, saving: put.isPending, error: conflict ? null : put.error, conflict };
}
