import { type Static, Type } from 'typebox';
import { AccountName } from './accounts.ts';
import { open } from './kinds.ts';
import { Phone } from './people.ts';

const line = (description: string) =>
  Type.String({
    default: '',
    maxLength: 200,
    pattern: '^[^\\u0000-\\u001f\\u007f]*$',
    'x-reason': 'must be one line of at most 200 characters',
    description,
  });

const company = {
  name: line('Name of the company.'),
  website: Type.String({
    default: '',
    maxLength: 500,
    pattern: '^(?:https?://[^\\s\\u0000-\\u001f]+)?$',
    'x-reason': 'must be an http or https URL, or empty',
  }),
  phone: Type.String({ ...Phone, default: '' }),
  street: line('Street and number.'),
  postal_code: line('Postal code.'),
  city: line('City.'),
  region: line('State, province or region.'),
  country: line('Country.'),
  tax_id: line('VAT or other tax number.'),
};

/** What is left out is empty; the name of the account stays. */
export const CompanyRequest = Type.Object({ account_name: Type.Optional(AccountName), ...company }, open);
export type CompanyRequest = Static<typeof CompanyRequest>;

export const CompanyResponse = Type.Object(
  { account_name: Type.String(), ...company },
  { 'x-name': 'Company', description: 'The company behind an account.' },
);
export type Company = Static<typeof CompanyResponse>;
