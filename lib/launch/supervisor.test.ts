import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSupervisor, restartWait } from './supervisor';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rampart-supervisor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const script = (text: string) => {
  const file = join(folder, 'child.mjs');
  writeFileSync(file, text);
  return { name: 'child', script: file, env: process.env };
};

describe('the supervisor', () => {
  test('waits longer after each failure, up to ten seconds', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map(restartWait)).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  test('passes lines on and starts a process again that ends', async () => {
    const lines: string[] = [];
    const supervisor = createSupervisor(
      (name, line) => lines.push(`${name}: ${line}`),
      () => {},
    );
    supervisor.start(script("console.log('began'); setTimeout(() => process.exit(3), 20)"));
    await vi.waitFor(() => expect(lines).toEqual(['child: began', 'child: began']), { timeout: 8_000 });
    await supervisor.stop();
  });

  test('ends its processes: by request, and by force the one that does not listen', async () => {
    const lines: string[] = [];
    const supervisor = createSupervisor(
      (_, line) => lines.push(line),
      () => {},
    );
    supervisor.start(
      script("process.on('SIGTERM', () => console.log('deaf')); setInterval(() => {}, 1000); console.log('up')"),
    );
    await vi.waitFor(() => expect(lines).toEqual(['up']), { timeout: 8_000 });
    const begun = performance.now();
    await supervisor.stop(300);
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(lines).toContain('deaf');
  });
});
