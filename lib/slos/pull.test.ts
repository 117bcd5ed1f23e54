import { expect, it } from 'vitest';
import { queryOf } from './pull';

it.each([
  ['http_requests_total', 'sum(increase(http_requests_total[{{window}}]))'],
  ['http_requests_total{code=~"5.."}', 'sum(increase(http_requests_total{code=~"5.."}[{{window}}]))'],
  ['sum(http_requests_total{job="{{service}}"})', 'sum(increase(http_requests_total{job="shop"}[{{window}}]))'],
  ['sum by (code) (job:http:total)', 'sum(increase(job:http:total[{{window}}]))'],
  ['sum(a_total) without (pod)', 'sum(increase(a_total[{{window}}]))'],
  ['sum(a_total{path=~"/(a|b)/{id}"})', 'sum(increase(a_total{path=~"/(a|b)/{id}"}[{{window}}]))'],
  ['sum(a_total) - sum(b_total)', 'increase((sum(a_total) - sum(b_total))[{{window}}:15s])'],
  ['sum(max by (pod) (a_total))', 'increase((sum(max by (pod) (a_total)))[{{window}}:15s])'],
  ['a_total + b_total', 'increase((a_total + b_total)[{{window}}:15s])'],
])('the rise of %s is taken of each series where that can be', (query, expected) =>
  expect(queryOf(query, { counter: true }, 'shop')).toBe(expected),
);

it('what is no counter is asked as it is', () =>
  expect(queryOf('sum(rate(a[{{.window}}]))', {}, 'shop')).toBe('sum(rate(a[{{window}}]))'));
