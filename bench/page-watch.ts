import type { Page } from '@playwright/test';

type Watched = { commits: number; frames: { at: number; commits: number }[]; running: boolean };
declare global {
  interface Window {
    watched: Watched;
  }
}

/** Counts what React commits, by the hook it tells its developer tools through. Before the page is opened. */
export async function watchCommits(page: Page): Promise<void> {
  // What compiles this file names its functions by a helper that no page has.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(() => {
    window.watched = { commits: 0, frames: [], running: false };
    Object.assign(window, {
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        renderers: new Map(),
        inject: () => 1,
        checkDCE: () => undefined,
        onCommitFiberUnmount: () => undefined,
        onPostCommitFiberRoot: () => undefined,
        onCommitFiberRoot: () => {
          window.watched.commits += 1;
        },
      },
    });
  });
}

export type Frames = {
  /** Frames a second over the whole time. */
  fps: number;
  /** The longest time between two frames, ms. */
  longest: number;
  commits: number;
  /** Most commits between two frames. */
  mostCommits: number;
  seconds: number;
};

/** Looks at every frame for `ms`; `scroll` px are scrolled in each. */
export async function watchFrames(page: Page, ms: number, scroll = 0): Promise<Frames> {
  const frames = await page.evaluate(
    ([time, by]) =>
      new Promise<Watched['frames']>((done) => {
        const seen: Watched['frames'] = [];
        const start = performance.now();
        // Asked once: asking in each frame would lay the page out again.
        const bottom = document.documentElement.scrollHeight - innerHeight - 10;
        let direction = 1;
        let place = scrollY;
        const look = () => {
          const at = performance.now();
          seen.push({ at, commits: window.watched.commits });
          if (by !== 0) {
            if (place >= bottom) direction = -1;
            place += direction * by;
            scrollTo(0, place);
          }
          if (at - start < time) requestAnimationFrame(look);
          else done(seen);
        };
        requestAnimationFrame(look);
      }),
    [ms, scroll] as const,
  );
  const steps = frames.slice(1).map((frame, i) => ({
    ms: frame.at - (frames[i]?.at ?? 0),
    commits: frame.commits - (frames[i]?.commits ?? 0),
  }));
  const seconds = steps.reduce((sum, step) => sum + step.ms, 0) / 1000;
  return {
    fps: steps.length / seconds,
    longest: Math.max(...steps.map((step) => step.ms)),
    commits: steps.reduce((sum, step) => sum + step.commits, 0),
    mostCommits: Math.max(...steps.map((step) => step.commits)),
    seconds,
  };
}

/** When the largest thing was painted, and when the first, ms after the page was asked for. */
export const paints = (page: Page): Promise<{ first: number; largest: number }> =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const observer = new PerformanceObserver((list) => {
          const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
          done({ first, largest: list.getEntries().at(-1)?.startTime ?? Number.NaN });
          observer.disconnect();
        });
        observer.observe({ type: 'largest-contentful-paint', buffered: true });
      }),
  );
