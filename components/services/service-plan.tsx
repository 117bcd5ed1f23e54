'use client';

import Link from 'next/link';
import { Panel, SectionHeader } from '@/components/layout/page-header';
import { planRail } from '@/components/plans/plan-rail';
import { planLine, rollbackWords } from '@/components/plans/words';
import { RailSmall } from '@/components/rail/rail-small';
import { useAssessment, usePlans } from '@/lib/queries/plans';

/** The plan its releases take, in one line, and what it catches with the traffic the service has. */
export function ServicePlan({ service, name }: { service: string; name: string }) {
  const plans = usePlans();
  const plan = plans.data?.find((entry) => entry.name === name);
  const outlook = useAssessment(name, plan ? { service } : null).data;
  return (
    <section aria-labelledby="service-plan">
      <SectionHeader id="service-plan" title="Plan" />
      <Panel className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
        <Link href={`/plans/${name}`} className="font-mono font-medium text-ink underline">
          {plan ? `${name}@${plan.version}` : name}
        </Link>
        {plan ? (
          <>
            <RailSmall rail={planRail(plan)} />
            <span className="text-ink">{planLine(plan)}</span>
            <span className="text-ink-2">{rollbackWords(plan)}</span>
            {outlook && outlook.basis.kind !== 'none' ? (
              <span className="basis-full text-ink-2">{outlook.sentence}</span>
            ) : null}
          </>
        ) : (
          <span className="text-ink-2">
            {plans.data ? 'This plan does not exist: no release can start.' : 'Looking it up.'}
          </span>
        )}
      </Panel>
    </section>
  );
}
