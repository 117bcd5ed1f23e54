import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bonferroni, type FamilyGate, holm, partialConjunction } from './family';

/** Gates a, b, c … with these p-values, all at level 5 % unless said. */
const gates = (ps: readonly number[], alphas: readonly number[] = []): FamilyGate[] =>
  ps.map((p, i) => ({ name: String.fromCharCode(97 + i), logP: Math.log(p), alpha: alphas[i] ?? 0.05 }));

describe('families of gates', () => {
  it.each<[string, number[], string[], string[]]>([
    ['none', [0.2, 0.9, 0.06], [], []],
    ['one, at α/3', [0.016, 0.9, 0.06], ['a'], ['a']],
    ['one, not quite', [0.017, 0.9, 0.06], [], []],
    ['the second one at α/2 once the first is out', [0.9, 0.024, 0.01], ['c'], ['c', 'b']],
    ['all three by Holm', [0.016, 0.024, 0.049], ['a'], ['a', 'b', 'c']],
    ['a weak first one stops those behind it', [0.018, 0.018, 0.018], [], []],
    ['exactly at the level', [0.05 / 3, 1, 1], ['a'], ['a']],
    ['a gate alone in its family', [0.05], ['a'], ['a']],
    ['no gates', [], [], []],
  ])('Bonferroni and Holm: %s', (_, ps, byBonferroni, byHolm) => {
    expect(bonferroni(gates(ps))).toEqual(byBonferroni);
    expect(holm(gates(ps))).toEqual(byHolm);
  });

  it.each<[string, number[], number[], string[]]>([
    ['the stricter gate needs more', [0.004, 0.004], [0.01, 0.005], ['a', 'b']],
    ['and does not fail at the level of the laxer one', [0.02, 0.02], [0.05, 0.01], ['a']],
    ['order is by p/α, not by p', [0.02, 0.012], [0.05, 0.01], ['a']],
  ])('Holm with unequal levels: %s', (_, ps, alphas, expected) => {
    expect(holm(gates(ps, alphas))).toEqual(expected);
  });

  it.each<[string, number, number[], string[]]>([
    ['two of two at α', 2, [0.05, 0.05], ['a', 'b']],
    ['two of three at α/2', 2, [0.025, 0.9, 0.025], ['a', 'c']],
    ['one very sure gate is not two', 2, [1e-9, 0.9, 0.026], []],
    ['three of three at α', 3, [0.05, 0.04, 0.01], ['c', 'b', 'a']],
    ['more than asked for are named', 2, [0.01, 0.02, 0.02], ['a', 'b', 'c']],
    ['fewer gates than asked for', 3, [0.001, 0.001], []],
    ['one of m is Bonferroni', 1, [0.016, 0.9, 0.9], ['a']],
  ])('partial conjunction: %s', (_, k, ps, expected) => {
    expect(partialConjunction(k, gates(ps))).toEqual(expected);
  });

  const someGates = fc.array(fc.double({ min: 1e-9, max: 1, noNaN: true }), { maxLength: 8 });

  it('Holm fails all that Bonferroni fails, and a smaller p never saves a gate', () => {
    fc.assert(
      fc.property(someGates, fc.nat(), (ps, which) => {
        const before = holm(gates(ps));
        for (const name of bonferroni(gates(ps))) expect(before).toContain(name);
        const smaller = ps.map((p, i) => (i === which % Math.max(1, ps.length) ? p / 3 : p));
        for (const name of before) expect(holm(gates(smaller))).toContain(name);
      }),
    );
  });

  it('holds at E = 1/α to the last digit', () => {
    for (const alpha of [0.05, 0.01, 0.001, 0.1]) {
      expect(holm([{ name: 'a', logP: -Math.log(1 / alpha), alpha }])).toEqual(['a']);
    }
  });
});
