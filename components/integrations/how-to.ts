/** Commands that show a sender how to speak to an integration. Pure. */

/** A delivery signed as Standard Webhooks, made with nothing but openssl and curl. `$SECRET` is the integration's. */
export function genericCommand(origin: string, hookPath: string, service: string | null): string {
  const body = `{"type":"deployment.succeeded","data":{"service":"${service ?? 'checkout'}","version":"2.4.1"}}`;
  return [
    `SECRET='whsec_…'   # the one shown when the integration was made`,
    `BODY='${body}'`,
    `ID=msg_$(date +%s)  TS=$(date +%s)`,
    `KEY=$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')`,
    `SIG=$(printf %s "$ID.$TS.$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$KEY -binary | base64 -w0)`,
    `curl -X POST ${origin}${hookPath} -H 'content-type: application/json' \\`,
    `  -H "webhook-id: $ID" -H "webhook-timestamp: $TS" -H "webhook-signature: v1,$SIG" -d "$BODY"`,
  ].join('\n');
}

/** The same with the secret filled in, while it is still known. */
export const withSecret = (command: string, secret: string): string => command.replace("'whsec_…'", `'${secret}'`);

/** What to enter in GitHub, in the order of its form. */
export function githubSteps(origin: string, hookPath: string): readonly { term: string; value: string }[] {
  return [
    { term: 'Payload URL', value: `${origin}${hookPath}` },
    { term: 'Content type', value: 'application/json' },
    { term: 'Secret', value: 'the one shown when the integration was made' },
    { term: 'Events', value: 'Deployments, Deployment statuses' },
  ];
}
