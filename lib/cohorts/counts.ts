export type Counts = { requests: number; errors: number };

/** Errors per request; null without requests. */
export const rateOf = ({ requests, errors }: Counts): number | null => (requests > 0 ? errors / requests : null);
