import { describe, expect, it } from 'vitest';
import { loadRoute, ROUTES } from '@/lib/testing/api';
import { OPERATIONS } from './table';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

describe('the table of operations', () => {
  it.each(ROUTES)('knows every handler of $path, and it is the same operation', async ({ path, file }) => {
    const route = await loadRoute(file);
    // The others are refusals (methods.test.ts).
    const methods = METHODS.filter((method) => route[method]?.operation !== undefined);
    expect(methods.length).toBeGreaterThan(0);
    for (const method of methods) {
      const known = OPERATIONS.find((operation) => operation.method === method && operation.path === path);
      expect(known, `${method} ${path} is not registered in lib/openapi/table.ts`).toBeDefined();
      expect(route[method]?.operation).toBe(known);
    }
  });

  it('has nothing without a route, and nothing twice', async () => {
    const names = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { method, path } of OPERATIONS) {
      const route = ROUTES.find((one) => one.path === path);
      expect(route, `${method} ${path} has no route`).toBeDefined();
      expect((await loadRoute(route?.file ?? ''))[method]?.operation).toBeDefined();
    }
  });

  it('declares the parameters its paths have', () => {
    for (const { path, params } of OPERATIONS) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const shape = params && 'shape' in params ? Object.keys(params.shape as object) : [];
      expect(shape).toEqual(named);
    }
  });
});
