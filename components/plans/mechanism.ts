import type { Mechanism } from '@/lib/plans/schema';

/** What the exposure of a step means. */
export const MECHANISM_WORDS: Record<Mechanism, string> = {
  canary: 'Exposure is the percent of everyone whose requests the new version serves.',
  flag: 'Exposure is the percent of everyone for whom the flag is on.',
  ring: 'Exposure is the percent of the step’s ring; rings before it stay at 100, later ones at 0.',
  'blue-green': 'One cut to 100; before it at most one dark step at 0.',
};
