import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { verifyStandard } from '@/lib/inbound/generic/signature';
import { integrationInputSchema } from '@/lib/integrations/schema';
import { EMPTY_INTEGRATION, inputOfIntegration, mapOf } from './draft';
import { genericCommand, withSecret } from './how-to';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('the integration form', () => {
  it('leaves out what is empty', () =>
    expect(inputOfIntegration({ ...EMPTY_INTEGRATION, environment: '' }, null)).toEqual({ kind: 'generic' }));

  it('makes what the API takes', () =>
    expect(
      integrationInputSchema.parse(
        inputOfIntegration(
          { ...EMPTY_INTEGRATION, kind: 'github', repositories: 'acme/shop = checkout\n\nacme/pay=payments' },
          'a-long-secret',
        ),
      ),
    ).toMatchObject({ repositories: { 'acme/shop': 'checkout', 'acme/pay': 'payments' }, environment: 'production' }));

  it('refuses a line that maps to nothing', () => expect(mapOf('acme/shop')).toEqual({ 'acme/shop': '' }));
});

describe('each kind', () => {
  const typed = {
    ...EMPTY_INTEGRATION,
    service: '',
    repositories: 'acme/shop = checkout',
    services: 'job=api = payments',
    token: 'ghs_12345678',
    onBlocked: 'reject' as const,
  };
  it.each([
    ['generic', { environment: 'production' }],
    [
      'github',
      {
        environment: 'production',
        repositories: { 'acme/shop': 'checkout' },
        token: 'ghs_12345678',
        onBlocked: 'reject',
      },
    ],
    ['alertmanager', { services: { 'job=api': 'payments' } }],
    ['pagerduty', { services: { 'job=api': 'payments' } }],
    ['flagger', {}],
  ] as const)('%s says only what the API lets it say', (kind, expected) => {
    const input = inputOfIntegration({ ...typed, kind }, null);
    expect(input).toEqual({ kind, ...expected });
    expect(integrationInputSchema.parse(input)).toEqual(input);
  });
});

describe('the command to copy', () => {
  it('is signed as the hook checks it', () => {
    const command = withSecret(
      genericCommand('http://rampart', '/api/v1/hooks/ci', { service: 'shop', environment: 'production' }),
      SECRET,
    );
    const script = `${command.slice(0, command.indexOf('curl'))}\nprintf '%s\\n%s\\n%s\\n%s' "$ID" "$TS" "$SIG" "$BODY"`;
    const [id = '', at = '', signature = '', body = ''] = execFileSync('bash', ['-c', script]).toString().split('\n');
    const headers = new Headers({ 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` });
    expect(verifyStandard({ headers, body: Buffer.from(body) }, SECRET, Number(at) * 1000)).toBe(true);
    // What the integration follows is named, else its own example would be refused.
    expect(JSON.parse(body)).toMatchObject({
      type: 'deployment.succeeded',
      data: { service: 'shop', environment: 'production' },
    });
  });
});
