import { expect, it } from 'vitest';
import { NOW, release } from './testing/release';
import { confirmedWords } from './use-confirmed';

const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
const rollback = { by: 'Mara Lind', automatic: false, reason: '', at: ago(8), fromStep: 2, fromExposure: 5 };

it('says what was confirmed, when, and who had asked; nothing before', () => {
  expect(confirmedWords(release({ status: 'rolling_back', rollback }))).toBeNull();
  expect(confirmedWords(release({ status: 'rolled_back', rollback, finishedAt: ago(1) }))).toEqual([
    'checkout 2.4.1 is rolled back',
    'The provider confirmed 0\u202f% at 14:32:09, 7\u202fs after Mara Lind asked.',
  ]);
});
