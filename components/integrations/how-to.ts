/** Commands that show a sender how to speak to an integration. Pure. */

type Followed = { service?: string | null; environment?: string | null };

/**
 * A delivery signed as Standard Webhooks, made with nothing but openssl and curl, such as the integration takes: it names
 * the service and the environment that are followed. `$SECRET` is the integration's.
 */
export function genericCommand(origin: string, hookPath: string, { service, environment }: Followed): string {
  const body = JSON.stringify({
    type: 'deployment.succeeded',
    data: { service: service ?? 'checkout', version: '2.4.1', ...(environment ? { environment } : {}) },
  });
  return [
    `SECRET='whsec_…'   # the one shown when the integration was made`,
    `BODY='${body}'`,
    `ID=msg_$(date +%s)  TS=$(date +%s)`,
    `KEY=$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')`,
    `SIG=$(printf %s "$ID.$TS.$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$KEY -binary | base64)`,
    `curl -X POST ${origin}${hookPath} -H 'content-type: application/json' \\`,
    `  -H "webhook-id: $ID" -H "webhook-timestamp: $TS" -H "webhook-signature: v1,$SIG" -d "$BODY"`,
  ].join('\n');
}

/** A receiver of Alertmanager; it signs nothing, so the secret is its bearer token. */
export const alertmanagerYaml = (origin: string, hookPath: string): string =>
  [
    'receivers:',
    '  - name: rampart',
    '    webhook_configs:',
    `      - url: ${origin}${hookPath}`,
    '        send_resolved: true',
    "        http_config: { authorization: { credentials: '<the secret>' } }",
  ].join('\n');

/** The hooks of a canary of Flagger that hold until they are answered; the token is in their metadata. */
export function flaggerYaml(origin: string, hookPath: string, service: string | null): string {
  const metadata = `    metadata: { token: '<the secret>'${service === null ? ', service: checkout' : ''}, version: "2.4.1" }`;
  const hook = (name: string, type: string) => [
    `  - name: ${name}`,
    `    type: ${type}`,
    `    url: ${origin}${hookPath}/flagger/${type}`,
    metadata,
  ];
  return [
    'webhooks:',
    ...hook('may-it-begin', 'confirm-rollout'),
    ...hook('may-it-end', 'confirm-promotion'),
    ...hook('take-it-back', 'rollback'),
  ].join('\n');
}

/** The same with the secret filled in, while it is still known. */
export const withSecret = (command: string, secret: string): string =>
  command.replace("'whsec_…'", `'${secret}'`).replaceAll("'<the secret>'", `'${secret}'`);

type Steps = readonly { term: string; value: string }[];

/** What to enter in GitHub, in the order of its form. */
export const githubSteps = (origin: string, hookPath: string, answers: boolean): Steps => [
  { term: 'Payload URL', value: `${origin}${hookPath}` },
  { term: 'Content type', value: 'application/json' },
  { term: 'Secret', value: 'the one shown when the integration was made' },
  { term: 'Events', value: `Deployments, Deployment statuses${answers ? ', Deployment protection rules' : ''}` },
];

/** What to enter in PagerDuty, in the order of its form; it then shows the secret. */
export const pagerdutySteps = (origin: string, hookPath: string): Steps => [
  { term: 'Webhook URL', value: `${origin}${hookPath}` },
  { term: 'Events', value: 'incident.triggered, incident.reopened, incident.resolved' },
  { term: 'Secret', value: 'shown by PagerDuty when the webhook is added; enter it here' },
];
