import { describe, expect, it } from 'vitest';
import { emptyContent, type PostmortemContent } from '@/lib/postmortems/schema';
import { draftOfContent } from './draft';
import { merge } from './merge';

const content = (part: Partial<PostmortemContent>): PostmortemContent => ({ ...emptyContent(), ...part });
const base = content({ summary: 'It broke.', trigger: 'A deploy.' });
const mine = (part: Partial<PostmortemContent>) => draftOfContent({ ...base, ...part });

describe('two people in one postmortem', () => {
  it('keep what each wrote alone', () => {
    const { draft, both } = merge({
      mine: mine({ summary: 'Mine.' }),
      base,
      theirs: { ...base, trigger: 'Theirs.' },
      sent: null,
    });
    expect([draft.summary, draft.trigger, both]).toEqual(['Mine.', 'Theirs.', []]);
  });

  it('are shown what both changed, and nothing of mine is lost', () => {
    const { draft, both } = merge({
      mine: mine({ summary: 'Mine.' }),
      base,
      theirs: { ...base, summary: 'Theirs.' },
      sent: null,
    });
    expect([draft.summary, both]).toEqual(['Mine.', ['summary']]);
  });

  it('agree where both wrote the same', () =>
    expect(merge({ mine: mine({ summary: 'X' }), base, theirs: { ...base, summary: 'X' }, sent: null }).both).toEqual(
      [],
    ));

  it('do not meet themselves: what was sent comes back while more is typed', () => {
    const sent = { ...base, summary: 'Mi' };
    const { draft, both } = merge({ mine: mine({ summary: 'Mine' }), base, theirs: sent, sent });
    expect([draft.summary, both]).toEqual(['Mine', []]);
  });

  it('get the actions of the other one', () => {
    const action = { type: 'prevent' as const, text: 'Test it', owner: null, due: null, tracker: null, done: false };
    const { draft } = merge({ mine: mine({}), base, theirs: { ...base, actions: [action] }, sent: null });
    expect(draft.actions.map(({ text }) => text)).toEqual(['Test it']);
  });
});
