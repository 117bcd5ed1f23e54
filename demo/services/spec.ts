import type { Work } from './work';
import { WORK } from './work';

export const REGIONS = ['eu-central', 'us-east', 'ap-south'] as const;
export type Region = (typeof REGIONS)[number];

/** Where users are served: each sticks to the node its name falls on, as behind a hashing balancer. */
export const NODES = ['node-a', 'node-b'] as const;

/** How a service reports: real OTLP in both encodings and temporalities, or Rampart's own push. */
export type Reporting =
  | { kind: 'otlp'; encoding: 'protobuf' | 'json'; temporality: 'cumulative' | 'delta' }
  | { kind: 'push' };

export type RouteSpec = {
  /** Route template as OpenTelemetry names it. */
  route: string;
  method: 'GET' | 'POST';
  /** Share of the traffic, in whatever unit the others have. */
  share: number;
  /** Median wait for dependencies in milliseconds, and the spread of the log-normal around it. */
  medianMs: number;
  sigma: number;
  /** What it waits for. */
  dependency: string;
  /** Errors of a faulty version come from here alone, at a rate that makes the whole service's as bad as said. */
  fragile?: true;
};

export type ServiceSpec = {
  name: string;
  displayName: string;
  owner: string;
  tier: 1 | 2 | 3;
  runbookUrl: string;
  plan: string;
  rings: boolean;
  /** Its pipeline speaks to Rampart through the signed hook instead of the REST API. */
  byHook: boolean;
  /** Requests per second through the router. */
  rate: number;
  /** Share of requests that fail in any version, 0–1. */
  baseErrorRate: number;
  initialVersion: string;
  reporting: Reporting;
  routes: readonly RouteSpec[];
  work: Work;
};

/** One request in two thousand: what a service that keeps a 99.9 % promise really looks like. */
const BASE_ERROR_RATE = 0.0005;

const runbook = (name: string) => `https://runbooks.example.com/${name}`;

/** The sample fleet: four shop services as different teams would run them. */
export const SERVICES: readonly ServiceSpec[] = [
  {
    name: 'checkout',
    displayName: 'Checkout',
    owner: 'team-checkout',
    tier: 1,
    runbookUrl: runbook('checkout'),
    plan: 'demo-canary',
    rings: false,
    byHook: false,
    rate: 90,
    baseErrorRate: BASE_ERROR_RATE,
    initialVersion: '4.8.0',
    reporting: { kind: 'push' },
    routes: [
      { route: '/cart', method: 'GET', share: 7, medianMs: 24, sigma: 0.4, dependency: 'pricing' },
      { route: '/orders', method: 'POST', share: 3, medianMs: 40, sigma: 0.4, dependency: 'payments', fragile: true },
    ],
    work: WORK.checkout,
  },
  {
    name: 'search',
    displayName: 'Search',
    owner: 'team-discovery',
    tier: 2,
    runbookUrl: runbook('search'),
    plan: 'demo-canary',
    rings: false,
    byHook: true,
    rate: 100,
    baseErrorRate: BASE_ERROR_RATE,
    initialVersion: '2.31.0',
    reporting: { kind: 'otlp', encoding: 'protobuf', temporality: 'delta' },
    routes: [
      {
        route: '/search',
        method: 'GET',
        share: 6,
        medianMs: 34,
        sigma: 0.45,
        dependency: 'search-index',
        fragile: true,
      },
      { route: '/suggest', method: 'GET', share: 4, medianMs: 14, sigma: 0.4, dependency: 'dictionary' },
    ],
    work: WORK.search,
  },
  {
    name: 'catalog',
    displayName: 'Catalog',
    owner: 'team-discovery',
    tier: 2,
    runbookUrl: runbook('catalog'),
    plan: 'demo-rings',
    rings: true,
    byHook: false,
    rate: 100,
    baseErrorRate: BASE_ERROR_RATE,
    initialVersion: '7.2.0',
    reporting: { kind: 'otlp', encoding: 'json', temporality: 'cumulative' },
    routes: [
      { route: '/products', method: 'GET', share: 4, medianMs: 28, sigma: 0.4, dependency: 'catalog-db' },
      {
        route: '/products/{id}',
        method: 'GET',
        share: 6,
        medianMs: 18,
        sigma: 0.4,
        dependency: 'catalog-db',
        fragile: true,
      },
    ],
    work: WORK.catalog,
  },
  {
    name: 'payments',
    displayName: 'Payments',
    owner: 'team-payments',
    tier: 1,
    runbookUrl: runbook('payments'),
    plan: 'demo-approval',
    rings: false,
    byHook: false,
    rate: 80,
    baseErrorRate: BASE_ERROR_RATE,
    initialVersion: '1.19.0',
    reporting: { kind: 'otlp', encoding: 'protobuf', temporality: 'cumulative' },
    routes: [
      { route: '/pay', method: 'POST', share: 9, medianMs: 60, sigma: 0.35, dependency: 'card-network', fragile: true },
      { route: '/refunds', method: 'POST', share: 1, medianMs: 80, sigma: 0.35, dependency: 'ledger' },
    ],
    work: WORK.payments,
  },
];

/** Ring membership by share of the users (0 to 1), in order; Rampart is told the same. */
export const RINGS = [
  { name: 'internal', description: 'Our own staff', share: 0.1 },
  { name: 'early', description: 'Customers who asked for new things first', share: 0.3 },
  { name: 'broad', description: 'Everyone else', share: 0.6 },
] as const;
