import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';
import { keeper } from './keeper.ts';

export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const { method, path } = event.requestContext.http;
  const checked = await keeper.check({
    fields: Object.entries(event.headers).map(([name, value]) => [name, value ?? '']),
    method,
    target: event.rawQueryString === '' ? path : `${path}?${event.rawQueryString}`,
  });
  if (!checked.ok) {
    const { status, headers, body } = checked.answer;
    return { statusCode: status, headers: { ...headers }, body };
  }
  return { statusCode: 200, body: `Hello, ${checked.identity.applicationId}` };
};
