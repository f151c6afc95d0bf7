import type { SecretState } from '../../compose/backup.ts';
import type { BackupContents } from '../../ports/backup.ts';

/** `2 accounts, 14 applications, 3 people (1 with a second factor); schema version 7` */
export function contentsWords({ accounts, applications, people, secondFactors, ...more }: BackupContents): string {
  const factors = secondFactors.length === 0 ? '' : ` (${secondFactors.length} with a second factor)`;
  return `${counted(accounts, 'account')}, ${counted(applications, 'application')}, ${
    people === 1 ? '1 person' : `${people} people`
  }${factors}; schema version ${more.schemaVersion}`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const contentsJson = (contents: BackupContents, secret: SecretState) => ({
  schema_version: contents.schemaVersion,
  accounts: contents.accounts,
  applications: contents.applications,
  people: contents.people,
  second_factors: contents.secondFactors.length,
  secret_file: secret.path,
  secret_file_state: secret.state,
});
