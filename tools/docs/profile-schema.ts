import { publishedSchema } from '../../src/core/claims/documents/schema.ts';

/** docs/reference/profile.schema.json, from src/core/claims/documents/schema.ts. */
export function profileSchema(): string {
  return `${JSON.stringify(publishedSchema(), null, 2)}\n`;
}
