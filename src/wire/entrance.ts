import { type Static, Type } from 'typebox';
import { open } from './kinds.ts';
import { Code, Email, LinkToken, NewPassword, Password, PersonName } from './people.ts';

/** What is asked by who is not signed in: by a link, or by e-mail address and password. */

export const SignInRequest = Type.Object({ email: Email, password: Password, code: Type.Optional(Code) }, open);
export type SignInRequest = Static<typeof SignInRequest>;

export const LinkRequest = Type.Object({ link: LinkToken }, open);
export type LinkRequest = Static<typeof LinkRequest>;

export const FirstStartRequest = Type.Object(
  { link: LinkToken, email: Email, name: PersonName, password: NewPassword },
  open,
);
export type FirstStartRequest = Static<typeof FirstStartRequest>;

export const JoinRequest = Type.Object({ link: LinkToken, name: PersonName, password: NewPassword }, open);
export type JoinRequest = Static<typeof JoinRequest>;

export const ResetRequest = Type.Object({ email: Email }, open);
export type ResetRequest = Static<typeof ResetRequest>;

export const NewPasswordRequest = Type.Object({ link: LinkToken, password: NewPassword }, open);
export type NewPasswordRequest = Static<typeof NewPasswordRequest>;
