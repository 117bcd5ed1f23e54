/** Where "now" comes from: epoch milliseconds. Pure code takes `now` as an argument instead. */
export type Clock = { now(): number };

export const systemClock: Clock = { now: () => Date.now() };
