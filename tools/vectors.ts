import { CAUSES } from '../src/core/causes/index.ts';
import { diagnose } from '../src/core/diagnosis/diagnose.ts';
import { kit } from '../test/support/kit.ts';

/** The folder whose files are all made by this. */
export const VECTOR_FOLDER = 'vectors/causes';

/** One vector a cause: the input of its example, and what the doctor has to say about it. */
export function vectors(): ReadonlyMap<string, string> {
  return new Map(
    CAUSES.map((cause) => {
      const input = cause.example(kit);
      const { verdict, rootCause, findings } = diagnose(input);
      const expected = { verdict, rootCause, findings: findings.map((finding) => finding.cause) };
      const vector = { cause: cause.id, title: cause.title, input, expected };
      return [`${VECTOR_FOLDER}/${cause.id}.json`, `${JSON.stringify(vector, bytesAsBase64, 2)}\n`];
    }),
  );
}

/** A key that is not text stands as `{ "base64": … }`. */
function bytesAsBase64(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;
}
