import type {
  AccountRequest,
  Accounts,
  CreatedAccount,
  CreatedSubaccount,
  Subaccount,
  SubaccountChange,
  SubaccountRequest,
  Subaccounts,
} from './accounts.ts';
import type { Application, ApplicationPage, ApplicationRequest, CreatedApplication } from './application.ts';
import type { ActivityQuery, ApplicationActivity } from './application-activity.ts';
import type {
  ActivationRequest,
  AddedApplicationKey,
  ApplicationKey,
  ApplicationKeys,
  KeyLabelRequest,
  KeyRequest,
} from './application-keys.ts';
import type { FoundApplications, SearchQuery } from './application-search.ts';
import type { ApplicationHistory, AuditLog, AuditQuery } from './audit-log.ts';
import type { Company, CompanyRequest } from './company.ts';
import type {
  FirstStartRequest,
  JoinRequest,
  LinkRequest,
  NewPasswordRequest,
  ResetRequest,
  SignInRequest,
} from './entrance.ts';
import type { CreatedInvitation, InvitationRequest, Invitations } from './invitations.ts';
import type { JwkSet } from './jwks.ts';
import type { FoundKeys, KeySearchQuery } from './key-search.ts';
import type { KeyUses } from './key-uses.ts';
import type { CountQuery, Counts, Log, LogEntry, LogQuery } from './logged-request.ts';
import type { PageQuery } from './page.ts';
import type {
  Delivery,
  EmailChange,
  Link,
  Me,
  Members,
  PasswordChange,
  ProfileChange,
  RoleChange,
  Sessions,
  WhoIsSignedIn,
} from './people.ts';
import type { ReportList, ReportsQuery, ReportView } from './report.ts';
import type {
  BackupCodes,
  CodeProof,
  FullProof,
  PasswordProof,
  SecondFactorOn,
  SecondFactorSecret,
} from './second-factor.ts';
import type { Secret, SecretRequest, Secrets } from './secrets.ts';
import type { CreatedShare, SharedLinks, ShareRequest, SharesQuery } from './shares.ts';

/**
 * What each route takes and answers, for the clients of this tree: a wrong path, parameter or member does not compile.
 * `answer: undefined` has no body. What a query leaves out has its default.
 */
export interface Routes {
  'GET /v2/applications': { query: Partial<PageQuery>; answer: ApplicationPage };
  'POST /v2/applications': { body: ApplicationRequest; answer: CreatedApplication };
  'GET /v2/applications/activity': { query: Partial<ActivityQuery>; answer: ApplicationActivity };
  'GET /v2/applications/:id': { answer: Application };
  'PUT /v2/applications/:id': { body: ApplicationRequest; answer: Application };
  'DELETE /v2/applications/:id': { answer: undefined };
  'GET /v2/applications/:id/jwks.json': { answer: JwkSet };
  'GET /v2/applications/:id/keys': { answer: ApplicationKeys };
  'GET /v2/applications/:id/key-uses': { answer: KeyUses };
  'POST /v2/applications/:id/keys': { body: KeyRequest; answer: AddedApplicationKey };
  'POST /v2/applications/:id/keys/:key_id/activate': { body: ActivationRequest; answer: ApplicationKey };
  'PATCH /v2/applications/:id/keys/:key_id': { body: KeyLabelRequest; answer: ApplicationKey };
  'DELETE /v2/applications/:id/keys/:key_id': { answer: undefined };

  'GET /v2/applications/:id/history': { answer: ApplicationHistory };

  'GET /audit-log': { query: Partial<AuditQuery>; answer: AuditLog };

  'GET /accounts': { answer: Accounts };
  'POST /accounts': { body: AccountRequest; answer: CreatedAccount };
  'GET /accounts/:api_key/subaccounts': { answer: Subaccounts };
  'POST /accounts/:api_key/subaccounts': { body: SubaccountRequest; answer: CreatedSubaccount };
  'GET /accounts/:api_key/subaccounts/:subaccount_key': { answer: Subaccount };
  'PATCH /accounts/:api_key/subaccounts/:subaccount_key': { body: SubaccountChange; answer: Subaccount };
  'GET /accounts/:api_key/secrets': { answer: Secrets };
  'POST /accounts/:api_key/secrets': { body: SecretRequest; answer: Secret };
  'GET /accounts/:api_key/secrets/:secret_id': { answer: Secret };
  'DELETE /accounts/:api_key/secrets/:secret_id': { answer: undefined };

  'GET /request-log': { query: Partial<LogQuery>; answer: Log };
  'GET /request-log/counts': { query: Partial<CountQuery>; answer: Counts };
  'GET /request-log/:id': { answer: LogEntry };
  'GET /reports': { query: Partial<ReportsQuery>; answer: ReportList };
  'GET /reports/:id': { answer: ReportView };
  'POST /reports/:id/shares': { body: ShareRequest; answer: CreatedShare };
  'GET /shares': { query: Partial<SharesQuery>; answer: SharedLinks };
  'DELETE /shares/:id': { answer: undefined };

  'GET /dashboard-api/session': { answer: WhoIsSignedIn };
  'POST /dashboard-api/sign-in': { body: SignInRequest; answer: Me };
  'POST /dashboard-api/sign-out': { answer: undefined };
  'POST /dashboard-api/link': { body: LinkRequest; answer: Link };
  'POST /dashboard-api/first-start': { body: FirstStartRequest; answer: Me };
  'POST /dashboard-api/join': { body: JoinRequest; answer: Me };
  'POST /dashboard-api/email-change': { body: LinkRequest; answer: undefined };
  'POST /dashboard-api/password-reset': { body: ResetRequest; answer: undefined };
  'POST /dashboard-api/password-reset/confirm': { body: NewPasswordRequest; answer: undefined };

  'GET /dashboard-api/me': { answer: Me };
  'PATCH /dashboard-api/me': { body: ProfileChange; answer: Me };
  'POST /dashboard-api/me/password': { body: PasswordChange; answer: Me };
  'POST /dashboard-api/me/email': { body: EmailChange; answer: Delivery };
  'POST /dashboard-api/me/join': { body: LinkRequest; answer: Me };
  'POST /dashboard-api/me/second-factor': { body: PasswordProof; answer: SecondFactorSecret };
  'POST /dashboard-api/me/second-factor/confirm': { body: CodeProof; answer: SecondFactorOn };
  'POST /dashboard-api/me/second-factor/backup-codes': { body: FullProof; answer: BackupCodes };
  'POST /dashboard-api/me/second-factor/turn-off': { body: FullProof; answer: undefined };
  'GET /dashboard-api/sessions': { answer: Sessions };
  'DELETE /dashboard-api/sessions': { answer: undefined };
  'DELETE /dashboard-api/sessions/:session_id': { answer: undefined };

  'GET /dashboard-api/applications': { query: Partial<SearchQuery>; answer: FoundApplications };
  'GET /dashboard-api/company': { answer: Company };
  'PUT /dashboard-api/company': { body: CompanyRequest; answer: Company };
  'GET /dashboard-api/members': { answer: Members };
  'PATCH /dashboard-api/members/:person_id': { body: RoleChange; answer: undefined };
  'DELETE /dashboard-api/members/:person_id': { answer: undefined };
  'GET /dashboard-api/applications/by-key': { query: Partial<KeySearchQuery>; answer: FoundKeys };
  'GET /dashboard-api/invitations': { answer: Invitations };
  'POST /dashboard-api/invitations': { body: InvitationRequest; answer: CreatedInvitation };
  'DELETE /dashboard-api/invitations/:invitation_id': { answer: undefined };
}

/** A method, a space, and a path whose parameters begin with a colon. */
export type Route = keyof Routes;

export type Answered<R extends Route> = Routes[R]['answer'];

/** The arguments after the route: what it takes, and `More`. None where nothing of it has to be there. */
export type Asked<R extends Route, More = unknown> =
  Partial<Taken<R>> extends Taken<R> ? [asked?: Taken<R> & More] : [asked: Taken<R> & More];

type Taken<R extends Route> = Params<ParameterOf<R>> & Body<Routes[R]> & Query<Routes[R]>;

type Params<Name extends string> = [Name] extends [never]
  ? unknown
  : { readonly params: { readonly [N in Name]: string } };
type Body<Shape> = Shape extends { body: infer Sent } ? { readonly body: Sent } : unknown;
type Query<Shape> = Shape extends { query: infer Sent } ? { readonly query?: Sent } : unknown;

type ParameterOf<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | ParameterOf<More>
    : Rest
  : never;
