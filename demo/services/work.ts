import { createHash, createHmac } from 'node:crypto';
import { findProducts, PRODUCTS, suggestWords } from './products';

export type Call = { route: string; url: URL; body: string };
export type Outcome = {
  status: number;
  json: unknown;
  /** Money of an order that was really placed, in cents. */
  orderCents?: number;
};
/** The service's own computation; waiting for dependencies and failing are added around it. */
export type Work = (call: Call) => Outcome;

const notFound: Outcome = { status: 404, json: { error: 'not found' } };

/** Total of `items=3x2,17x1` (product id × count) in cents. */
function cartTotal(items: string): { lines: number; cents: number } {
  const lines = items.split(',').filter((line) => line !== '');
  const cents = lines.reduce((sum, line) => {
    const [id, count] = line.split('x').map(Number);
    return sum + (PRODUCTS[(id ?? 0) % PRODUCTS.length]?.cents ?? 0) * (count ?? 1);
  }, 0);
  return { lines: lines.length, cents };
}

const checkout: Work = ({ route, url, body }) => {
  const cart = cartTotal(route === '/cart' ? (url.searchParams.get('items') ?? '') : body);
  if (route === '/cart') return { status: 200, json: cart };
  if (cart.lines === 0) return { status: 422, json: { error: 'an empty cart cannot be ordered' } };
  const order = createHash('sha256').update(`${body}:${performance.now()}`).digest('hex').slice(0, 12);
  return { status: 201, json: { order, ...cart }, orderCents: cart.cents };
};

const search: Work = ({ route, url }) => {
  const query = url.searchParams.get('q') ?? '';
  if (route === '/suggest') return { status: 200, json: { words: suggestWords(query) } };
  return { status: 200, json: { products: findProducts(query).slice(0, 10) } };
};

const catalog: Work = ({ route, url }) => {
  if (route === '/products') {
    const page = Math.max(0, Number(url.searchParams.get('page') ?? 0) || 0);
    return { status: 200, json: { products: PRODUCTS.slice(page * 10, page * 10 + 10) } };
  }
  const product = PRODUCTS[Number(url.pathname.split('/').at(-1))];
  return product ? { status: 200, json: product } : notFound;
};

/** The check digit of card numbers. */
export function luhnValid(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return number.length > 0 && sum % 10 === 0;
}

const payments: Work = ({ route, body }) => {
  if (!luhnValid(body)) return { status: 422, json: { error: 'card number' } };
  const receipt = createHmac('sha256', 'demo').update(`${route}${body}`).digest('hex').slice(0, 16);
  return { status: 201, json: { receipt } };
};

export const WORK = { checkout, search, catalog, payments } as const;
