import { expect, test } from 'vitest';
import { OPEN_SLOTS } from '../slot';
import { evaluateRate } from './evaluate';
import { against, type Outcome } from './outcome';
import { addOutcome, freshRate, type RateSpec, type RateState, restartPass } from './state';
import { EVEN, outcomeOf, slotsOf, type Traffic } from './testing/traffic';

const spec: RateSpec = { r0: 1.25, alpha: 0.05, beta: 0.05 };

const fed = (all: readonly Outcome[], state = freshRate(0)): RateState =>
  all.reduce((kept, outcome) => addOutcome(kept, spec, outcome), state);

/** Fail, pass, their request and bet parts, φ, the band and the estimate, with the newest `open` outcomes still open. */
function numbers(all: readonly Outcome[], open: number, passSince = 0) {
  const closed = restartPass(fed(all.slice(0, all.length - open).filter(({ at }) => at < passSince)), passSince);
  const state = fed(
    all.slice(0, all.length - open).filter(({ at }) => at >= passSince),
    closed,
  );
  const { fail, pass, parts, dispersion, interval, estimate } = evaluateRate(state, spec, all.slice(all.length - open));
  const { request, bet } = parts.fail;
  const { lower, upper } = interval ?? { lower: null, upper: null };
  return [fail, pass, request, bet, parts.pass.request, parts.pass.bet, dispersion.phi, lower, upper, estimate];
}

const ramp = (minute: number) => 0.05 + 0.4 * Math.min(1, minute / 30);
const trace = (traffic: Partial<Traffic>, seed: number) => slotsOf({ ...EVEN, ...traffic }, seed).map(outcomeOf);
const oneInSix = (_: Outcome, i: number, all: readonly Outcome[]) => i % 6 === 0 || i >= all.length - OPEN_SLOTS;

test.each<[string, () => (number | null)[], (number | null)[]]>([
  [
    'all starts begun',
    () => numbers(trace({ minutes: 2400 }, 1).filter(oneInSix), OPEN_SLOTS),
    [
      -9.925301572009728, 30.74147149122692, -12.011663808103698, -9.29623323148632, 31.42819840122452,
      26.38311523549879, 1.0248656667398066, 0.8855065269641589, 1.0899698961618784, 0.9824489795918367,
    ],
  ],
  [
    'a ramp, somewhat worse',
    () => numbers(trace({ share: ramp, ratio: () => 1.5 }, 2), OPEN_SLOTS),
    [
      1.0371355086492402, -3.7480299556861554, -0.41135339704837626, 1.6053286831948168, -5.717191524615906,
      -3.1272243706610636, 0.969542764969252, 1.1491079547617733, 1.8633550014306821, 1.464096821842094,
    ],
  ],
  [
    'a second step',
    () => numbers(trace({ minutes: 20, share: ramp }, 3), OPEN_SLOTS, 600_000),
    [
      -3.114126475159157, 0.6120037126117525, -2.751915111711587, -2.4209792945992117, 1.0733924362439393,
      1.3051508931716977, 1.072696604645804, 0.396675396295894, 1.4228549375203574, 0.7833146696528556,
    ],
  ],
  [
    'clusters of 5',
    () => numbers(trace({ minutes: 12, cluster: 5, share: ramp }, 4), OPEN_SLOTS),
    [
      -2.3137493072088158, -0.24418397251313428, -2.4148877796933643, -1.6206021266488704, 1.4716342060185639,
      0.448963208046811, 4.264443775053476, 0.04869411661621173, 3.0882117698513123, 0.6634975511380006,
    ],
  ],
  [
    'little traffic',
    () => numbers(trace({ perMinute: 120 }, 5), OPEN_SLOTS),
    [
      -0.3751684920568267, -2.011564837520145, -0.9117023920804541, -0.0278775751514041, -2.7223674514243172,
      -1.6002831819071117, 0.9689510939510939, 0.6565388661558564, 4.881712540756414, 1.7142857142857142,
    ],
  ],
  [
    'the guard not ready, all open',
    () => numbers(trace({ minutes: 2, share: ramp }, 6), 12),
    [
      -0.36341010988886224,
      -0.6278891453547687,
      -0.2884026281181066,
      -0.4445032691068145,
      -2.0194331125780307,
      -0.06752565830152618,
      0.7523756854574827,
      0,
      null,
      2.440650406504065,
    ],
  ],
  [
    'the guard not ready, worse',
    () => numbers(trace({ minutes: 3, ratio: () => 3 }, 7), 9),
    [
      2.0616498947510205, -2.162588530679664, 2.292678444610502, 1.7606864017157848, -4.186642870121631,
      -1.5377837494223487, 0.8687741763372014, 0.7763450334474604, 13.086995042837813, 2.8,
    ],
  ],
  [
    'the first slot',
    () => numbers(trace({}, 8).slice(0, 1), 1),
    [
      -0.34289167082405436,
      0.1954262961379133,
      -0.47640176086641417,
      -0.22512520415643034,
      0.03519823506899414,
      0.3334916084830749,
      null,
      0,
      null,
      0,
    ],
  ],
  [
    'a baseline without errors',
    () =>
      numbers(
        trace({ minutes: 5 }, 9).map((o) => ({ ...o, other: 0 })),
        8,
      ),
    [
      6.638515799237151,
      -3.1093071379887194,
      4.867961965775132,
      7.242701331991461,
      -4.36536427379038,
      -2.5697626628397625,
      null,
      1.1354364176552578,
      null,
      null,
    ],
  ],
  [
    'a canary without errors',
    () =>
      numbers(
        trace({ minutes: 5 }, 10).map((o) => ({ ...o, worse: 0 })),
        8,
      ),
    [
      -1.8470350777596845,
      12.681508265428075,
      -2.1888731422246126,
      -1.5927520282516658,
      13.35132458498784,
      9.6050344074133,
      null,
      0,
      0.4945912268967039,
      0,
    ],
  ],
  [
    'a limit',
    () =>
      numbers(
        [...Array(90).keys()].map((i) => against(0.01, i * 10_000, 400, i % 7)),
        OPEN_SLOTS,
      ),
    [
      -2.988418134749307, -0.542120564141841, -2.6838114067246024, -2.2952709541893617, 40.66698063050006,
      0.15102661641810433, 1.3391454787803532, 0.5628131489532711, 0.950637752068676, 0.7397363781378556,
    ],
  ],
])('%s: the digits of the first release', (_, found, pinned) => {
  expect(found()).toHaveLength(pinned.length);
  found().forEach((value, i) => {
    const was = pinned[i] ?? null;
    if (was === null || value === null) expect(value).toBe(was);
    else expect(Math.abs(value - was)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(was)));
  });
});
