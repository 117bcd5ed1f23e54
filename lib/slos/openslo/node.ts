import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

/** Why an object cannot be imported, and where that is written. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly line: number;
  readonly path: string;

  constructor(line: number, path: string, message: string) {
    super(message);
    this.line = line;
    this.path = path;
  }
}

type Source = { document: Document.Parsed; lines: LineCounter };

/** A value with the place where it is written: what is wrong is said with its line. */
export class Place {
  readonly path: string;
  readonly #source: Source;
  readonly #node: Node | null;
  /** The line of what holds it, for what is not there. */
  readonly #around: number;

  constructor(source: Source, node: unknown, path: string, around: number) {
    this.#source = source;
    this.path = path;
    this.#around = around;
    const found = isAlias(node) ? node.resolve(source.document) : node;
    this.#node = isMap(found) || isSeq(found) || isScalar(found) ? found : null;
  }

  get line(): number {
    const start = this.#node?.range?.[0];
    return start === undefined ? this.#around : this.#source.lines.linePos(start).line;
  }

  get there(): boolean {
    return this.#node !== null && !(isScalar(this.#node) && this.#node.value === null);
  }

  refuse(message: string): never {
    throw new Refusal(this.line, this.path, message);
  }

  /** A member; a place that is not there where it has none. A key's line is that of the key. */
  get(key: string): Place {
    const path = this.path === '' ? key : `${this.path}.${key}`;
    if (!isMap(this.#node)) return new Place(this.#source, null, path, this.line);
    return new Place(this.#source, this.#node.get(key, true), path, this.line);
  }

  in(...keys: string[]): Place {
    return keys.reduce<Place>((place, key) => place.get(key), this);
  }

  need(key: string): Place {
    const place = this.get(key);
    return place.there ? place : place.refuse('is needed');
  }

  list(): Place[] {
    if (!this.there) return [];
    if (!isSeq(this.#node)) return this.refuse('must be a list');
    return this.#node.items.map(
      (item, i) => new Place(this.#source, item, this.path === '' ? '' : `${this.path}.${i}`, this.line),
    );
  }

  get isList(): boolean {
    return isSeq(this.#node);
  }

  get isObject(): boolean {
    return isMap(this.#node);
  }

  get value(): unknown {
    return isScalar(this.#node) ? this.#node.value : undefined;
  }

  text(): string {
    const { value } = this;
    return typeof value === 'string' && value.trim() !== ''
      ? value.trim()
      : this.refuse(this.there ? 'must be text' : 'is needed');
  }

  number(): number {
    const { value } = this;
    return typeof value === 'number' && Number.isFinite(value)
      ? value
      : this.refuse(this.there ? 'must be a number' : 'is needed');
  }
}
