import { describe, expect, it } from 'vitest';
import { mergeSentences } from './announcer';
import { sentencesOf } from './first-line';

describe('sentencesOf', () => {
  it.each([
    [
      'Not rolled back: users still see 8.0.3 at broad 5 %. The provider refused 25 times (“locked”). Do it by hand.',
      [
        'Not rolled back: users still see 8.0.3 at broad 5 %.',
        'The provider refused 25 times (“locked”).',
        'Do it by hand.',
      ],
    ],
    ['Holding at early 0.25 %: 3 of 3 gates pass.', ['Holding at early 0.25 %: 3 of 3 gates pass.']],
    ['', []],
  ])('%s', (line, expected) => expect(sentencesOf(line)).toEqual(expected));
});

describe('mergeSentences', () => {
  const polite = (text: string) => ({ text, urgency: 'polite' as const });
  it('leaves one alone', () => expect(mergeSentences([polite('A.')])?.text).toBe('A.'));
  it('counts several and keeps the urgent one', () =>
    expect(mergeSentences([{ text: 'Failing.', urgency: 'assertive' }, polite('B.'), polite('C.')])).toEqual({
      text: '3 releases changed. Failing.',
      urgency: 'assertive',
    }));
});
