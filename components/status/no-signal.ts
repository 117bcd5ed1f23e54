import { createLucideIcon } from 'lucide-react';

/** x and y of the dots: 1, 2 and 3 high. */
const DOTS = [
  [4.5, 19.5],
  [12, 19.5],
  [12, 12],
  [19.5, 19.5],
  [19.5, 12],
  [19.5, 4.5],
];

/**
 * No data: a meter of dots, nothing of it filled. lucide's `signal-zero` is its first dot alone, a speck at the 14 px of a
 * row; these are 2 px each there.
 */
export const NoSignal = createLucideIcon(
  'no-signal',
  DOTS.map(([x, y]) => ['path', { d: `M${x} ${y}h.01`, strokeWidth: 3.5, key: `${x} ${y}` }]),
);
