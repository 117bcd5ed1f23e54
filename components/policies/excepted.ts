/** Kinds of releases that pass what would hold them: a policy's or a freeze's exceptions, said and recorded. */
export type Excepted = { securityFix: boolean; revert: boolean };

export const allowsOf = ({ securityFix, revert }: Excepted): ('security_fix' | 'revert')[] => [
  ...(securityFix ? (['security_fix'] as const) : []),
  ...(revert ? (['revert'] as const) : []),
];
