import { FirstLine } from '@/components/layout/first-line';
import { PageHeader } from '@/components/layout/page-header';
import { StatusBadge } from '@/components/status/status-badge';
import { Button } from '@/components/ui/button';
import { Section } from './section';

const LINE =
  'Extended 8 of at most 30 min at early 25 %: 2 of 3 gates pass; errors have 59 % of the evidence needed, about 6 min more. Then early 100 %.';

export function Layouts() {
  return (
    <>
      <PageHeader
        title={
          <>
            catalog <span className="font-mono font-medium">1.88.0</span>{' '}
            <span className="font-mono text-base font-normal text-ink-3">← 1.87.4</span>
          </>
        }
        facts={
          <>
            <StatusBadge variant="holding_extended" />
            <span>tier 1 · team catalog · standard, snapshot 7</span>
          </>
        }
        actions={
          <>
            <Button shortcut="R">Roll back</Button>
            <Button shortcut="P">Pause</Button>
            <Button shortcut="V">Advance…</Button>
          </>
        }
      >
        <FirstLine line={LINE} />
        <p className="text-sm text-ink-2">
          Asked 25 % · provider reports 25 %, confirmed 14:09:11 in 7 s · last known good 1.87.4
        </p>
      </PageHeader>
      <Section title="Row sentences: as many whole ones as fit">
        {['max-w-4xl', 'max-w-2xl', 'max-w-sm'].map((width) => (
          <div key={width} className={`${width} rounded-control border border-border bg-surface px-3 py-1`}>
            <FirstLine
              as="row"
              line="Not rolled back: users still see 8.0.3 at broad 5 %. The provider refused 25 times (“locked”). Do it by hand."
            />
          </div>
        ))}
      </Section>
    </>
  );
}
