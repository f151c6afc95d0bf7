import { useRef, useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { Application } from '../../../wire/application.ts';
import type { ApplicationKey } from '../../../wire/application-keys.ts';
import { Ago } from '../../parts/ago.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon } from '../../parts/icon.tsx';
import { KeyInput } from '../../parts/key-input.tsx';
import { Machine } from '../../parts/machine.tsx';
import { listAll } from '../../server/applications.ts';
import { type ApiProblem, asProblem } from '../../server/problem.ts';
import type { KeyPlace, KeyVerdict } from './key-verdict.ts';
import { MendedKey } from './mended-key.tsx';

interface Props {
  readonly application: Application;
  readonly keys: readonly ApplicationKey[];
  /** Inside another section, which has the heading. */
  readonly isInside?: boolean;
}

interface Checked {
  readonly verdict: KeyVerdict;
  readonly place: KeyPlace | undefined;
}

/** Does this private key belong to the application? Read in the page; the list of public keys is all that is asked for. */
export function CheckKey({ application, keys, isInside = false }: Props) {
  const [text, setText] = useState('');
  const [checked, setChecked] = useState<Checked>();
  const [problem, setProblem] = useState<ApiProblem>();
  // Counts the keys that were given, so that a late answer about an earlier one is dropped.
  const given = useRef(0);
  const check = async (key: string | Uint8Array) => {
    const round = ++given.current;
    const isLast = () => round === given.current;
    setText(typeof key === 'string' ? key : '');
    setProblem(undefined);
    if (typeof key === 'string' && key.trim() === '') return setChecked(undefined);
    // Every cause and its words: loaded when there is a key to judge.
    const { judgeKey, placeOf } = await import('./key-verdict.ts');
    if (!isLast()) return;
    const verdict = judgeKey(key);
    if (verdict.fingerprint === undefined) return setChecked({ verdict, place: undefined });
    try {
      const own = placeOf(verdict.fingerprint, keys, []);
      const others = own.kind === 'own' ? [] : (await listAll(new AbortController().signal)).value;
      if (isLast()) setChecked({ verdict, place: placeOf(verdict.fingerprint, keys, others) });
    } catch (error) {
      if (!isLast()) return;
      setChecked({ verdict, place: undefined });
      setProblem(asProblem(error));
    }
  };
  return (
    <section class="stack" {...(isInside ? { 'aria-label': 'Check my key' } : { 'aria-labelledby': 'check-key' })}>
      {!isInside && <h2 id="check-key">Check my key</h2>}
      <KeyInput
        label="Private key"
        hint="Paste it, drop its file here, or choose the file. It is read in this page and sent nowhere."
        text={text}
        onKey={(key) => void check(key)}
      />
      <div role="status" class="stack tight">
        {checked && <Told checked={checked} application={application} />}
        {problem && <Failure problem={problem} />}
      </div>
    </section>
  );
}

function Told({ checked, application }: { readonly checked: Checked; readonly application: Application }) {
  const { verdict, place } = checked;
  const [finding] = verdict.findings;
  return (
    <>
      {finding && (
        <div class="note rejected">
          <strong>
            <Icon name="cross" /> {visible(finding.title)}
          </strong>
          {finding.detail !== '' && <p class="detail">{finding.detail.split('\n').map(visible).join('\n')}</p>}
          {finding.fix.steps[0] && <p>{visible(finding.fix.steps[0])}</p>}
          <p>
            <a href={`/help/${finding.cause}`}>Why, and how to fix it</a>
          </p>
          {verdict.mended !== undefined && <MendedKey pem={verdict.mended} application={application} />}
        </div>
      )}
      {verdict.fingerprint !== undefined && (
        <p class="small">
          {verdict.type === 'public' ? 'A public key: ' : 'Its public half: '}
          <Machine text={`SHA256:${verdict.fingerprint}`} name="the fingerprint" />
        </p>
      )}
      {place && <Place place={place} application={application} />}
    </>
  );
}

function Place({ place, application }: { readonly place: KeyPlace; readonly application: Application }) {
  const edit = `/applications/${application.id}/edit`;
  if (place.kind === 'nowhere') {
    return (
      <p class="note rejected">
        <span>
          <Icon name="cross" /> <strong>No application of this account has it.</strong> Sign with the private key of a
          fingerprint above, or add its public half under <a href={edit}>Edit</a>.
        </span>
      </p>
    );
  }
  if (place.kind === 'other') {
    const { id, name } = place.application;
    return (
      <p class="note rejected">
        <span>
          <Icon name="cross" /> <strong>It belongs to another application:</strong>{' '}
          <a href={`/applications/${id}`}>
            <bdi>{visible(name)}</bdi>
          </a>
          , <code>{id}</code>. Sign with it under that application_id.
        </span>
      </p>
    );
  }
  return <OwnKey ownKey={place.key} edit={edit} />;
}

function OwnKey({ ownKey, edit }: { readonly ownKey: ApplicationKey; readonly edit: string }) {
  switch (ownKey.state) {
    case 'active':
      return (
        <p class="note accepted">
          <span>
            <Icon name="check" /> <strong>It is the key in use.</strong> Tokens signed with it are accepted.
          </span>
        </p>
      );
    case 'retiring':
      return (
        <p class="note unsure">
          <span>
            <Icon name="pause" /> <strong>It was replaced.</strong> It is still accepted, and expires{' '}
            {ownKey.expires_at && <Ago at={ownKey.expires_at} />}.
          </span>
        </p>
      );
    case 'draft':
      return (
        <p class="note rejected">
          <span>
            <Icon name="alert" /> <strong>Its pair was generated but is not saved.</strong> Tokens signed with it are
            rejected until you choose Save changes under <a href={edit}>Edit</a>.
          </span>
        </p>
      );
    case 'revoked':
      return (
        <p class="note rejected">
          <span>
            <Icon name="cross" /> <strong>It was revoked</strong>
            {ownKey.ended_at && (
              <>
                {' '}
                <Ago at={ownKey.ended_at} />
              </>
            )}
            . Tokens signed with it are rejected.
          </span>
        </p>
      );
  }
}
