'use client';

import { Fragment, useState } from 'react';
import { ADDS, changeRow, ROW, ROWS, rowButton } from '@/components/form/row-focus';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { Button } from '@/components/ui/button';
import { Textarea } from '@/components/ui/textarea';
import { formatCount, unbroken } from '@/lib/format/number';
import { formatClock, formatFull } from '@/lib/format/time';
import type { PostmortemContent, TimelineEntry } from '@/lib/postmortems/schema';

type Notes = PostmortemContent['notes'];
type TimelineNotesProps = {
  timeline: readonly TimelineEntry[];
  notes: Notes;
  readOnly: boolean;
  onChange: (notes: Notes) => void;
};

/** Every fact with its number in the record; people may add notes between two of them, never change one. */
export function TimelineNotes({ timeline, notes, readOnly, onChange }: TimelineNotesProps) {
  const [adding, setAdding] = useState<string | null>(null);
  const set = (index: number, text: string) =>
    onChange(notes.map((note, i) => (i === index ? { ...note, text } : note)));
  function begin(after: string) {
    setAdding(null);
    onChange([...notes, { after, text: '' }]);
  }
  return (
    <section aria-labelledby="timeline" {...ROWS}>
      <SectionHeader
        id="timeline"
        title="Timeline"
        actions={
          readOnly ? null : (
            <Button
              size="sm"
              {...ADDS}
              aria-pressed={adding !== null}
              onClick={() => setAdding(adding === null ? '' : null)}
            >
              {adding === null ? 'Add a note' : 'Not now'}
            </Button>
          )
        }
      />
      <Panel>
        <ol className="divide-y divide-border">
          {timeline.map((entry) => (
            <Fragment key={entry.event}>
              <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-1.5 text-sm">
                <time dateTime={entry.at} title={formatFull(Date.parse(entry.at))} className="w-16 shrink-0 text-ink-3">
                  {formatClock(Date.parse(entry.at))}
                </time>
                <span className="min-w-0 flex-1 text-ink first-letter:uppercase">{unbroken(entry.words)}</span>
                <span className="shrink-0 text-xs text-ink-3">#{formatCount(Number(entry.event))}</span>
                {adding === null ? null : (
                  <Button size="sm" variant="ghost" onClick={() => begin(entry.event)}>
                    Note after #{formatCount(Number(entry.event))}
                  </Button>
                )}
              </li>
              {notes.map((note, index) =>
                note.after === entry.event ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a note is its place in the list
                  <li key={`note-${index}`} {...ROW} className="flex gap-2 bg-sunken px-4 py-2">
                    <Textarea
                      aria-label={`Note after #${entry.event}`}
                      rows={1}
                      autoFocus={note.text === ''}
                      readOnly={readOnly}
                      value={note.text}
                      placeholder="What people knew or did here"
                      onChange={(event) => set(index, event.target.value)}
                      className="min-h-8"
                    />
                    {readOnly ? null : (
                      <Button
                        variant="ghost"
                        {...rowButton('remove')}
                        onClick={(event) =>
                          changeRow(event.currentTarget, () => onChange(notes.toSpliced(index, 1)), {
                            index,
                            button: 'remove',
                          })
                        }
                      >
                        Remove
                      </Button>
                    )}
                  </li>
                ) : null,
              )}
            </Fragment>
          ))}
        </ol>
      </Panel>
    </section>
  );
}
