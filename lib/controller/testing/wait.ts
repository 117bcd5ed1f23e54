import { type Doors, type Row, rowOf } from './world';

/** Waits until the release has the status; says what it was instead when it takes too long. */
export async function untilStatus(db: Doors, id: string, status: string, withinMs = 10_000): Promise<Row> {
  return until(async () => {
    const row = await rowOf(db, id);
    return row.status === status ? row : `is ${row.status}: ${row.reason} ${JSON.stringify(row.state.blockers)}`;
  }, withinMs);
}

/** Polls until the answer is no longer a text that says what is missing. */
export async function until<T>(ask: () => Promise<T | string>, withinMs = 10_000): Promise<Exclude<T, string>> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (typeof answer !== 'string') return answer as Exclude<T, string>;
    if (Date.now() > end) throw new Error(`after ${withinMs} ms: ${answer}`);
    await pause(25);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
