import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { proxy } from '@/proxy';

process.env.NEXTAUTH_SECRET = 'a secret of the test, long enough';

describe('without a session', () => {
  const visit = (path: string, headers: Record<string, string> = {}) =>
    proxy(new NextRequest(`http://tower.test${path}`, { headers }));

  it('pages send to sign in and keep the way back', async () => {
    const answer = await visit('/releases?status=holding');
    expect(new URL(answer.headers.get('location') ?? '').search).toBe('?next=%2Freleases%3Fstatus%3Dholding');
  });

  it('the page of the API may be asked for with a token, no other page', async () => {
    const token = { authorization: 'Bearer something' };
    expect((await visit('/docs/api', token)).headers.get('location')).toBeNull();
    expect((await visit('/docs/api')).headers.get('location')).toContain('/sign-in');
    expect((await visit('/overview', token)).headers.get('location')).toContain('/sign-in');
  });
});
