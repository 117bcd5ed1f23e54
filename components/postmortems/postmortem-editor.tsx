'use client';

import Link from 'next/link';
import { type FocusEvent, useContext, useState } from 'react';
import { useFocusKept } from '@/components/form/use-focus-kept';
import { useShortcut } from '@/components/keyboard/shortcuts';
import { PageHeader } from '@/components/layout/page-header';
import { ViewerContext } from '@/components/releases/permitted';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { toast } from '@/components/ui/toast';
import { formatClock, formatDate } from '@/lib/format/time';
import type { Postmortem, Section } from '@/lib/postmortems/schema';
import { useMay } from '@/lib/queries/access';
import { useEditing } from '@/lib/queries/postmortems';
import { ActionItems } from './action-items';
import { demands } from './draft';
import { FactList } from './fact-list';
import { HistorySheet } from './history-sheet';
import { PostmortemCharts } from './postmortem-charts';
import { type Guards, SectionGuard } from './section-guard';
import { StoryFields } from './story-fields';
import { TimelineNotes } from './timeline-notes';
import { useAutosave } from './use-autosave';
import { sectionText } from './words';

const STATUS = { draft: 'Draft', review: 'In review', published: 'Published' } as const;

/** Facts on the left, read only; the story on the right, written by people (screens.md 2.8). */
export function PostmortemEditor({ postmortem }: { postmortem: Postmortem }) {
  const { draft, setDraft, save, dirty, saving, error, both, saved, choose } = useAutosave(postmortem);
  const [section, setSection] = useState<Section | null>(null);
  const { person } = useContext(ViewerContext);
  const [history, setHistory] = useState(false);
  const mayWrite = useMay('release');
  const missing = demands(draft.actions);
  useFocusKept(postmortem.status);
  useShortcut({ keys: 'mod+s', label: 'Save the postmortem', group: 'Postmortem', run: () => save() }, mayWrite);
  const id = postmortem.releaseId;
  const editing = useEditing(id, section, mayWrite).data ?? [];
  const others = editing.filter((entry) => entry.person !== person);
  const guards: Guards = {
    held: new Map(others.map((entry) => [entry.section, entry.name])),
    theirs: new Map(both.map((part) => [part, sectionText(saved, part)])),
    choose,
  };
  const within = (part: Section) => ({
    onFocus: () => setSection(part),
    onBlur: (event: FocusEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setSection(null);
    },
  });
  const publish = () => {
    save('published');
    toast('Publishing', { description: 'Everyone who can sign in reads it. It stays editable, with its history.' });
  };
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        title={`Postmortem ${postmortem.service} ${postmortem.version}, ${dayOf(postmortem.createdAt)}`}
        facts={
          <>
            <Badge variant={postmortem.status === 'published' ? 'solid' : 'neutral'}>{STATUS[postmortem.status]}</Badge>
            <span role="status">{savedWords({ dirty, saving, at: postmortem.updatedAt })}</span>
            <Link href={`/releases/${id}`} className="underline hover:text-ink">
              The release
            </Link>
          </>
        }
        actions={
          <>
            <Button onClick={() => setHistory(true)}>History</Button>
            <LinkButton href={`/api/v1/releases/${id}/postmortem.md`} prefetch={false} download>
              Markdown
            </LinkButton>
            {mayWrite && postmortem.status === 'draft' ? (
              <Button onClick={() => save('review')}>Ask for review</Button>
            ) : null}
            {mayWrite && postmortem.status !== 'published' ? (
              <Button variant="primary" disabled={missing !== null} onClick={publish}>
                Publish
              </Button>
            ) : null}
            {mayWrite && postmortem.status === 'published' ? (
              <Button onClick={() => save('draft')}>Take back to draft</Button>
            ) : null}
          </>
        }
      >
        {missing ? <p className="text-sm font-medium text-needs-text">{missing}</p> : null}
        {error ? (
          <p role="alert" className="text-sm font-medium text-failing-text">
            Not saved: {error.message}
          </p>
        ) : null}
      </PageHeader>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-6">
          <FactList postmortem={postmortem} />
          <div {...within('notes')}>
            <TimelineNotes
              timeline={postmortem.timeline}
              notes={draft.notes}
              readOnly={!mayWrite || guards.held.has('notes')}
              onChange={(notes) => setDraft({ ...draft, notes: [...notes] })}
            />
            <SectionGuard section="notes" guards={guards} />
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <StoryFields
            draft={draft}
            readOnly={!mayWrite}
            guards={guards}
            onEdit={setSection}
            onChange={(part) => setDraft({ ...draft, ...part })}
          />
          <div {...within('actions')}>
            <ActionItems
              actions={draft.actions}
              readOnly={!mayWrite || guards.held.has('actions')}
              onChange={(actions) => setDraft({ ...draft, actions })}
            />
            <SectionGuard section="actions" guards={guards} />
          </div>
        </div>
      </div>
      <PostmortemCharts postmortem={postmortem} />
      <HistorySheet id={id} open={history} onOpenChange={setHistory} />
    </div>
  );
}

function savedWords({ dirty, saving, at }: { dirty: boolean; saving: boolean; at: string }): string {
  if (saving) return 'Saving…';
  return dirty ? 'Not saved yet' : `Saved ${formatClock(Date.parse(at))}`;
}

/** "21\u00a0Nov\u00a02026": in one piece, wherever the title breaks. */
const dayOf = (at: string): string => formatDate(Date.parse(at), 0).replaceAll(' ', '\u00a0');
