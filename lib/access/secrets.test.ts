import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { open, seal, secretKey } from './secrets';

const key = randomBytes(32);

describe('sealed secrets', () => {
  it('come back as they were', () => {
    expect(open(key, seal(key, 'whsec_ünï', 'provider:a'), 'provider:a')).toBe('whsec_ünï');
  });

  it('never look the same twice', () => {
    expect(seal(key, 'x', 'c')).not.toBe(seal(key, 'x', 'c'));
  });

  it('do not open elsewhere, with another key, or changed', () => {
    const sealed = seal(key, 'x', 'provider:a');
    expect(() => open(key, sealed, 'provider:b')).toThrow();
    expect(() => open(randomBytes(32), sealed, 'provider:a')).toThrow();
    const bytes = Buffer.from(sealed.slice(3), 'base64');
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    expect(() => open(key, `v1.${bytes.toString('base64')}`, 'provider:a')).toThrow();
    expect(() => open(key, 'v1.AAAA', 'provider:a')).toThrow(/too short/);
    expect(() => open(key, 'plain', 'provider:a')).toThrow(/unknown form/);
  });

  it('refuses a key of another length', () => {
    expect(() => secretKey('c2hvcnQ=')).toThrow(/32 bytes/);
  });
});
