import { describe, expect, test } from 'vitest';
import { chebyshevNodes, chebyshevSum, coefficientMatrix, interpolationMatrix, multiply } from './chebyshev';
import { incompleteBeta, logIncompleteBeta } from './incomplete-beta';
import { logBeta } from './log-beta';
import { logGamma } from './log-gamma';
import { log1mExp, logAddExp, logMeanExp, logSumExp } from './log-sum-exp';
import { logNormalUpperTail, normalCdf, normalQuantile, normalUpperTail } from './normal';

/** Reference values: mpmath 1.3 at 40 digits or more; those of Abramowitz & Stegun and DLMF agree where printed. */
const near = (value: number, reference: number) =>
  expect(Math.abs(value - reference), `${value} against ${reference}`).toBeLessThanOrEqual(1e-10 * Math.abs(reference));

test.each([
  [1e-10, 23.025850929882736],
  [0.1, 2.252712651734206],
  [0.3, 1.0957979948180756],
  [0.5, 0.5723649429247001],
  [0.9999, 5.7729791561193866e-5],
  [1.00001, -5.7720744027504825e-6],
  [1.4, -0.1196129141723713],
  [1.5, -0.12078223763524522],
  [1.9999999, -4.2278430309861296e-8],
  [2.0001, 4.2281658112919945e-5],
  [2.5, 0.2846828704729192],
  [3.3, 0.9870985778947344],
  [7.7, 7.926541356269005],
  [9.99, 12.779315214350193],
  [10, 12.801827480081469],
  [55.5, 166.32150615984037],
  [1000.0, 5905.220423209181],
  [1000000.0, 12815504.569147611],
  [10000000000.0, 220258509288.81058],
])('ln Γ(%d) = %d', (x, value) => near(logGamma(x), value));

test('ln Γ outside its range', () => {
  expect(logGamma(1)).toBe(0);
  expect(logGamma(2)).toBe(0);
  expect(logGamma(0)).toBeNaN();
  expect(logGamma(-1.5)).toBeNaN();
  expect(logGamma(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
});

test.each([
  [0.1, 0.2, 2.6809784793469147],
  [0.5, 0.5, 1.1447298858494002],
  [2, 1, -Math.LN2],
  [5, 5, -6.4457198193855785],
  [9, 20, -17.94525604723679],
  [1, 1000000000.0, -20.72326583694641],
  [0.2, 1000000.0, -1.2390382091620624],
  [55, 35, -60.751890144486204],
  [1000.0, 1000000.0, -7910.78946842146],
  [1000000.0, 1000000.0, -1386300.003362921],
  [50.5, 100000000.0, -783.7251345776217],
])('ln B(%d, %d) = %d', (a, b, value) => {
  near(logBeta(a, b), value);
  near(logBeta(b, a), value);
});

describe('regularised incomplete beta', () => {
  test.each([
    [0.5, 5.0, 5.0, -Math.LN2, -Math.LN2],
    [0.1, 1.0, 9.0, -0.49007653111079624, -0.9482446409204368],
    [0.5, 55.0, 35.0, -4.09184603807182, -0.016849520029947083],
    [0.1, 31.0, 189.0, -3.4781243797975865, -0.031351614075114914],
    [0.2, 82.0, 228.0, -5.717996926444155, -0.003291698689121857],
    [0.01, 2.0, 3.0, -7.431953248688561, -0.0005922053189599208],
    [0.99, 2.0, 3.0, -3.970007880470867e-6, -12.436744463265173],
    [0.5, 600.0, 400.0, -22.943167778763424, -1.0861975936490165e-10],
    [0.001, 3.0, 9000.0, -0.00622407690046405, -5.08244056102956],
    [0.5, 10000.0, 9000.0, -29.248121532997747, -1.984733555028749e-13],
    [0.1, 1000.5, 7000.5, -28.894111089458374, -2.827788958279112e-13],
  ])('I_%d(%d, %d)', (x, a, b, lower, upper) => {
    const logs = logIncompleteBeta(x, a, b);
    near(logs.lower, lower);
    near(logs.upper, upper);
    near(incompleteBeta(x, a, b), Math.exp(lower));
  });

  test('its ends and what is outside', () => {
    expect(logIncompleteBeta(0, 2, 3)).toEqual({ lower: Number.NEGATIVE_INFINITY, upper: 0 });
    expect(logIncompleteBeta(1, 2, 3)).toEqual({ lower: 0, upper: Number.NEGATIVE_INFINITY });
    expect(logIncompleteBeta(1.1, 2, 3).lower).toBeNaN();
    expect(incompleteBeta(0.5, -1, 3)).toBeNaN();
  });
});

describe('the normal distribution', () => {
  test.each([
    [-8, 0.9999999999999993, -6.220960574271786e-16],
    [-3, 0.9986501019683699, -0.0013508099647481938],
    [-2.1, 0.9821355794371834, -0.01802591555772774],
    [-1, 0.8413447460685429, -0.17275377902344988],
    [-0.001, 0.500398942213911, -0.6923496142726883],
    [0, 0.5, -Math.LN2],
    [0.001, 0.49960105778608893, -0.6939453834669652],
    [0.5, 0.3085375387259869, -1.1759117615936185],
    [1, 0.15865525393145705, -1.8410216450092636],
    [1.9, 0.028716559816001807, -3.5502813255421346],
    [2, 0.02275013194817921, -3.783184333682032],
    [2.0001, 0.022744733391410546, -3.783421659663929],
    [2.5, 0.006209665325776135, -5.08164827727869],
    [3, 0.0013498980316300946, -6.607726221510349],
    [4, 3.1671241833119924e-5, -10.360101486527292],
    [6, 9.86587645037698e-10, -20.736768949974707],
    [10, 7.619853024160525e-24, -53.23128515051247],
    [20, 2.7536241186062337e-89, -203.91715537109727],
    [35, 1.1249107064724062e-268, -616.9751012619225],
    [40, 0.0, -804.6084420137538],
    [100, 0.0, -5005.524208694205],
  ])('at %d', (z, tail, logTail) => {
    near(normalUpperTail(z), tail);
    near(normalCdf(-z), tail);
    near(logNormalUpperTail(z), logTail);
  });

  test.each([
    [1e-300, -37.0470962993612],
    [1e-100, -21.273453560965326],
    [1e-20, -9.262340089798407],
    [1e-10, -6.361340902404057],
    [1e-5, -4.264890793922825],
    [0.001, -3.0902323061678136],
    [0.025, -1.9599639845400543],
    [0.05, -1.6448536269514726],
    [0.0999, -1.2821215797087744],
    [0.1, -1.2815515655446004],
    [0.3, -0.5244005127080408],
    [0.49999, -2.5066282748960008e-5],
    [0.5000001, 2.506628273311648e-7],
    [0.7, 0.5244005127080407],
    [0.975, 1.9599639845400538],
    [0.9999, 3.7190164854557084],
  ])('quantile of %d', (p, z) => near(normalQuantile(p), z));

  test('quantiles at the ends', () => {
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY]);
    expect(normalQuantile(1.5)).toBeNaN();
  });
});

test('sums of exponentials', () => {
  near(logSumExp([1000, 1000 + Math.log(3)]), 1000 + Math.log(4));
  expect(logSumExp([])).toBe(Number.NEGATIVE_INFINITY);
  expect(logSumExp([Number.NEGATIVE_INFINITY, 2])).toBe(2);
  expect(logMeanExp([5, 5, 5])).toBeCloseTo(5, 12);
  near(logAddExp(-3, -1000), -3);
  expect(logAddExp(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
  near(log1mExp(-1e-20), Math.log(1e-20));
  near(log1mExp(-50), -1.9287498479639178e-22);
});

test('Chebyshev nodes carry a polynomial exactly', () => {
  const cubic = (x: number) => 1 - 2 * x + 0.5 * x ** 3;
  const nodes = chebyshevNodes(5, 2, 6);
  const points = [2, 3.3, nodes[1] as number, 6];
  const read = new Float64Array(4);
  multiply(interpolationMatrix(5, 2, 6, points), nodes.map(cubic), read);
  points.forEach((point, i) => {
    near(read[i] as number, cubic(point));
  });
  const coefficients = new Float64Array(5);
  multiply(coefficientMatrix(5), nodes.map(cubic), coefficients);
  near(chebyshevSum(coefficients, (3.3 - 4) / 2), cubic(3.3));
});
