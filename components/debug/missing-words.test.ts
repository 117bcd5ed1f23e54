import { describe, expect, it } from 'vitest';
import { missingWords } from './missing-words';

const route = {
  kind: 'dimension',
  by: 'route',
  words: 'Samples carry no route: send it to see where errors rise.',
} as const;

describe('what is missing on the debug page', () => {
  it('of a service that sends: which attribute, and what a push looks like', () => {
    const { title, detail, command, changes } = missingWords(route, 'push');
    expect(title).toBe(route.words);
    expect(detail).toContain('http.route');
    expect(command).toBe('"dimensions": { "route": "POST /pay" }');
    expect(changes).toBeUndefined();
  });

  it.each([
    [route, /sums of each version: they tell no route/, /nothing counts twice/],
    [{ kind: 'dimension', by: 'shop', words: '' }, /tell no shop/, /OTLP, or pushed samples/],
    [{ kind: 'histograms' }, /Prometheus gave no latency/, /latencyBuckets/],
    [{ kind: 'values' }, /asked for no CPU/, /Add a query/],
  ] as const)(
    'of a service that Prometheus measures nobody is told to push into the same sums: %o',
    (missing, title, detail) => {
      const words = missingWords(missing, 'prometheus');
      expect(words).toMatchObject({
        title: expect.stringMatching(title),
        detail: expect.stringMatching(detail),
        changes: true,
      });
      expect(words.command ?? '').not.toContain('dimensions');
    },
  );

  it('before anything came, whoever is asked: only patience', () =>
    expect(
      missingWords({ kind: 'samples', words: 'No samples of either cohort in this window.' }, 'prometheus'),
    ).toEqual({
      title: 'No samples of either cohort in this window.',
      detail: 'It fills as soon as samples of both versions arrive.',
    }));
});
