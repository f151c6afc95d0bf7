import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { Company } from '../../../wire/company.ts';
import { Bone } from '../../parts/bone.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
import { useLeaveGuard } from '../../parts/leave-guard.ts';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { send, useAnswer } from '../../server/api.ts';
import { AccountPage } from './layout.tsx';
import { renewMe } from './renew-me.ts';

/** Who stands behind the account. Owners change it; the others read it. */
export default function CompanyPage() {
  return (
    <AccountPage title="Company" help={['account-company']}>
      {({ isOwner }) => <Loaded isOwner={isOwner} />}
    </AccountPage>
  );
}

function Loaded({ isOwner }: { readonly isOwner: boolean }) {
  const loaded = useAnswer('GET /dashboard-api/company');
  if (loaded.state === 'failed') return <Failure problem={loaded.problem} retry={loaded.reload} />;
  if (loaded.state === 'loading') return <Bone columns={40} />;
  return isOwner ? <CompanyForm company={loaded.value} /> : <CompanyFacts company={loaded.value} />;
}

interface Line {
  readonly name: keyof Company;
  readonly label: string;
  readonly placeholder?: string;
  readonly autocomplete: string;
  readonly type?: 'tel' | 'url';
}

const WHO: readonly Line[] = [
  { name: 'account_name', label: 'Account name', autocomplete: 'off' },
  { name: 'name', label: 'Company name', autocomplete: 'organization' },
  { name: 'website', label: 'Website', autocomplete: 'url', type: 'url', placeholder: 'https://example.com' },
  { name: 'phone', label: 'Phone number', autocomplete: 'tel', type: 'tel', placeholder: '+44 20 7946 0000' },
  { name: 'tax_id', label: 'VAT or tax number', autocomplete: 'off' },
];
const WHERE: readonly Line[] = [
  { name: 'street', label: 'Street and number', autocomplete: 'street-address' },
  { name: 'postal_code', label: 'Postal code', autocomplete: 'postal-code' },
  { name: 'city', label: 'City', autocomplete: 'address-level2' },
  { name: 'region', label: 'State, province or region', autocomplete: 'address-level1' },
  { name: 'country', label: 'Country', autocomplete: 'country-name' },
];
const LINES = [...WHO, ...WHERE];

function CompanyForm({ company }: { readonly company: Company }) {
  const [saved, setSaved] = useState<Company>(company);
  const [values, setValues] = useState<Company>(company);
  const { isBusy, problem, faultOf, submit } = useSubmission(LINES.map(({ name }) => name));
  const isChanged = LINES.some(({ name }) => values[name] !== saved[name]);
  useLeaveGuard(isChanged ? LEAVING : undefined);
  const fields = (lines: readonly Line[]) =>
    lines.map(({ name, ...line }) => (
      <Field
        key={name}
        {...line}
        name={name}
        value={values[name]}
        fault={faultOf(name)}
        onInput={(value) => setValues((before) => ({ ...before, [name]: value }))}
      />
    ));
  return (
    <form
      class="stack wide"
      // What is wrong with a line is told by the server, in the same words for every line.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(async () => {
          const trimmed = LINES.map(({ name }) => [name, values[name].trim()]);
          const body: Company = { ...values, ...Object.fromEntries(trimmed) };
          const { value } = await send('PUT /dashboard-api/company', { body });
          setSaved(value);
          setValues(value);
          if (value.account_name !== saved.account_name) await renewMe();
          say('The company is saved');
        });
      }}
    >
      <section class="card stack" aria-labelledby="company">
        <h2 id="company">Company information</h2>
        <p class="muted">Every member can see it. Only the name is required.</p>
        <div class="columns">{fields(WHO)}</div>
      </section>
      <section class="card stack" aria-labelledby="address">
        <h2 id="address">Address</h2>
        <div class="columns">{fields(WHERE)}</div>
      </section>
      {problem && <Failure problem={problem} />}
      <div class="row">
        <button type="submit" class="button primary" disabled={isBusy || !isChanged}>
          Save the company
        </button>
        {isChanged && <span class="muted small">Not saved yet</span>}
      </div>
    </form>
  );
}

function CompanyFacts({ company }: { readonly company: Company }) {
  const known = LINES.filter(({ name }) => company[name] !== '');
  return (
    <section class="card stack" aria-labelledby="company">
      <h2 id="company">Company information and address</h2>
      <p class="muted">An owner of the account can change it.</p>
      <dl class="facts">
        {known.map(({ name, label }) => (
          <Fragment key={name}>
            <dt>{label}</dt>
            <dd>{visible(company[name])}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

const LEAVING = {
  title: 'Leave without saving?',
  text: 'Your changes to the company will be lost.',
  yes: 'Leave without saving',
  no: 'Stay here',
};
