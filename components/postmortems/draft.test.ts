import { describe, expect, it } from 'vitest';
import { emptyContent } from '@/lib/postmortems/schema';
import { contentOf, demands, draftOfContent, newAction, sameContent } from './draft';
import { changedWords } from './words';

const action = (text: string, owner = '', due = '') => ({ ...newAction(text), text, owner, due });

describe('a postmortem draft', () => {
  it('reads back what it saves', () => {
    const content = { ...emptyContent(), summary: 'It broke.' };
    expect(sameContent(contentOf(draftOfContent(content)), content)).toBe(true);
  });

  it('does not save an action that says nothing yet', () =>
    expect(
      contentOf({ ...draftOfContent(emptyContent()), actions: [newAction('1'), action(' Fix it ')] }).actions,
    ).toEqual([{ type: 'prevent', text: 'Fix it', owner: null, due: null, tracker: null, done: false }]));

  it.each([
    [[], null],
    [[newAction('1')], null],
    [[action('a', 'Jo', '2026-11-27')], null],
    [[action('a', '', '2026-11-27')], /^One action has no owner\. Publishing/],
    [[action('a'), action('b')], /^2 actions have no owner\. 2 actions have no due date\. Publishing/],
  ])('what publishing demands of %#', (actions, words) => {
    if (words === null) expect(demands(actions)).toBeNull();
    else expect(demands(actions)).toMatch(words);
  });

  it('says what an edit touched', () => {
    expect(changedWords(['summary', 'rootCauses', 'actions'])).toBe('summary, root causes and actions');
    expect(changedWords([])).toBe('its standing');
  });
});
