import { describe, expect, it } from 'vitest';
import { normals, uniforms } from '../testing/random';
import { decideMany, type ManyGate, type ManyRule } from './decide-many';

const gate = (name: string, p: number, over: Partial<ManyGate> = {}): ManyGate => ({
  name,
  logP: Math.log(p),
  alpha: 0.05,
  ...over,
});
const said = (gates: ManyGate[], rule: ManyRule) =>
  decideMany(gates, rule).failing.map(({ name, by }) => `${name} ${by}`);

describe('deciding about many gates', () => {
  it.each<[string, ManyGate[], ManyRule, string[]]>([
    ['nothing', [gate('a', 0.5), gate('b', 0.2)], { failingGates: 1 }, []],
    ['any gate alone', [gate('a', 0.02), gate('b', 0.2)], { failingGates: 1 }, ['a alone']],
    ['two alone, in the order given', [gate('a', 0.04), gate('b', 0.01)], { failingGates: 1 }, ['a alone', 'b alone']],
    ['two weak ones, where one would do', [gate('a', 0.03), gate('b', 0.03)], { failingGates: 1 }, []],
    ['two weak ones together', [gate('a', 0.03), gate('b', 0.03)], { failingGates: 2 }, ['a jointly', 'b jointly']],
    [
      'one alone, one jointly',
      [gate('a', 1e-4), gate('b', 0.024), gate('c', 0.9)],
      { failingGates: 2 },
      ['a alone', 'b alone'],
    ],
    ['one sure one is not two', [gate('a', 1e-4), gate('b', 0.5)], { failingGates: 2 }, ['a alone']],
    [
      'a severe one suffices',
      [gate('a', 1e-4, { lower: 3.2 }), gate('b', 0.5)],
      { failingGates: 2, severeEffect: 3 },
      ['a severe'],
    ],
    [
      'sure, but not severe',
      [gate('a', 1e-4, { lower: 2.9 }), gate('b', 0.5)],
      { failingGates: 2, severeEffect: 3 },
      ['a alone'],
    ],
    [
      'severe, but not sure at α/m',
      [gate('a', 0.03, { lower: 9 }), gate('b', 0.5)],
      { failingGates: 2, severeEffect: 3 },
      [],
    ],
    ['a bound unknown', [gate('a', 1e-4, { lower: null })], { failingGates: 2, severeEffect: 3 }, ['a alone']],
    [
      'gates that do not join are no second one',
      [gate('a', 0.03), gate('b', 0.03, { joins: false }), gate('c', 0.9)],
      { failingGates: 2 },
      [],
    ],
  ])('%s', (_, gates, rule, expected) => {
    expect(said(gates, rule)).toEqual(expected);
  });

  /**
   * Healthy gates looked at 150 times, each a Gaussian likelihood-ratio process in latched form; `common` is how much of
   * the noise they share; what has failed stays failed, so one decision at the end tells. `lower` is the bound their one-sided sequence would give, on a scale where 0 is healthy.
   */
  function falseAlarms(common: number, rule: ManyRule, runs = 3000): number {
    const normal = normals(uniforms(5));
    const rates = [0.15, 0.2, 0.25, 0.3];
    let alarms = 0;
    for (let run = 0; run < runs; run++) {
      const gates = rates.map((_, i) => gate(`g${i}`, 1, { alpha: i === 0 ? 0.02 : 0.05 }));
      const logs = rates.map(() => 0);
      for (let look = 0; look < 150; look++) {
        const shared = Math.sqrt(common) * normal();
        gates.forEach((gate, i) => {
          const rate = rates[i] ?? 0;
          const noise = shared + Math.sqrt(1 - common) * normal();
          logs[i] = (logs[i] ?? 0) + rate * noise - (rate * rate) / 2;
          gate.logP = Math.min(gate.logP, -(logs[i] ?? 0));
          gate.lower = -gate.logP / 4;
        });
      }
      alarms += Number(decideMany(gates, rule).failing.length > 0);
    }
    return alarms / runs;
  }

  it.each([0, 0.6, 1])('raises a false alarm in at most α of healthy releases, sharing %s of the noise', (common) => {
    expect(falseAlarms(common, { failingGates: 1 })).toBeLessThanOrEqual(0.05);
    expect(falseAlarms(common, { failingGates: 2, severeEffect: 1 })).toBeLessThanOrEqual(0.05);
  });

  it('would not stay there without the correction', () => {
    expect(falseAlarms(0, { failingGates: 1 })).toBeGreaterThan(0);
    const normal = normals(uniforms(6));
    let alarms = 0;
    for (let run = 0; run < 1500; run++) {
      let best = 0;
      for (let i = 0; i < 4; i++)
        for (let look = 0, log = 0; look < 150; look++) {
          log += 0.25 * normal() - 0.25 ** 2 / 2;
          best = Math.max(best, log);
        }
      alarms += Number(best >= Math.log(20));
    }
    expect(alarms / 1500).toBeGreaterThan(0.07);
  });
});
