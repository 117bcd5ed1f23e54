import { describe, expect, it } from 'vitest';
import * as api from '@/app/api/[...path]/route';
import * as otlp from '@/app/v1/[...path]/route';

describe('an address under /api or /v1 that leads nowhere', () => {
  it.each([
    ['/api/v1/nothing', api],
    ['/v1/traces', otlp],
  ])('answers %s with a problem document, whatever the method', async (path, route) => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const answer = route[method](new Request(`http://tower.test${path}`, { method }));
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
      expect(await answer.json()).toMatchObject({
        status: 404,
        code: 'not_found',
        detail: expect.stringContaining(path),
      });
    }
  });
});
