import swagger from '@fastify/swagger';
import { BODY_PROBLEMS, problemResponses, QUERY_PROBLEMS } from '../problems/problem-responses.ts';
import type { App } from './app.ts';

type Json = { [name: string]: unknown };

/** The OpenAPI 3.1 document, made from the schemas that validate. Call it before the routes are added. */
export async function describeRoutes(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Mintmark',
        version,
        description: 'Application credentials and JWT authentication that explains its 401s.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          basic: { type: 'http', scheme: 'basic', description: 'API key and API secret of an account.' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'mintmark-session',
            description:
              'Somebody who is signed in to the dashboard; __Host-mintmark-session over https. If they may work in several accounts, X-Mintmark-Account-Id says in which one.',
          },
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token of an application.' },
        },
      },
    },
    convertConstToEnum: false,
    transform: ({ schema = {}, url }) => {
      const { problems, ...rest } = schema;
      const response = problems && {
        ...(rest.response as Json),
        ...problemResponses([
          ...(rest.body === undefined ? [] : BODY_PROBLEMS),
          ...(rest.querystring === undefined ? [] : QUERY_PROBLEMS),
          ...problems,
        ]),
      };
      return { schema: { ...rest, ...(response && { response }) }, url };
    },
    transformObject: (document) => {
      const whole = ('openapiObject' in document ? document.openapiObject : document.swaggerObject) as Json;
      return nameSchemas(whole) as never;
    },
  });
}

/**
 * Moves each schema that has an `x-name` to `components`, once, and refers to it where it stood. What has a default is
 * not required, and the annotations of the validator stay inside.
 */
function nameSchemas(document: Json): Json {
  const schemas: Json = {};
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(named);
    if (typeof value !== 'object' || value === null) return value;
    const { 'x-name': name, 'x-reason': _, ...members } = value as Json;
    const mapped = Object.fromEntries(Object.entries(members).map(([member, one]) => [member, named(one)]));
    if (hasDefault(mapped['schema'])) mapped['required'] = false;
    if (typeof name !== 'string') return mapped;
    schemas[name] = mapped;
    return { $ref: `#/components/schemas/${name}` };
  };
  const whole = named(document) as Json;
  return { ...whole, components: { ...(whole['components'] as Json), schemas } };
}

function hasDefault(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'default' in schema;
}
