import { Select } from '@/components/ui/select';
import { ROLES, type Role } from '@/lib/access/scopes';

const WORDS: Record<Role, string> = {
  viewer: 'Viewer: reads',
  operator: 'Operator: releases',
  approver: 'Approver: also approves and overrides',
  admin: 'Admin: also configures',
};

type RoleSelectProps = { value: Role; onValueChange: (role: Role) => void; id?: string; 'aria-label'?: string };

/** A role, with what it may. */
export const RoleSelect = (props: RoleSelectProps) => (
  <Select {...props} options={ROLES.map((value) => ({ value, label: WORDS[value] }))} />
);
