import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAUSES } from '../../../../src/core/causes/index.ts';
import { diagnose } from '../../../../src/core/diagnosis/diagnose.ts';
import type { RequestReading } from '../../../../src/core/request/captures/reading.ts';
import { Classifier } from '../../../../src/core/triage/quick/classifier.ts';
import { kit } from '../../../support/kit.ts';
import { damaged, readingOf, request } from '../requests.ts';

const open = () => new Classifier({});
/** One for all: what one request leaves behind must not colour the next. */
const shared = open();

function sameAsDiagnose(reading: RequestReading, classifier = shared): void {
  const expected = diagnose(classifier.inputOf(reading)).rootCause;
  expect(classifier.classify(reading).cause).toBe(expected);
  // The second time it is remembered.
  expect(classifier.classify(reading).cause).toBe(expected);
}

describe('the root is that of the whole diagnosis', () => {
  test.each(CAUSES.map((cause) => [cause.id, cause] as const))('for the example of %s', (_, cause) => {
    const { token, authorization, request, response, now } = cause.example(kit);
    const { method, target, fields } = request ?? {};
    const line: RequestReading = {
      form: 'json',
      line: 1,
      ...(method !== undefined && { method }),
      ...(target !== undefined && { target }),
      ...(fields !== undefined && { fields }),
      ...(fields === undefined && token !== undefined && { token }),
      ...(authorization !== undefined && { authorization }),
      ...(now !== undefined && { sentAt: now }),
    };
    sameAsDiagnose(line);
    sameAsDiagnose({ ...line, response: { fields: [], ...response } });
    sameAsDiagnose({ ...line, response: { status: 401, fields: [] } });
  });

  test('for whatever a log may hold', () => {
    fc.assert(
      fc.property(damaged, request, (text, shape) => sameAsDiagnose(readingOf(text, shape))),
      { numRuns: 1500 },
    );
  });

  test('for one log, line by line', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(damaged, request), { minLength: 5, maxLength: 30 }), (lines) => {
        const own = open();
        for (const [text, shape] of lines) sameAsDiagnose(readingOf(text, shape), own);
      }),
      { numRuns: 25 },
    );
  });
});
