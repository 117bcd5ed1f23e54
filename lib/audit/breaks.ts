/** Where the record does not hold together, in words for a person. */
export type Break = {
  /** The first event that cannot be trusted; null where no event is left to name. */
  event: string | null;
  where: 'event' | 'chain' | 'head' | 'seal' | 'published';
  detail: string;
};

/** Keeps the break with the lowest event; one that names no event only counts while there is no other. */
export class Breaks {
  #first: Break | undefined;

  get first(): Break | undefined {
    return this.#first;
  }

  add(event: string | null, where: Break['where'], detail: string): void {
    if (this.#first && !earlier(event, this.#first.event)) return;
    this.#first = { event, where, detail };
  }
}

const earlier = (event: string | null, than: string | null): boolean =>
  event !== null && (than === null || BigInt(event) < BigInt(than));
