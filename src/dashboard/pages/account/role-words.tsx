import { Fragment } from 'preact';
import type { Role } from '../../../wire/people.ts';

export const ROLES: readonly Role[] = ['viewer', 'developer', 'owner'];

/** Each role may do what the one before it may, and more. */
const RIGHTS: Readonly<Record<Role, string>> = {
  viewer: 'Sees applications, requests and their reports, members, company, and that there are API secrets.',
  developer: 'Also creates and changes applications and their key pairs.',
  owner:
    'Also deletes applications, and manages members, API secrets, subaccounts and the company. An account has at least one owner.',
};

/** What each role may do. */
export function RoleWords({ own }: { readonly own: Role }) {
  return (
    <section class="card stack" aria-labelledby="roles">
      <h2 id="roles">What each role may do</h2>
      <dl class="facts">
        {ROLES.map((role) => (
          <Fragment key={role}>
            <dt>
              <strong>{role}</strong>
              {role === own && ', you'}
            </dt>
            <dd>{RIGHTS[role]}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

interface ChoiceProps {
  readonly id?: string;
  readonly label: string;
  readonly value: Role;
  readonly isBusy?: boolean;
  readonly onChange: (role: Role) => void;
}

/** A role to choose; the label is read out, and the place says it to those who see. */
export function RoleChoice({ id, label, value, isBusy, onChange }: ChoiceProps) {
  return (
    <select
      id={id}
      class="input role"
      aria-label={label}
      value={value}
      disabled={isBusy}
      onChange={({ currentTarget }) => onChange(currentTarget.value as Role)}
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {role}
        </option>
      ))}
    </select>
  );
}
