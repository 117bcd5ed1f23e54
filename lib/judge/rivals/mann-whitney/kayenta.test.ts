import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import cases from '../fixtures/kayenta-cases.json';
import { classify } from './classify';
import { shiftBetween } from './shift';
import { mannWhitneySpec } from './spec';

const pair = z.tuple([z.number(), z.number()]);
const fixtures = z
  .object({
    classifier: z.array(
      z.object({
        test: z.string(),
        params: z.object({
          tol: z.number(),
          conf: z.number(),
          direction: z.enum(['either', 'increase', 'decrease']),
          eff: pair.optional(),
          crit: pair.optional(),
          measure: z.literal('cles').optional(),
          nan: z.literal('replace').optional(),
          critical: z.boolean().optional(),
        }),
        experiment: z.array(z.number()),
        control: z.array(z.number()),
        expected: z.object({ classification: z.string().nullable(), critical: z.boolean().nullable() }),
        portOutput: z.object({
          c: z.string(),
          critical: z.boolean(),
          ci: pair.optional(),
          est: z.number().optional(),
          bound: z.number().optional(),
          dev: z.number().nullable().optional(),
          es: z.number().nullable().optional(),
        }),
      }),
    ),
    mannwhitney: z.array(
      z.object({
        test: z.string(),
        conf: z.number(),
        experiment: z.array(z.number()),
        control: z.array(z.number()),
        portCI: pair,
        portEstimate: z.number(),
        expectedCI: pair.optional(),
        expectedEstimate: z.number().optional(),
        tolCI: z.number().optional(),
        tolEstimate: z.number().optional(),
      }),
    ),
  })
  .parse(cases);

/** Relative; numbers below 0.01 to the hundredth of it. */
const near = (got: number | null | undefined, wanted: number, relative: number) =>
  expect(Math.abs((got ?? Number.NaN) - wanted)).toBeLessThanOrEqual(relative * Math.max(Math.abs(wanted), 0.01));

describe("Kayenta's ClassifierSuite", () => {
  it.each(fixtures.classifier.map((row) => [row.test, row] as const))('%s', (name, row) => {
    const { params, portOutput: port } = row;
    const got = classify(
      row.control,
      row.experiment,
      mannWhitneySpec({
        confidence: params.conf,
        tolerance: params.tol,
        direction: params.direction,
        nanStrategy: params.nan ?? 'remove',
        critical: params.critical ?? false,
        effect: {
          measure: params.measure ?? 'meanRatio',
          allowedDecrease: params.eff?.[0] ?? 1,
          allowedIncrease: params.eff?.[1] ?? 1,
          criticalDecrease: params.crit?.[0] ?? 1,
          criticalIncrease: params.crit?.[1] ?? 1,
        },
      }),
    );
    if (row.expected.classification !== null) expect(got.classification).toBe(row.expected.classification);
    else expect(got.reason).not.toBeNull();
    if (row.expected.critical !== null) expect(got.critical).toBe(row.expected.critical);
    expect([got.classification, got.critical]).toEqual([port.c, port.critical]);

    // Where Kayenta adds noise the port drew other noise: there only to its size.
    const exact = name.endsWith('Tied Ranks') ? 2e-4 : 1e-12;
    expect(got.shift === null).toBe(port.ci === undefined);
    if (port.ci) {
      near(got.shift?.lower, port.ci[0], exact);
      near(got.shift?.upper, port.ci[1], exact);
    }
    if (port.est !== undefined) near(got.shift?.estimate, port.est, exact);
    if (port.bound !== undefined) near(got.bound, port.bound, exact);
    if (port.dev === null) expect(got.deviation).toBeNull();
    else if (port.dev !== undefined) near(got.deviation, port.dev, exact);
    if (port.es === null) expect(got.effect).toBeNull();
    else if (port.es !== undefined) near(got.effect, port.es, exact);
  });
});

describe("Kayenta's MannWhitneySuite", () => {
  it.each(fixtures.mannwhitney.map((row) => [row.test, row] as const))('%s', (_, row) => {
    const got = shiftBetween(row.experiment, row.control, row.conf);
    near(got?.lower, row.portCI[0], 1e-12);
    near(got?.upper, row.portCI[1], 1e-12);
    near(got?.estimate, row.portEstimate, 1e-12);
    if (row.expectedCI && row.tolCI) {
      expect(Math.abs((got?.lower ?? Number.NaN) - row.expectedCI[0])).toBeLessThan(row.tolCI);
      expect(Math.abs((got?.upper ?? Number.NaN) - row.expectedCI[1])).toBeLessThan(row.tolCI);
    }
    if (row.expectedEstimate !== undefined && row.tolEstimate)
      expect(Math.abs((got?.estimate ?? Number.NaN) - row.expectedEstimate)).toBeLessThan(row.tolEstimate);
  });
});
