import { z } from 'zod';
import { Breaks } from './breaks';
import { eventHash, GENESIS } from './event';
import { sealHash } from './seal';
import type { Verification } from './verify';

const headerSchema = z.object({
  kind: z.literal('header'),
  format: z.literal('rampart-audit/1'),
  upTo: z.string(),
  head: z.string().nullish(),
  filter: z.record(z.string(), z.unknown()),
});
const factShape = {
  id: z.string().regex(/^\d+$/),
  chain: z.string(),
  seq: z.int(),
  releaseId: z.string().nullable(),
  service: z.string().nullable(),
  type: z.string(),
  actor: z.unknown(),
  reason: z.string().nullable(),
  data: z.unknown(),
  at: z.string(),
};
const lineSchema = z.discriminatedUnion('kind', [
  headerSchema,
  z.object({ kind: z.literal('event'), ...factShape, prevHash: z.string(), hash: z.string() }),
  z.object({
    kind: z.literal('seal'),
    seq: z.int(),
    at: z.string(),
    prevHash: z.string(),
    hash: z.string(),
    events: z.array(z.string()),
  }),
]);
type Line = z.infer<typeof lineSchema>;
type EventLine = Extract<Line, { kind: 'event' }>;
type SealLine = Extract<Line, { kind: 'seal' }>;

/** A line of `audit-heads.ndjson`: what was published outside the database. */
export const publishedSchema = z.object({ seq: z.int(), hash: z.string(), at: z.string() });
export type Published = z.infer<typeof publishedSchema>;

/** What a check of an export found. Of a filtered one (`part`) only its own events can be checked, not that none is missing. */
export type ExportVerification = Verification & { part: boolean };

/**
 * Checks an export (`GET /api/v1/audit/export`) by itself, without Rampart or its database: each event's hash and its
 * place in its chain, each seal and the events it holds, that nothing up to the header's `upTo` is missing, and that the
 * heads published outside are among the seals. Lines come in the order of the file.
 */
export async function verifyExport(
  lines: AsyncIterable<string>,
  published: readonly Published[] = [],
): Promise<ExportVerification> {
  const reader = new ExportReader();
  for await (const line of lines) if (line.trim() !== '') reader.read(line);
  return reader.finish(published);
}

class ExportReader {
  #breaks = new Breaks();
  #header: z.infer<typeof headerSchema> | null = null;
  #tails = new Map<string, { seq: number; hash: string }>();
  #events = new Map<string, string>();
  #lastEvent = '0';
  #seals = new Map<number, string>();
  #lastSeal = { seq: 0, hash: GENESIS };
  #sealedTo: string | null = null;
  #number = 0;

  get #part(): boolean {
    return this.#header !== null && Object.keys(this.#header.filter).length > 0;
  }

  read(text: string): void {
    this.#number += 1;
    const line = parsed(text);
    if (line === null) {
      this.#breaks.add(null, 'event', `line ${this.#number} is no line of an export: it was edited or cut off`);
    } else if (line.kind === 'header') {
      this.#header = line;
    } else if (line.kind === 'event') {
      this.#event(line);
    } else {
      this.#seal(line);
    }
  }

  #event(line: EventLine): void {
    const { kind: _, prevHash, hash, ...fact } = line;
    const tail = this.#tails.get(fact.chain) ?? { seq: 0, hash: GENESIS };
    const say = (words: string) =>
      this.#breaks.add(fact.id, 'event', `event ${fact.id} ${words} (chain ${fact.chain}, number ${fact.seq})`);
    const follows = fact.seq === tail.seq + 1;
    if (!follows && !this.#part) say(`follows number ${tail.seq} of its chain: what was between them was removed`);
    else if (follows && prevHash !== tail.hash)
      say('does not follow the event before it: one was edited, inserted or moved');
    else if (eventHash(prevHash, fact) !== hash) say('was edited: its content does not match its hash');
    this.#tails.set(fact.chain, { seq: fact.seq, hash });
    this.#events.set(fact.id, hash);
    this.#lastEvent = fact.id;
  }

  #seal({ seq, at, prevHash, hash, events }: SealLine): void {
    const say = (words: string) => this.#breaks.add(events[0] ?? null, 'seal', `seal ${seq} ${words}`);
    if (seq !== this.#lastSeal.seq + 1) say(`follows seal ${this.#lastSeal.seq}: what was between them was removed`);
    else if (prevHash !== this.#lastSeal.hash)
      say(`does not follow seal ${this.#lastSeal.seq}: one was edited, inserted or moved`);
    const sum = sealHash(prevHash, seq, new Date(at));
    let known = true;
    for (const id of events) {
      const found = this.#events.get(id);
      // A seal that was made while the export was read may hold events from after its end.
      if (found === undefined) known = false;
      if (found === undefined && BigInt(id) <= BigInt(this.#header?.upTo ?? '0'))
        this.#breaks.add(id, 'event', `event ${id} was removed: seal ${seq} still holds it`);
      sum.add(id, found ?? '');
      this.#sealedTo = id;
    }
    if (known && sum.digest() !== hash)
      say('was edited, or an event it holds was: its content does not match its hash');
    this.#seals.set(seq, hash);
    this.#lastSeal = { seq, hash };
  }

  finish(published: readonly Published[]): ExportVerification {
    const header = this.#header;
    if (header === null) this.#breaks.add(null, 'head', 'the file has no header: it is no export, or was cut');
    else if (!this.#part) {
      if (BigInt(this.#lastEvent) < BigInt(header.upTo))
        this.#breaks.add(
          null,
          'head',
          `it ends at event ${this.#lastEvent} of ${header.upTo}: what followed was removed`,
        );
      if (header.head && ![...this.#seals.values()].includes(header.head))
        this.#breaks.add(null, 'head', 'no seal is the head that the header names: seals were removed or edited');
      for (const head of published) this.#publishedHead(head);
    }
    const found = {
      events: this.#events.size,
      head: this.#lastSeal.hash,
      sealedTo: this.#sealedTo,
      part: this.#part,
    };
    const firstBroken = this.#breaks.first;
    return firstBroken ? { ok: false, ...found, firstBroken } : { ok: true, ...found };
  }

  /** Heads that were published after the export are not in it; one without a seal in it proves nothing. */
  #publishedHead({ seq, hash, at }: Published): void {
    const now = this.#seals.get(seq);
    if (now === hash || (now === undefined && seq > this.#lastSeal.seq)) return;
    const what = now === undefined ? 'is gone' : 'has another hash now';
    this.#breaks.add(null, 'published', `seal ${seq}, published outside the database at ${at}, ${what}`);
  }
}

function parsed(text: string): Line | null {
  try {
    const line = lineSchema.safeParse(JSON.parse(text));
    return line.success ? line.data : null;
  } catch {
    return null;
  }
}
