/** Names under which pages keep something on a device; public/offline.js reads them too. */
export const OUTBOX_KEY = 'rampart.outbox';
/** Server time of the last sign of life, epoch ms. */
export const SEEN_KEY = 'rampart.seen';
