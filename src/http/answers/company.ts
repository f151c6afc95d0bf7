import type { Company as StoredCompany } from '../../ports/index.ts';
import type { Company, CompanyRequest } from '../../wire/company.ts';

const EMPTY: StoredCompany = {
  name: '',
  website: '',
  phone: '',
  street: '',
  postalCode: '',
  city: '',
  region: '',
  country: '',
  taxId: '',
};

export function companyToWire(accountName: string, company: StoredCompany = EMPTY): Company {
  const { postalCode, taxId, ...rest } = company;
  return { account_name: accountName, ...rest, postal_code: postalCode, tax_id: taxId };
}

export function companyFromWire(body: CompanyRequest): StoredCompany {
  const { name, website, phone, street, postal_code, city, region, country, tax_id } = body;
  return { name, website, phone, street, postalCode: postal_code, city, region, country, taxId: tax_id };
}
