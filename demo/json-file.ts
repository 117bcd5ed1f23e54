import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';

/**
 * One small JSON document on disk that survives a power cut: written beside, synced, renamed over.
 * Writes are in order; `save` resolves when its value, or a later one, is durable.
 */
export class JsonFile<T> {
  private tail: Promise<void> = Promise.resolve();

  constructor(
    readonly path: string,
    private readonly schema: z.ZodType<T>,
  ) {}

  /** The stored value, or null when there is none or it cannot be understood. */
  async load(): Promise<T | null> {
    const text = await readFile(this.path, 'utf8').catch(() => null);
    if (text === null) return null;
    try {
      const parsed = this.schema.safeParse(JSON.parse(text));
      return parsed.success ? parsed.data : null;
    } catch {
      return null;
    }
  }

  save(value: T): Promise<void> {
    const text = JSON.stringify(value, null, 2);
    const write = this.tail.then(() => this.replace(text));
    this.tail = write.catch(() => undefined);
    return write;
  }

  private async replace(text: string): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const temporary = `${this.path}.new`;
    const file = await open(temporary, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.path);
    const folder = await open(dirname(this.path), 'r');
    // The rename itself must be durable too; some file systems refuse to sync a folder, which is no error here.
    await folder.sync().catch(() => undefined);
    await folder.close();
  }
}
