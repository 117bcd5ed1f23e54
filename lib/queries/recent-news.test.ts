import { expect, it } from 'vitest';
import { release } from '@/components/releases/testing/release';
import { keys } from './keys';
import { RecentNews } from './recent-news';

const updated = (id: string, revision: number) => ({
  type: 'release.updated' as const,
  data: release({ id, revision }),
});

it('remembers the last word on a release, for data that was read before it', () => {
  const news = new RecentNews();
  news.keep([updated('a', 1), updated('a', 2), { type: 'telemetry.bucket', data: { services: ['s'] } }]);
  expect(news.of(keys.release('a'))).toEqual(updated('a', 2));
  expect(news.of(keys.audit('a'))).toBeUndefined();
  expect(news.of(keys.release('b'))).toBeUndefined();
});

it('forgets the one longest without news', () => {
  const news = new RecentNews();
  news.keep(Array.from({ length: 500 }, (_, i) => updated(`r${i}`, 1)));
  news.keep([updated('r0', 2), updated('new', 1)]);
  expect(news.of(keys.release('r0'))).toEqual(updated('r0', 2));
  expect(news.of(keys.release('r1'))).toBeUndefined();
  expect(news.of(keys.release('r2'))).toBeDefined();
});
