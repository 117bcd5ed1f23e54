'use client';

import { useEffect, useState } from 'react';

type Urgency = 'polite' | 'assertive';
type Sentence = { text: string; urgency: Urgency };

/** At most one sentence in five seconds, merged. */
const PAUSE_MS = 5000;
const listeners = new Set<(sentence: Sentence) => void>();

/** Tells screen readers. `assertive` only for harm: failing, rollback confirmed or failed, stale, live again. */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  for (const listener of listeners) listener({ text, urgency });
}

/** Several sentences as one: "3 releases changed. checkout 2.4.1 now paused, failing." */
export function mergeSentences(sentences: readonly Sentence[]): Sentence | null {
  const last = sentences.findLast((sentence) => sentence.urgency === 'assertive') ?? sentences.at(-1);
  if (!last) return null;
  if (sentences.length === 1) return last;
  return { text: `${sentences.length} releases changed. ${last.text}`, urgency: last.urgency };
}

/** The two live regions; once per page. */
export function Announcer() {
  const [spoken, setSpoken] = useState<Sentence>({ text: '', urgency: 'polite' });
  useEffect(() => {
    let waiting: Sentence[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      const merged = mergeSentences(waiting);
      waiting = [];
      if (!merged) return;
      setSpoken(merged);
      timer = setTimeout(flush, PAUSE_MS);
    };
    const listener = (sentence: Sentence) => {
      waiting.push(sentence);
      if (timer === undefined) flush();
    };
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      clearTimeout(timer);
    };
  }, []);
  return (
    <>
      <div className="sr-only" role="status" aria-live="polite">
        {spoken.urgency === 'polite' ? spoken.text : ''}
      </div>
      <div className="sr-only" role="alert" aria-live="assertive">
        {spoken.urgency === 'assertive' ? spoken.text : ''}
      </div>
    </>
  );
}
