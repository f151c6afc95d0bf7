import { Fragment } from 'preact';
import type { ApplicationKey } from '../../../wire/application-keys.ts';
import type { KeyUses } from '../../../wire/key-uses.ts';
import { tellSaved } from '../../browser/tabs.ts';
import { relativeTime } from '../../browser/time-words.ts';
import { Ago } from '../../parts/ago.tsx';
import { ask } from '../../parts/ask.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { Machine } from '../../parts/machine.tsx';
import { useSubmission } from '../../parts/submission.ts';
import { say } from '../../parts/toasts.tsx';
import { whoWords } from '../../parts/who-words.ts';
import { useAnswer, useReloadOnReturn } from '../../server/api.ts';
import { revoke, type Whole } from '../../server/applications.ts';
import { authorsOf, type HistoryEntry, type KeyAuthors } from '../../server/audit-log.ts';
import { useRole } from '../../server/session.ts';
import { KeyLabel } from './key-label.tsx';
import { HoursTable, KeyUsesOf } from './key-uses.tsx';
import { EnvironmentTag } from './label-fields.tsx';
import { DISCARDING } from './unsaved-pair.tsx';

/** Each state with its drawing and its word, so that none is told by colour alone. */
const STATES = {
  draft: { icon: 'alert', word: 'draft, not saved', means: 'Not accepted until it is saved.' },
  active: { icon: 'check', word: 'active', means: 'Tokens signed with its private key are accepted.' },
  retiring: { icon: 'pause', word: 'retiring', means: 'Replaced, but still accepted for a while.' },
  revoked: { icon: 'cross', word: 'revoked', means: 'Tokens signed with its private key are rejected.' },
} as const satisfies Record<ApplicationKey['state'], { icon: IconName; word: string; means: string }>;

interface ListProps {
  readonly whole: Whole;
  /** Who changed what of it. */
  readonly history: readonly HistoryEntry[];
  readonly reload: () => void;
}

/** The keys of an application as things with a life. Those that ended are folded away. */
export function KeyList({ whole, history, reload }: ListProps) {
  const { problem, submit } = useSubmission();
  const mayWrite = useRole() !== 'viewer';
  const uses = useAnswer('GET /v2/applications/:id/key-uses', { params: { id: whole.application.id } });
  useReloadOnReturn(uses.reload);
  const living = whole.keys.filter(({ state }) => state !== 'revoked');
  const ended = whole.keys.filter(({ state }) => state === 'revoked');
  const onRevoke = async (key: ApplicationKey) => {
    if (!(await ask(revocation(key, whole.keys)))) return;
    await submit(async () => {
      await revoke(whole.application.id, key);
      say(key.state === 'draft' ? 'The draft is discarded' : 'The key is revoked');
      tellSaved(whole.application.id);
    });
    reload();
  };
  const draw = (key: ApplicationKey) => (
    <KeyCard
      key={key.id}
      applicationKey={key}
      authors={authorsOf(history, key.fingerprint)}
      uses={uses.state === 'done' ? uses.value : undefined}
      applicationId={whole.application.id}
      reload={reload}
      onRevoke={() => void onRevoke(key)}
    />
  );
  return (
    <section class="stack" aria-labelledby="keys">
      <h2 id="keys">Keys</h2>
      {problem && <Failure problem={problem} />}
      {uses.state === 'failed' && <Failure problem={uses.problem} retry={uses.reload} />}
      {living.length === 0 && (
        <Empty title="No key in use">
          <p>Every token of this application is rejected until a public key is saved.</p>
          {mayWrite ? (
            <a class="button primary" href={`/applications/${whole.application.id}/edit`}>
              Edit, and generate a key pair
            </a>
          ) : (
            <p class="muted">An owner or a developer of the account can generate a key pair.</p>
          )}
        </Empty>
      )}
      <ul class="keys">{living.map(draw)}</ul>
      {ended.length > 0 && (
        <details>
          <summary>{ended.length === 1 ? '1 old key' : `${ended.length} old keys`}</summary>
          <ul class="keys">{ended.map(draw)}</ul>
        </details>
      )}
    </section>
  );
}

function standingOf({ state, activated_at }: ApplicationKey) {
  if (state !== 'revoked' || activated_at !== null) return STATES[state];
  return { icon: 'cross', word: 'discarded', means: 'A draft that was never saved.' } as const;
}

interface CardProps {
  readonly applicationId: string;
  readonly applicationKey: ApplicationKey;
  /** As far as the audit log goes back. */
  readonly authors: KeyAuthors;
  /** Of every key of the application; `undefined` while it is asked for. */
  readonly uses: KeyUses | undefined;
  readonly reload: () => void;
  readonly onRevoke: () => void;
}

function KeyCard({ applicationId, applicationKey: key, authors, uses, reload, onRevoke }: CardProps) {
  const { icon, word, means } = standingOf(key);
  const mayWrite = useRole() !== 'viewer';
  return (
    <li class={`key ${key.state}`}>
      <div class="row spread">
        <strong class="key-state">
          <Icon name={icon} /> {word}
          {key.state === 'retiring' && key.expires_at && (
            <>
              , expires <Ago at={key.expires_at} />
            </>
          )}
          <EnvironmentTag environment={key.environment} />
        </strong>
        {key.state !== 'revoked' && mayWrite && (
          <button type="button" class="button danger small" onClick={onRevoke}>
            {key.state === 'draft' ? 'Discard' : 'Revoke'}
          </button>
        )}
      </div>
      <div class="key-print">
        <Machine text={`SHA256:${key.fingerprint}`} name="the fingerprint" />
      </div>
      <p class="muted small">
        {means} {key.state === 'draft' ? 'Generated' : 'Created'} <Ago at={key.created_at} />
        {key.state !== 'draft' && ', '}
        {key.state !== 'draft' &&
          (key.last_used_at ? (
            <>
              last used <Ago at={key.last_used_at} />
            </>
          ) : (
            'not used yet'
          ))}
        {key.state === 'revoked' && key.ended_at && (
          <>
            , stopped working <Ago at={key.ended_at} />
          </>
        )}
        .
      </p>
      <Authors authors={authors} />
      <KeyLabel applicationId={applicationId} applicationKey={key} reload={reload} />
      <KeyUsesOf all={uses} fingerprint={key.fingerprint} />
      <HoursTable all={uses} fingerprint={key.fingerprint} />
      <details>
        <summary class="small">Public key</summary>
        <div class="with-copy">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
          <pre tabIndex={0}>{key.public_key}</pre>
          <Machine text={OPENSSL} name="the command that prints it from the private key" />
        </div>
      </details>
    </li>
  );
}

/** Who made it, saved it and revoked it, and when. */
function Authors({ authors: { made, saved, revoked } }: { readonly authors: KeyAuthors }) {
  const told = [
    { did: 'made by', act: made },
    { did: 'saved by', act: saved },
    { did: 'revoked by', act: revoked },
  ].flatMap(({ did, act }) => (act ? [{ did, act }] : []));
  if (told.length === 0) return null;
  return (
    <p class="muted small key-authors">
      {told.map(({ did, act }, index) => (
        <Fragment key={did}>
          {index > 0 && ', '}
          {did} {whoWords(act.by)} <Ago at={act.at} />
        </Fragment>
      ))}
      .
    </p>
  );
}

/** What the article of the 401 tells people to compare it with. */
const OPENSSL = 'openssl rsa -pubout -in private.key';

/** What is asked before a key ends: what breaks. */
function revocation(key: ApplicationKey, keys: readonly ApplicationKey[]) {
  if (key.state === 'draft') return DISCARDING;
  const others = keys.filter(({ id, state }) => id !== key.id && (state === 'active' || state === 'retiring'));
  const used = key.last_used_at
    ? `It was last used ${relativeTime(new Date(key.last_used_at), Date.now())}: whatever signs with it fails with 401 from now on.`
    : 'It was never used.';
  const rest =
    others.length === 0
      ? 'No other key is accepted, so every token of the application is rejected until another key is saved.'
      : 'Tokens signed with the other key are still accepted.';
  return {
    title: 'Revoke this key?',
    text: `${used} ${rest} A revoked key does not come back.`,
    yes: 'Revoke it now',
    no: 'Keep it',
    isDangerous: true,
  };
}
