import { jwt } from '../profiles/jwt.ts';
import type { JsonSchema } from './json-schema.ts';

/** Words for the types of claims, as a document writes them. */
export const CLAIM_TYPES = {
  text: 'string',
  number: 'number',
  time: 'numeric-date',
  uuid: 'uuid',
  object: 'object',
  'text-or-list': 'string-or-array',
  'text-or-number': 'string-or-number',
  any: 'any',
} as const;

/** The name of the schema, its `$id`. */
const SCHEMA_ID = 'urn:mintmark:schema:profile';

/** Algorithms that a profile may take. */
export const ALGORITHMS: readonly string[] = jwt.algorithms;

const NAME = '^[^\\s]{1,80}$';

function text(description: string, maxLength = 512): JsonSchema {
  return { type: 'string', description, minLength: 1, maxLength };
}

function list(description: string, items: JsonSchema, maxItems = 50): JsonSchema {
  return { type: 'array', description, items, minItems: 1, maxItems, uniqueItems: true };
}

function byClaim(description: string, member: JsonSchema): JsonSchema {
  return {
    type: 'object',
    description,
    propertyNames: { pattern: NAME },
    additionalProperties: member,
    maxProperties: 100,
  };
}

function seconds(description: string, minimum = 1): JsonSchema {
  return { type: 'integer', description, minimum, maximum: 315_360_000 };
}

const claimName: JsonSchema = { type: 'string', description: 'the name of a claim', pattern: NAME };

/** The JSON Schema of a profile in a file: what `--profile FILE` reads, and what is published. */
export const PROFILE_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'a profile: the rules by which one API or one provider accepts JSON Web Tokens',
  required: ['id', 'algorithms'],
  additionalProperties: false,
  properties: {
    $schema: text('the address of this schema, for editors'),
    id: {
      type: 'string',
      description:
        'the name of the profile in reports: small letters, digits and hyphens, and not that of a built-in profile',
      pattern: '^[a-z][a-z0-9-]{0,63}$',
    },
    title: text('what people call the API or the provider', 120),
    source: { type: 'string', description: 'the URL of the page with these rules', pattern: '^https?://\\S{1,500}$' },
    algorithms: list('the JWS algorithms (alg) that are accepted', {
      type: 'string',
      description: `one of ${ALGORITHMS.join(', ')}`,
      enum: ALGORITHMS,
    }),
    typ: list(
      'the values of the header parameter typ that are accepted, in any case; a token without typ is accepted only where JWT is among them',
      { type: 'string', description: 'a media type without application/, such as JWT or at+jwt', pattern: NAME },
    ),
    header: list('other header parameters that a token must have', {
      type: 'string',
      description: 'the name of a header parameter, such as kid',
      pattern: NAME,
    }),
    identity: {
      ...claimName,
      description: 'the claim that names who signs, by which keys are found; it is required (iss if left out)',
    },
    required: list('the claims that a token must have', claimName, 100),
    types: byClaim('the type of a claim, by its name', {
      type: 'string',
      description: `one of ${Object.keys(CLAIM_TYPES).join(', ')}`,
      enum: Object.keys(CLAIM_TYPES),
    }),
    values: byClaim(
      'the values that a claim may have, by its name',
      list('the values, exactly', text('a value that is accepted, exactly')),
    ),
    means: byClaim('what a claim means, by its name, for the people who read a report', text('one sentence', 200)),
    issuers: list('the values of iss that are accepted, exactly', text('an issuer, exactly')),
    audiences: list('the values of aud that are accepted: one of them has to be there', text('an audience, exactly')),
    scopes: list('the words that the claim scope must hold, all of them', {
      type: 'string',
      description: 'one scope, without spaces',
      pattern: '^[!#-\\[\\]-~]{1,200}$',
    }),
    lifetimeSeconds: seconds('the longest lifetime of a token: from iat where iat is required, else from now'),
    defaultLifetimeSeconds: seconds(
      'how long after iat a token without exp expires; without this member exp is required',
    ),
    leewaySeconds: { ...seconds('the leeway for clocks, both ways (30 if left out)', 0), maximum: 86_400 },
    carriedIn: {
      type: 'array',
      description: 'where the token travels: one place',
      minItems: 1,
      maxItems: 1,
      items: {
        type: 'string',
        description:
          'authorization, header:NAME, query:NAME, cookie:NAME, body:MEMBER, or nowhere (it is handed to a client)',
        pattern: "^(authorization|nowhere|header:[!#$%&'*+.^_`|~0-9A-Za-z-]{1,80}|(query|cookie|body):[\\w.-]{1,80})$",
      },
    },
    hosts: list('the hosts of the API: each stands for itself and those below it', {
      type: 'string',
      description: 'a host name in lower case, without scheme, port or path',
      pattern: '^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$',
    }),
    keys: {
      type: 'object',
      description: 'where the keys are that tokens are verified with',
      required: ['from'],
      additionalProperties: false,
      properties: {
        from: {
          type: 'string',
          description: 'registry (by the identity claim), jwks (a key set at url), or secret (a shared secret)',
          enum: ['registry', 'jwks', 'secret'],
        },
        url: {
          type: 'string',
          description: 'the https URL of a key set or of a discovery document; http only to this machine',
          pattern:
            '^(https://[^\\s@]{1,500}|http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?(/[^\\s@]{0,500})?)$',
        },
      },
    },
  },
};

/** The schema as it is published, for editors and validators (JSON Schema, draft 2020-12). */
export function publishedSchema(): object {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: SCHEMA_ID, ...PROFILE_SCHEMA };
}
