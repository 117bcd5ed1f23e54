import { EmptyState } from '@/components/layout/empty-state';

const ATTRIBUTE: Record<string, string> = {
  route: 'http.route',
  region: 'cloud.region',
  node: 'k8s.node.name or host.name',
  zone: 'cloud.availability_zone',
  pod: 'k8s.pod.name',
  dependency: 'rampart.dependency or peer.service',
};
const EXAMPLE: Record<string, string> = {
  route: 'POST /pay',
  region: 'eu-west',
  node: 'node-7',
  dependency: 'payments-db',
};

/** What is not sent, and how it would be. */
export function HowToSend({ by, words, samples }: { by: string; words: string; samples: boolean }) {
  if (!samples) return <EmptyState title={words} detail="It fills as soon as samples of both versions arrive." />;
  const attribute = ATTRIBUTE[by];
  return (
    <EmptyState
      title={words}
      detail={
        <>
          {attribute ? `OTLP: the attribute ${attribute}. ` : ''}
          Push: <code>dimensions</code> of each sample. Each request is still sent once
          {by === 'dependency' ? ', under the dependency it waited for or failed at.' : '.'}
        </>
      }
      command={`"dimensions": { "${by}": "${EXAMPLE[by] ?? '…'}" }`}
    />
  );
}
