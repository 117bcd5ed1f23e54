export const DAY_MS = 86_400_000;

/** When the UTC day of `at` began. Epoch ms, both. */
export const dayStart = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;
