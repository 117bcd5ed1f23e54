/** The written part of a postmortem while people write it. Pure. */

import type { ActionItem, PostmortemContent } from '@/lib/postmortems/schema';

/** An action as its row holds it: it may still be empty, and knows which row it is. */
export type ActionDraft = Omit<ActionItem, 'owner' | 'due' | 'tracker'> & {
  key: string;
  owner: string;
  due: string;
  tracker: string;
};

export type PostmortemDraft = Omit<PostmortemContent, 'actions'> & { actions: readonly ActionDraft[] };

export const draftOfContent = (content: PostmortemContent): PostmortemDraft => ({
  ...content,
  actions: content.actions.map((action, index) => ({
    ...action,
    key: `action-${index}`,
    owner: action.owner ?? '',
    due: action.due ?? '',
    tracker: action.tracker ?? '',
  })),
});

export const newAction = (key: string): ActionDraft => ({
  key,
  type: 'prevent',
  text: '',
  owner: '',
  due: '',
  tracker: '',
  done: false,
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is saved: an action is one once it says what is to be done; notes that were emptied are gone. */
export function contentOf(draft: PostmortemDraft): PostmortemContent {
  return {
    ...draft,
    notes: draft.notes.filter((note) => note.text.trim() !== ''),
    actions: draft.actions
      .filter((action) => action.text.trim() !== '')
      .map(({ key: _, ...action }) => ({
        ...action,
        text: action.text.trim(),
        owner: orNull(action.owner),
        due: orNull(action.due),
        tracker: orNull(action.tracker),
      })),
  };
}

export const sameContent = (a: PostmortemContent, b: PostmortemContent): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** "1 action has no owner. 2 actions have no due date." What publishing still demands, counted. */
export function demands(actions: readonly Pick<ActionDraft, 'text' | 'owner' | 'due'>[]): string | null {
  const real = actions.filter((action) => action.text.trim() !== '');
  const count = (missing: number, what: string) =>
    missing === 0 ? [] : [`${missing === 1 ? 'One action has' : `${missing} actions have`} no ${what}.`];
  const words = [
    ...count(real.filter((action) => action.owner.trim() === '').length, 'owner'),
    ...count(real.filter((action) => action.due.trim() === '').length, 'due date'),
  ];
  return words.length === 0 ? null : `${words.join(' ')} Publishing needs an owner and a due date for each.`;
}
