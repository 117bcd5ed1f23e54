import type { Meaning } from './event';

/** A delivery as it came: headers in lower case, the raw bytes. */
export type RawDelivery = { headers: Headers; body: Uint8Array };

/** The driver of one kind of CD system. Pure: no clock, no store. */
export type InboundKind = {
  /** Whether the signature is right for these bytes; in constant time, also for headers that are missing. `now` in epoch ms. */
  verify: (raw: RawDelivery, secret: string, now: number) => boolean;
  /** The sender's id of the delivery. Only asked after `verify`. */
  deliveryId: (raw: RawDelivery) => string;
  /** The event in the sender's words, for lists. */
  eventName: (headers: Headers, json: unknown) => string;
  /** What it means. Throws an `AppError` (400, 422) naming the fields where the form is wrong. */
  read: (headers: Headers, json: unknown) => Meaning;
};
