'use client';

import Link from 'next/link';
import { PageHeader, Panel, SectionHeader } from '@/components/layout/page-header';
import { Time } from '@/components/layout/time';
import { RailLarge } from '@/components/rail/rail-large';
import { LinkButton } from '@/components/ui/link-button';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { mayForTeam } from '@/lib/access/decide';
import { formatExposure } from '@/lib/format/number';
import type { PlanView } from '@/lib/plans/view';
import { useMay, useMe } from '@/lib/queries/access';
import { usePlan } from '@/lib/queries/plans';
import { useServices } from '@/lib/queries/services';
import { DeletePlan } from './delete-plan';
import { MECHANISM_WORDS } from './mechanism';
import { planRail } from './plan-rail';
import { PlanUse } from './plan-use';
import { approvalWords, gateLine, rollbackWords } from './words';

/** A plan as it stands: its stairs, its gates, and who uses it. */
export function PlanPage({ name }: { name: string }) {
  const { data: plan } = usePlan(name);
  const services = (useServices().data ?? []).filter((service) => service.plan === name);
  const everywhere = useMay('admin');
  const me = useMe().data;
  // A plan moves every service that uses it.
  const mayConfigure =
    everywhere || (me && services.length > 0 && services.every(({ owner }) => mayForTeam(me, 'admin', owner)));
  if (!plan) return null;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        className="mb-0"
        title={`Plan ${plan.name}`}
        facts={
          <>
            <span>version {plan.version}</span>
            <span>{plan.mechanism}</span>
            <span>
              changed <Time at={Date.parse(plan.updatedAt)} as="age" />
            </span>
          </>
        }
        actions={
          mayConfigure ? (
            <>
              <DeletePlan name={plan.name} />
              <LinkButton href={`/plans/${plan.name}/edit`} variant="primary">
                Edit
              </LinkButton>
            </>
          ) : null
        }
      >
        <p className="max-w-prose text-lg font-semibold text-balance text-ink">{rollbackWords(plan)}</p>
        <PlanUse name={plan.name} />
      </PageHeader>
      <Panel>
        <RailLarge rail={planRail(plan)} />
      </Panel>
      <Steps plan={plan} />
      <Gates plan={plan} />
      {services.length > 0 ? (
        <section aria-labelledby="plan-services">
          <SectionHeader id="plan-services" title="Services" />
          <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {services.map((service) => (
              <Link key={service.name} href={`/services/${service.name}`} className="text-ink underline">
                {service.displayName}
              </Link>
            ))}
          </p>
        </section>
      ) : null}
    </div>
  );
}

function Steps({ plan }: { plan: PlanView }) {
  return (
    <section aria-labelledby="plan-steps">
      <SectionHeader id="plan-steps" title="Steps" />
      <Panel>
        <Table aria-label="All steps">
          <TableHead>
            <tr>
              <TableHeader>Step</TableHeader>
              <TableHeader>Ring</TableHeader>
              <TableHeader>Exposure</TableHeader>
              <TableHeader>Hold</TableHeader>
              <TableHeader>Gates</TableHeader>
              <TableHeader>Before it</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {plan.steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              <TableRow key={index}>
                <TableCell className="text-ink-3">{index + 1}</TableCell>
                <TableCell>{step.ring}</TableCell>
                <TableCell>{formatExposure(step.exposure)}</TableCell>
                <TableCell>{step.hold}</TableCell>
                <TableCell className="text-ink-2">
                  {(step.gates ?? Object.keys(plan.gates)).join(', ') || 'none, it only waits'}
                </TableCell>
                <TableCell className="text-ink-2">
                  {step.approval ? approvalWords(step.approval) : 'nobody is asked'}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Panel>
      <p className="mt-2 max-w-prose text-xs text-ink-3">{MECHANISM_WORDS[plan.mechanism]}</p>
    </section>
  );
}

const INCONCLUSIVE = { advance: 'goes on, not proven', extend: 'holds longer', pause: 'pauses' } as const;

function Gates({ plan }: { plan: PlanView }) {
  const gates = Object.entries(plan.gates);
  if (gates.length === 0) return null;
  return (
    <section aria-labelledby="plan-gates">
      <SectionHeader id="plan-gates" title="Gates" />
      <Panel>
        <Table aria-label="All gates">
          <TableHead>
            <tr>
              <TableHeader>Gate</TableHeader>
              <TableHeader>Demands</TableHeader>
              <TableHeader>Samples</TableHeader>
              <TableHeader>Failing</TableHeader>
              <TableHeader>Unproven</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {gates.map(([name, gate]) => (
              <TableRow key={name}>
                <TableCell className="font-medium">
                  {name}
                  {gate.critical ? <span className="font-normal text-ink-2">, critical</span> : null}
                </TableCell>
                <TableCell>{gateLine(gate)}</TableCell>
                <TableCell className="text-ink-2">{gate.minSamples.toLocaleString('en-US')}</TableCell>
                <TableCell className="text-ink-2">{gate.onFail === 'rollback' ? 'rolls back' : 'pauses'}</TableCell>
                <TableCell className="text-ink-2">{INCONCLUSIVE[gate.onInconclusive]}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Panel>
    </section>
  );
}
