'use client';

import { Time } from '@/components/layout/time';
import { formatExposure } from '@/lib/format/number';
import type { Release } from '@/lib/releases/schema';
import { isTerminal } from '@/lib/releases/status';

/** "Asked 25 % · provider reports 25 %, confirmed 14:09:11": two numbers, everywhere. */
export function AskedSeen({ release, className }: { release: Release; className?: string }) {
  const { exposure, baselineVersion, commit, artifact, risk } = release;
  // What is over is told as it was: versions have followed since, and the way back is another one by now.
  const over = isTerminal(release.status);
  const parts = [
    exposure.observed === null
      ? `provider ${over ? 'did not say' : 'has not said'}`
      : `provider ${over ? 'reported' : 'reports'} ${formatExposure(exposure.observed)}`,
  ];
  return (
    <p className={`text-sm text-ink-2 ${className ?? ''}`}>
      Asked {formatExposure(exposure.desired)} · {parts.join(', ')}
      {exposure.confirmedAt ? (
        <>
          , confirmed <Time at={Date.parse(exposure.confirmedAt)} />
        </>
      ) : null}
      {over ? null : baselineVersion ? (
        <>
          {' '}
          · last known good <span className="font-mono">{baselineVersion}</span>
        </>
      ) : (
        ' · no known good version'
      )}
      {commit ? (
        <>
          {' '}
          · commit <span className="font-mono">{commit.slice(0, 7)}</span>
        </>
      ) : null}
      {artifact ? (
        <>
          {' '}
          · artefact{' '}
          <span className="font-mono break-all">{artifact.length > 24 ? `${artifact.slice(0, 22)}…` : artifact}</span>
        </>
      ) : null}
      {' · announced by '}
      {release.createdBy}
      {' · '}
      {risk ? `declared risk: ${risk}` : 'no declared risk'}
    </p>
  );
}
