import { expect, it } from 'vitest';
import { nothingElse } from './changed-words';

const since = Date.parse('2026-11-19T13:32:00Z');
const shown = [{ at: '2026-11-19T14:30:00Z' }, { at: '2026-11-19T14:12:00Z' }];

it.each([
  ['one change', { shown, more: false }, false, 'Nothing else changed exposure, plan, gate or freeze since 13:32.'],
  ['none', { shown: [], more: false }, false, 'Nothing changed exposure, plan, gate or freeze since 13:32.'],
  [
    'more than was read',
    { shown, more: true },
    false,
    'So much changed that this goes back to 14:12 only; nothing else since then.',
  ],
  ['not read yet', undefined, false, 'Reading what changed since 13:32…'],
  ['could not be read', undefined, true, 'What changed could not be read, so something may have.'],
] as const)('%s', (_name, read, failed, words) => expect(nothingElse(read, since, failed)).toBe(words));
