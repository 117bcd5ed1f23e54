import { describe, expect, it } from 'vitest';
import { LINK_PRESETS } from './link-presets';
import { fillLink, type LinkFacts, linkProblem } from './links';

const FACTS: LinkFacts = {
  service: 'checkout',
  version: '2.4.1+build/7&x',
  cohort: 'canary',
  ring: 'early',
  from: Date.UTC(2026, 10, 19, 14),
  to: Date.UTC(2026, 10, 19, 15),
};

describe('templates', () => {
  it.each([
    [
      'https://logs.example.com/?q={{service}}%20{{version}}',
      'https://logs.example.com/?q=checkout%202.4.1%2Bbuild%2F7%26x',
    ],
    ['https://l.example/{{ cohort }}/{{ring}}', 'https://l.example/canary/early'],
    ['https://l.example/?f={{from}}&t={{to}}', 'https://l.example/?f=1795096800000&t=1795100400000'],
    ['https://l.example/?f={{fromSeconds}}&t={{toMicros}}', 'https://l.example/?f=1795096800&t=1795100400000000'],
    ['https://l.example/?f={{fromIso}}', 'https://l.example/?f=2026-11-19T14%3A00%3A00.000Z'],
  ])('%s', (template, filled) => {
    expect(linkProblem(template)).toBeNull();
    expect(fillLink(template, FACTS)).toBe(filled);
  });

  it.each([
    ['https://l.example/?u={{user}}', /knows no \{\{user\}\}/],
    ['https://{{service}}.example.com/', /fields only after the host/],
    ['https://l.{{version}}/', /fields only after the host/],
    ['javascript:alert({{service}})', /must be an http/],
    ['//l.example/{{service}}', /must be an http/],
    ['https://l.example', /a path/],
    ['https://user{{version}}@l.example/', /must be an http/],
    ['https://l.example/{{toString}}', /knows no/],
  ])('refuses %s', (template, problem) => expect(linkProblem(template)).toMatch(problem));

  it.each(Object.entries(LINK_PRESETS))(
    '%s is one, and no field is left when it is filled in',
    (_, { logs, traces }) => {
      for (const template of [logs, traces]) {
        expect(linkProblem(template)).toBeNull();
        const url = new URL(fillLink(template, { ...FACTS, version: '2.4.1' }));
        expect(decodeURIComponent(url.href)).not.toContain('{{');
        expect(decodeURIComponent(url.href)).toContain('2.4.1');
        const panes = url.searchParams.get('panes');
        if (panes) expect(JSON.parse(panes)).toMatchObject({ rampart: { range: { from: String(FACTS.from) } } });
      }
    },
  );
});
