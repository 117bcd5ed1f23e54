import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { LoadGenerator } from '@/demo/load/generator';
import { Router } from '@/demo/router/router';
import { initialRouting } from '@/demo/router/weights';
import { Instance } from '@/demo/services/instance';
import { HEALTHY } from '@/demo/services/profile';
import { BOUNDS_SECONDS } from '@/demo/services/recorder';
import { SERVICES } from '@/demo/services/spec';
import { SLOT_MS } from '@/lib/judge/slot';

/**
 * `tsx bench/judge/record.ts <minutes>`: lets the sample fleet's checkout serve real requests in two equal, healthy
 * versions behind its router, and writes what both recorded in each slot to traces/fixtures/recorded.json. Errors come as often
 * as the benchmark assumes (0.5 %); everything else is the fleet's. Slots are written as they come, so that it may be
 * ended early.
 */
const log = pino({ name: 'record' });
const minutes = Number(process.argv[2] ?? 60);
const file = join(import.meta.dirname, 'traces/fixtures/recorded.json');
const known = SERVICES.find(({ name }) => name === 'checkout');
if (!known) throw new Error('the sample fleet has no checkout');
const spec = { ...known, rate: 40, baseErrorRate: 0.005 };

const arms = [await new Instance(spec, 'a', HEALTHY).start(), await new Instance(spec, 'b', HEALTHY).start()] as const;
const routing = { ...initialRouting('a', new Date().toISOString()), canary: 'b', exposure: 5_000 };
const portOf = (version: string): number => arms[version === 'a' ? 0 : 1].port;
const router = await new Router({ routing, rings: [], portOf }).start();
const load = new LoadGenerator([{ spec, port: () => router.port }]);
load.start();

/** One version since the last time: requests, errors, then requests per latency bucket without the empty end. */
function taken({ recorder }: Instance): number[] {
  const { series } = recorder.take();
  const sum = (of: typeof series): number => of.reduce((total, one) => total + one.count, 0);
  const latency = [...BOUNDS_SECONDS, 0].map((_, i) => series.reduce((total, one) => total + (one.buckets[i] ?? 0), 0));
  const used = latency.slice(0, latency.findLastIndex((count) => count > 0) + 1);
  return [sum(series), sum(series.filter(({ status }) => status >= 500)), ...used];
}

const slots: [number[], number[]][] = [];
const began = new Date();
const timer = setInterval(() => {
  slots.push([taken(arms[0]), taken(arms[1])]);
  const bounds = JSON.stringify(BOUNDS_SECONDS.map((bound) => bound * 1000));
  const rows = slots.map((slot) => `    ${JSON.stringify(slot)}`).join(',\n');
  writeFileSync(
    file,
    `{\n  "recorded": "${began.toISOString()}",\n  "slotMs": ${SLOT_MS},\n  "boundsMs": ${bounds},\n  "slots": [\n${rows}\n  ]\n}\n`,
  );
}, SLOT_MS);

setTimeout(
  async () => {
    clearInterval(timer);
    await load.close();
    await router.stop();
    await Promise.all(arms.map((arm) => arm.stop()));
    log.info({ slots: slots.length, file }, 'recorded');
  },
  minutes * 60_000 + SLOT_MS / 2,
);
