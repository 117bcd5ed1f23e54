export type Counts = { requests: number; errors: number };

/** Errors per request; null without requests. */
export const rateOf = ({ requests, errors }: Counts): number | null => (requests > 0 ? errors / requests : null);

/** A row's name; samples that do not say are told so. */
export const valueWords = (dimension: string, value: string): string => (value === '' ? `no ${dimension} said` : value);
