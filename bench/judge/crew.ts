import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Stops, Task } from './simulate';

/** Threads at most: the benchmark promises its time on two cores. */
const MOST_THREADS = 2;

/** Lets worker threads do the tasks in turn; answers come in the order of the tasks, whoever did them. */
export async function doAll(tasks: readonly Task[], begin: (task: Task) => void): Promise<Stops[]> {
  const answers: Stops[] = new Array(tasks.length);
  const waiting = tasks.map((_, i) => i).reverse();
  const threads = Math.min(MOST_THREADS, availableParallelism(), tasks.length);
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(new URL('./worker.mjs', import.meta.url));
      try {
        for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
          const task = tasks[i] as Task;
          begin(task);
          answers[i] = await ask(worker, task);
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
  return answers;
}

function ask(worker: Worker, task: Task): Promise<Stops> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', done);
      worker.off('error', failed);
    };
    const done = (stops: Stops): void => {
      settle();
      resolve(stops);
    };
    const failed = (error: unknown): void => {
      settle();
      reject(error);
    };
    worker.once('message', done);
    worker.once('error', failed);
    worker.postMessage(task);
  });
}
