import { BASE_RATE, errorTrace, PER_SLOT } from './trace';

const even = { canary: PER_SLOT, baseline: PER_SLOT, rate: BASE_RATE };

export const iid = errorTrace({
  name: 'iid',
  law: '1,200 requests/min each arm, 0.5 % errors, every request alone (Poisson), 60 min',
  weather: () => () => even,
});

const LOW = 60 / 1_200;

export const lowTraffic = errorTrace({
  name: 'low traffic',
  law: '60 requests/min each arm, 0.5 % errors (one in 3 minutes), 120 min',
  minutes: 120,
  weather: () => () => ({ ...even, canary: PER_SLOT * LOW, baseline: PER_SLOT * LOW }),
});

export const lateOnset = errorTrace({
  name: 'late onset',
  law: 'as iid, but the canary is healthy for 240 min, then worse for 60; delays count from the onset',
  minutes: 300,
  onsetMinute: 240,
  weather: () => () => even,
});

const clusters = (mean: number) =>
  errorTrace({
    name: `clusters ${mean}`,
    law: `as iid, but errors come in bursts of geometric size, mean ${mean}, each inside one 10 s slot; same error rate`,
    burst: mean,
    weather: () => () => even,
  });

export const clustersOf3 = clusters(3);
export const clustersOf10 = clusters(10);
