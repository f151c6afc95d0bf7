import { useEffect, useRef, useState } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { Application } from '../../../wire/application.ts';
import type { ApplicationKey } from '../../../wire/application-keys.ts';
import { Ago } from '../../parts/ago.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Field } from '../../parts/field.tsx';
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
  const key = useRef<string | Uint8Array>('');
  const check = async (passphrase?: string) => {
    const round = ++given.current;
    const isLast = () => round === given.current;
    setProblem(undefined);
    if (typeof key.current === 'string' && key.current.trim() === '') return setChecked(undefined);
    // Every cause and its words: loaded when there is a key to judge.
    const { judgeKey, placeOf } = await import('./key-verdict.ts');
    if (!isLast()) return;
    const verdict = await judgeKey(key.current, passphrase);
    if (!isLast()) return;
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
  // The bar of an unsaved pair stands over the end of the window, and must not hide what is said here.
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (checked) told.current?.scrollIntoView({ block: 'nearest' });
  }, [checked]);
  return (
    <section class="stack" {...(isInside ? { 'aria-label': 'Check my key' } : { 'aria-labelledby': 'check-key' })}>
      {!isInside && <h2 id="check-key">Check my key</h2>}
      <KeyInput
        label="Private key"
        hint="Or a public key, to compare it. Paste it, drop its file here, or choose the file. It is read in this page and sent nowhere."
        text={text}
        onKey={(next) => {
          key.current = next;
          setText(typeof next === 'string' ? next : '');
          void check();
        }}
      />
      {checked?.verdict.findings[0]?.cause === ENCRYPTED && <Passphrase onPassphrase={(one) => void check(one)} />}
      <div role="status" class="stack tight" ref={told}>
        {checked && <Told checked={checked} application={application} />}
        {problem && <Failure problem={problem} />}
      </div>
    </section>
  );
}

const ENCRYPTED = 'key-passphrase-wrong';

/** Tried in this page by the browser, and kept nowhere. */
function Passphrase({ onPassphrase }: { readonly onPassphrase: (passphrase: string) => void }) {
  return (
    <form
      class="row passphrase"
      onSubmit={(event) => {
        event.preventDefault();
        onPassphrase(String(new FormData(event.currentTarget as HTMLFormElement).get('passphrase')));
      }}
    >
      <Field label="Its passphrase" name="passphrase" type="password" autocomplete="off" required />
      <button type="submit" class="button">
        Open the key
      </button>
    </form>
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
      {place && <Place place={place} isPublic={verdict.type === 'public'} application={application} />}
    </>
  );
}

interface PlaceProps {
  readonly place: KeyPlace;
  /** A public key was given, to compare it: it signs nothing. */
  readonly isPublic: boolean;
  readonly application: Application;
}

function Place({ place, isPublic, application }: PlaceProps) {
  const edit = `/applications/${application.id}/edit`;
  if (place.kind === 'nowhere') {
    return (
      <p class="note rejected">
        <span>
          <Icon name="cross" /> <strong>No application of this account has it.</strong>{' '}
          {isPublic ? 'Compare its fingerprint with those above' : 'Sign with the private key of a fingerprint above'},
          or add {isPublic ? 'it' : 'its public half'} under <a href={edit}>Edit</a>.
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
          , <code>{id}</code>. {isPublic ? 'Its private key signs' : 'Sign with it'} under that application_id.
        </span>
      </p>
    );
  }
  return <OwnKey ownKey={place.key} isPublic={isPublic} edit={edit} />;
}

interface OwnKeyProps {
  readonly ownKey: ApplicationKey;
  readonly isPublic: boolean;
  readonly edit: string;
}

function OwnKey({ ownKey, isPublic, edit }: OwnKeyProps) {
  const signed = isPublic ? 'Tokens signed with its private key' : 'Tokens signed with it';
  switch (ownKey.state) {
    case 'active':
      return (
        <p class="note accepted">
          <span>
            <Icon name="check" /> <strong>It is {isPublic && 'the public half of '}the key in use.</strong> {signed} are
            accepted.
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
            <Icon name="alert" /> <strong>Its pair was generated but is not saved.</strong> {signed} are rejected until
            you choose Save changes under <a href={edit}>Edit</a>.
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
            . {signed} are rejected.
          </span>
        </p>
      );
  }
}
