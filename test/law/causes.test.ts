import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inputText, waysTo } from '../../src/core/break/ways.ts';
import { CAUSES } from '../../src/core/causes/index.ts';
import { diagnose } from '../../src/core/diagnosis/diagnose.ts';
import { judge } from '../../src/core/diagnosis/judge.ts';
import type { Cause } from '../../src/core/evidence/cause.ts';
import { STAGES } from '../../src/core/evidence/cause.ts';
import type { Doc } from '../../src/core/evidence/doc.ts';
import { observe } from '../../src/core/observe/observe.ts';
import { textOf } from '../../src/core/prose/text.ts';
import { unplain } from '../../tools/laws/plain-words.ts';
import { kit } from '../support/kit.ts';

const FOLDER = new URL('../../src/core/causes/', import.meta.url);
/** What the gate judges before it lets a request through; `key` and `environment` are the doctor's alone. */
const GATE_STAGES = STAGES.slice(0, STAGES.indexOf('key'));
/** What a cause must not say beside what no text may (tools/laws/plain-words.ts): it says nothing, or it shouts. */
const FORBIDDEN = /invalid token|!/i;

/** Every way to every cause that is written down; 1 is its example. */
const found = CAUSES.flatMap((cause) =>
  waysTo(cause, kit).map((input, index) => ({ cause, way: index + 1, input, report: diagnose(input) })),
);

describe('the list of causes', () => {
  it('is the folder of causes, each under its own id', async () => {
    const files = readdirSync(FOLDER).filter((file) => file !== 'index.ts' && file !== 'facts.ts');
    expect(files.sort()).toEqual(CAUSES.map((cause) => `${cause.id}.ts`).sort());
    for (const cause of CAUSES) {
      const name = cause.id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      const exports = await import(new URL(`${cause.id}.ts`, FOLDER).href);
      expect(exports[name], cause.id).toBe(cause);
    }
  });

  it('comes in the order of the stages', () => {
    const stages = CAUSES.map((cause) => STAGES.indexOf(cause.stage));
    expect(stages).toEqual([...stages].sort((one, other) => one - other));
  });

  it('puts a cause before those that it explains, and relates it to others', () => {
    const order = CAUSES.map((cause) => cause.id);
    for (const cause of CAUSES) {
      for (const id of cause.explains) expect(order.indexOf(id), `${cause.id} explains ${id}`).not.toBe(-1);
      for (const id of cause.explains) expect(order.indexOf(id)).toBeGreaterThan(order.indexOf(cause.id));
      expect(cause.related, cause.id).not.toContain(cause.id);
      expect(new Set(cause.related).size, cause.id).toBe(cause.related.length);
    }
  });
});

describe.each(CAUSES)('$id', (cause) => {
  it('can be made in three ways at least, no two of them alike', () => {
    const inputs = waysTo(cause, kit).map(inputText);
    expect(new Set(inputs).size).toBe(inputs.length);
    expect(inputs.length).toBeGreaterThanOrEqual(3);
  });

  it('cites pages that can be opened', () => {
    for (const { title, url } of cause.cites) {
      expect(title).not.toBe('');
      expect(new URL(url).protocol).toBe('https:');
    }
  });
});

describe.each(found)('$cause.id, way $way', ({ cause, input, report }) => {
  it('is the root', () => {
    expect(report.findings[0]?.cause).toBe(cause.id);
    if (report.findings.some((finding) => finding.severity === 'fault')) expect(report.rootCause).toBe(cause.id);
    // What only may be so rejects nothing.
    if (report.findings[0]?.certainty === 'possible') expect(report.verdict).not.toBe('rejected');
  });

  it('is told in plain and kind words', () => {
    const finding = report.findings[0];
    const sections = [cause.article.symptom, cause.article.cause, cause.article.resolution];
    for (const section of sections) expect(textOf(section).trim()).not.toBe('');
    for (const words of wordsOf(cause)) expect([words.match(FORBIDDEN), unplain(words)]).toEqual([null, []]);
    for (const words of [finding?.title, finding?.detail, ...(finding?.fix.steps ?? [])]) {
      expect(words?.trim()).toMatch(/\S/);
      expect([words?.match(FORBIDDEN), unplain(words ?? '')]).toEqual([null, []]);
      expect(words).not.toMatch(/undefined|\[object|NaN/);
    }
    expect(finding?.title).toMatch(/^[A-Z].*\.$/s);
    expect(finding?.fix.steps.length).toBeGreaterThan(0);
  });

  it('is JSON, and nothing else', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('is taken away by mending, which brings no other fault', () => {
    if (cause.mend?.(input, report.findings[0]?.facts ?? {}) === undefined) return;
    const before = report.findings.map((finding) => finding.cause);
    const after = report.afterFix?.remaining ?? [];
    expect(after).not.toContain(cause.id);
    expect(before).toEqual(expect.arrayContaining([...after]));
  });
});

describe('the gate and the doctor', () => {
  it('name the same root for what the gate can see', () => {
    for (const { cause, way, input } of found) {
      if (!GATE_STAGES.includes(cause.stage) || cause.severity !== 'fault') continue;
      const { response: _, key: __, clientNow: ___, ...visible } = input;
      const evidence = observe(visible);
      const gate = GATE_STAGES.map((stage) => judge(stage, evidence)).find((finding) => finding !== undefined);
      expect(gate?.cause ?? null, `${cause.id}, way ${way}`).toBe(diagnose(visible).rootCause);
    }
  });

  it('find nothing wrong with a good request', () => {
    const report = diagnose(kit.input());
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe('accepted');
  });
});

function wordsOf(cause: Cause): string[] {
  const { symptom, cause: why, resolution, additional = [] } = cause.article;
  return [cause.title, ...[symptom, why, resolution, additional].map((doc: Doc) => textOf(doc))];
}
