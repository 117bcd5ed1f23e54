/** The release state machine: pure, no clock, no I/O. Specification: docs/concepts.md and its table tests. */
export { act } from './act';
export { allowedActions } from './allowed';
export { decide, mayRaise } from './decide';
export { type MayAdvance, mayAdvance } from './may-advance';
