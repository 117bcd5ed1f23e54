import { WORDS } from '../services/products';
import { REGIONS, type RouteSpec, type ServiceSpec } from '../services/spec';

export type LoadRequest = { method: 'GET' | 'POST'; path: string; body?: string; user: string; region: string };

const USERS = 50_000;
const CARDS = ['4242424242424242', '5555555555554444', '378282246310005', '6011111111111117', '4000056655665556'];

const upTo = (n: number): number => Math.floor(Math.random() * n);
const one = <T>(list: readonly T[]): T => list[upTo(list.length)] as T;
const cart = (): string => Array.from({ length: 1 + upTo(4) }, () => `${upTo(500)}x${1 + upTo(3)}`).join(',');

/** A route drawn by its share. */
export function drawRoute(spec: ServiceSpec): RouteSpec {
  let point = Math.random() * spec.routes.reduce((sum, route) => sum + route.share, 0);
  const found = spec.routes.find((route) => {
    point -= route.share;
    return point < 0;
  });
  return found ?? (spec.routes[0] as RouteSpec);
}

/** A request as a shop's customer would cause it. */
export function drawRequest(spec: ServiceSpec): LoadRequest {
  const { route, method } = drawRoute(spec);
  const from = { method, user: `u${upTo(USERS)}`, region: one(REGIONS) };
  switch (route) {
    case '/cart':
      return { ...from, path: `/cart?items=${cart()}` };
    case '/orders':
      return { ...from, path: route, body: cart() };
    case '/search':
      return { ...from, path: `/search?q=${one(WORDS)}` };
    case '/suggest':
      return { ...from, path: `/suggest?q=${one(WORDS).slice(0, 2)}` };
    case '/products':
      return { ...from, path: `/products?page=${upTo(50)}` };
    case '/products/{id}':
      return { ...from, path: `/products/${upTo(505)}` };
    default:
      return { ...from, path: route, body: one(CARDS) };
  }
}
