import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { diagnose } from '../../../core/diagnosis/diagnose.ts';
import type { MisreadEvidence } from '../../../core/evidence/evidence.ts';
import { observe } from '../../../core/observe/observe.ts';
import { misreadIn, mustVerify, type ProfileChoice, type Subject, type Verified, verifyAhead, whole } from './judge.ts';

interface Done {
  readonly of: Subject;
  readonly verified: Verified | undefined;
  readonly misread?: MisreadEvidence;
}

export type Judgement = NonNullable<ReturnType<typeof useJudged>>;

/** The report, and what it is about. While the browser verifies, the one before stays. */
export function useJudged(subject: Subject | undefined, profile: ProfileChoice, now: number) {
  const [done, setDone] = useState<Done>();
  const isWaiting = useMemo(() => subject !== undefined && mustVerify(subject), [subject]);
  useEffect(() => {
    if (!subject) return;
    let isOver = false;
    void (async () => {
      const verified = isWaiting ? await verifyAhead(subject) : undefined;
      if (isOver) return;
      setDone({ of: subject, verified });
      const misread = await misreadIn(subject, verified, () => isOver);
      if (misread && !isOver) setDone({ of: subject, verified, misread });
    })();
    return () => {
      isOver = true;
    };
  }, [subject, isWaiting]);
  const isReady = !isWaiting || done?.of === subject;
  const current = useMemo(() => {
    if (!subject || !isReady) return undefined;
    const own = done?.of === subject ? done : undefined;
    const found = whole(subject, { profile, now }, own?.verified);
    const input = own?.misread ? { ...found, misread: own.misread } : found;
    const { token, credentials, profile: rules } = observe(input);
    return { of: subject, token, credentials, profile: rules, report: diagnose(input), input };
  }, [subject, isReady, done, profile, now]);
  const last = useRef(current);
  if (subject === undefined || isReady) last.current = current;
  return last.current;
}
