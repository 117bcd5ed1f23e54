import { describe, expect, test } from 'vitest';
import { signature } from '@/lib/providers/webhook/wire';
import { generic } from './generic';
import { github } from './github';
import { same } from './same';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('Standard Webhooks', () => {
  // The vector of the specification.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const at = 1614265330;
  const good = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': String(at),
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const body = '{"test": 2432232314}';
  const verify = (headers: Record<string, string>, text = body, now = at) =>
    generic.verify({ headers: new Headers(headers), body: bytes(text) }, secret, now * 1000);

  test.each([
    ['the vector', good, body, at, true],
    ['300 s early', good, body, at + 300, true],
    ['300 s late', good, body, at - 300, true],
    ['301 s early', good, body, at + 301, false],
    ['301 s late', good, body, at - 301, false],
    ['another body', good, `${body} `, at, false],
    ['another id', { ...good, 'webhook-id': 'msg_2' }, body, at, false],
    ['another time', { ...good, 'webhook-timestamp': String(at + 1) }, body, at, false],
    ['a time that is none', { ...good, 'webhook-timestamp': '1e9' }, body, at, false],
    ['no signature', { ...good, 'webhook-signature': '' }, body, at, false],
    [
      'one of several signatures',
      { ...good, 'webhook-signature': `v1,AAAA v1a,x ${good['webhook-signature']}` },
      body,
      at,
      true,
    ],
    [
      'the digest under another version',
      { ...good, 'webhook-signature': good['webhook-signature'].replace('v1', 'v2') },
      body,
      at,
      false,
    ],
    ['no headers at all', {}, body, at, false],
  ])('%s', (_name, headers, text, now, expected) => {
    expect(verify(headers, text, now)).toBe(expected);
  });

  test('an empty id is refused even when it is signed', () => {
    const signed = {
      'webhook-id': '',
      'webhook-timestamp': String(at),
      'webhook-signature': signature(secret, '', at, body),
    };
    expect(verify(signed)).toBe(false);
  });
});

describe('GitHub', () => {
  // The vector of GitHub's documentation.
  const secret = "It's a Secret to Everybody";
  const good = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
  test.each([
    ['the vector', { 'X-Hub-Signature-256': good, 'X-GitHub-Delivery': '1' }, 'Hello, World!', true],
    ['another body', { 'X-Hub-Signature-256': good, 'X-GitHub-Delivery': '1' }, 'Hello, World', false],
    ['no delivery id', { 'X-Hub-Signature-256': good }, 'Hello, World!', false],
    ['no signature', { 'X-GitHub-Delivery': '1' }, 'Hello, World!', false],
    ['without its prefix', { 'X-Hub-Signature-256': good.slice(7), 'X-GitHub-Delivery': '1' }, 'Hello, World!', false],
  ])('%s', (_name, headers, text, expected) => {
    expect(
      github.verify({ headers: new Headers(headers as Record<string, string>), body: bytes(text) }, secret, 0),
    ).toBe(expected);
  });
});

test.each([
  ['abc', 'abc', true],
  ['abd', 'abc', false],
  ['ab', 'abc', false],
  ['abcd', 'abc', false],
  ['äbc', 'abc', false],
  ['', 'abc', false],
])('same(%j, %j) is %s', (given, expected, result) => {
  expect(same(given, expected)).toBe(result);
});
