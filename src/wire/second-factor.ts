import { type Static, Type } from 'typebox';
import { open } from './kinds.ts';
import { Code, MeResponse, Password } from './people.ts';

export const PasswordProof = Type.Object({ password: Password }, open);
export type PasswordProof = Static<typeof PasswordProof>;

export const CodeProof = Type.Object({ code: Code }, open);
export type CodeProof = Static<typeof CodeProof>;

export const FullProof = Type.Object({ password: Password, code: Code }, open);
export type FullProof = Static<typeof FullProof>;

export const SecondFactorSecretResponse = Type.Object(
  { secret: Type.String({ description: 'Base32, to type in by hand.' }), uri: Type.String() },
  { 'x-name': 'SecondFactorSecret', description: 'Only in this response.' },
);
export type SecondFactorSecret = Static<typeof SecondFactorSecretResponse>;

const Codes = Type.Array(Type.String({ examples: ['ABCD-EFGH-IJKL-MNOP'] }), {
  description: 'Only in this response; each works for one sign-in.',
});

export const SecondFactorOnResponse = Type.Object(
  { backup_codes: Codes, me: MeResponse },
  { 'x-name': 'SecondFactorOn', description: 'The second factor is on.' },
);
export type SecondFactorOn = Static<typeof SecondFactorOnResponse>;

export const BackupCodesResponse = Type.Object(
  { backup_codes: Codes },
  { 'x-name': 'BackupCodes', description: 'New backup codes.' },
);
export type BackupCodes = Static<typeof BackupCodesResponse>;
