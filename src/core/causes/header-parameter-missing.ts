import { defineCause } from '../evidence/cause.ts';
import { list, marked, pairs, paragraph, steps } from '../evidence/doc.ts';
import { rfc, VONAGE_AUTHENTICATION } from '../evidence/sources.ts';
import { reissue } from '../mend/reissue.ts';

type Facts = {
  readonly name: string;
  readonly accepts: readonly string[];
  /** It stands among the claims instead. */
  readonly inPayload: boolean;
  readonly required: boolean;
};

export const headerParameterMissing = defineCause<Facts>({
  id: 'header-parameter-missing',
  stage: 'header',
  cites: [rfc(7515, '4.1.9'), rfc(7519, '5.1'), VONAGE_AUTHENTICATION],
  needs: ['token'],
  certainty: 'proved',
  severity: 'risk',
  title: 'JWT header parameter missing',
  searchedAs: ['no typ or cty', 'header incomplete'],
  related: ['token-of-other-kind', 'algorithm-not-allowed', 'sdk-defect'],
  article: {
    symptom: [
      paragraph(
        ...marked('The token works, and its header lacks a parameter that the documentation requires: usually `typ`.'),
      ),
    ],
    cause: [
      paragraph('The JOSE Header does not have the parameter:'),
      list(
        marked('many libraries write `typ` only when they are told to;'),
        marked('some put `typ` and `alg` among the claims, where they mean nothing.'),
      ),
    ],
    resolution: [steps(marked('Add `"typ": "JWT"` to the header, not to the claims.'))],
    additional: [paragraph(...marked('A token without `typ` is accepted here. Another verifier may insist on it.'))],
  },
  find({ token, profile }) {
    const members = token?.header.members;
    if (members === undefined) return undefined;
    for (const { name, required, accepts, isMediaType } of profile.header) {
      // A kid that is needed has a cause of its own; a type that may be left out is no risk.
      const isWanted = required || (accepts !== undefined && isMediaType === undefined);
      if (members[name] !== undefined || !isWanted || name === 'kid') continue;
      const inPayload = token?.payload.members?.[name] !== undefined;
      return {
        facts: { name, accepts: accepts ?? [], inPayload, required },
        at: { in: 'token', part: 'header' },
        severity: required ? 'fault' : 'risk',
      };
    }
    return undefined;
  },
  explain: ({ name, accepts, inPayload }) => ({
    title: inPayload ? `The Header Parameter ${name} is among the claims.` : `The header has no ${name}.`,
    detail: [
      pairs(
        ['expected', accepts.length > 0 ? `"${name}": "${accepts[0]}" in the header` : `${name} in the header`],
        ['received', inPayload ? `${name} in the payload` : `no ${name}`],
      ),
    ],
  }),
  fix: ({ name, accepts }) => ({
    applicability: 'certain',
    steps: [`Set ${name}${accepts.length > 0 ? ` to ${accepts[0]}` : ''} in the header where the token is signed.`],
  }),
  mend: (input, { name, accepts }) =>
    accepts.length > 0 ? reissue(input, { header: { [name]: accepts[0] } }) : undefined,
  example: (kit) => kit.input({ token: kit.mint({ header: { typ: undefined } }) }),
});
