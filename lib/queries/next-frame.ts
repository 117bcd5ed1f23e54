/**
 * Everything that changes what is drawn by itself (events, ticks of the clock, signs of life) comes here and is done
 * together, so that React commits once per frame however much arrives.
 */

/** A page that is not in view gets no frames: then after this, so that its title can still call. */
const UNSEEN_MS = 200;
/** One that is in view gets frames, if late ones where the machine is busy: work between two of them is drawn for nobody. */
const LATE_MS = 1_000;

let waiting: (() => void)[] = [];
let frame: number | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

function run(): void {
  if (frame !== undefined) cancelAnimationFrame(frame);
  clearTimeout(timer);
  // What is done may ask for more (a cache tells its observers): that belongs to the same commit.
  while (waiting.length > 0) {
    const now = waiting;
    waiting = [];
    for (const work of now) work();
  }
  frame = undefined;
  timer = undefined;
}

/** Does `work` in the next frame, in one go with all else that was asked for. */
export function nextFrame(work: () => void): void {
  waiting.push(work);
  if (timer !== undefined) return;
  timer = setTimeout(run, typeof document === 'undefined' || document.hidden ? UNSEEN_MS : LATE_MS);
  if (typeof requestAnimationFrame !== 'undefined') frame = requestAnimationFrame(run);
}
