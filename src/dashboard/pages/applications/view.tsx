import './applications.css';
import './keys.css';
import { Fragment } from 'preact';
import { useEffect } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { PageProps } from '../../browser/page-props.ts';
import { onChangeElsewhere } from '../../browser/tabs.ts';
import { Ago } from '../../parts/ago.tsx';
import { Bone } from '../../parts/bone.tsx';
import { Failure } from '../../parts/failure.tsx';
import { Machine } from '../../parts/machine.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { keyFileName } from '../../parts/private-key-once.tsx';
import { useLoaded, useReloadOnReturn } from '../../server/api.ts';
import { activeOf, draftOf, readWhole, type Whole } from '../../server/applications.ts';
import { type HistoryEntry, readHistory } from '../../server/audit-log.ts';
import { useRole } from '../../server/session.ts';
import { CapabilityFacts } from './capability-facts.tsx';
import { CheckKey } from './check-key.tsx';
import { DeleteApplication } from './delete.tsx';
import { KeyList } from './key-list.tsx';
import { MintCode } from './mint-code.tsx';
import { RequestsOfDay } from './requests-of-day.tsx';
import { EVERY_SETTING } from './settings.tsx';
import { UnsavedPair } from './unsaved-pair.tsx';

/** One application: what it is, its keys and their life, and whether a private key belongs to it. */
export default function ApplicationPage({ params }: PageProps) {
  const id = params['id'] ?? '';
  const loaded = useLoaded(id, async (signal) => {
    // Together, so that nothing moves when the second comes.
    const [whole, history] = await Promise.all([readWhole(id, signal), readHistory(id, signal)]);
    return { value: { whole, history }, etag: undefined };
  });
  useReloadOnReturn(loaded.reload);
  useEffect(() => onChangeElsewhere((changed) => changed === id && loaded.reload()), [id]);
  if (loaded.state === 'failed') {
    return (
      <>
        <PageHead title="Application" above={<a href="/applications">Applications</a>} />
        <Failure problem={loaded.problem} retry={loaded.reload} />
      </>
    );
  }
  if (loaded.state === 'loading') return <Waiting />;
  return (
    <>
      {loaded.problem && <Failure problem={loaded.problem} retry={loaded.reload} />}
      <Shown {...loaded.value} reload={loaded.reload} />
    </>
  );
}

interface ShownProps {
  readonly whole: Whole;
  readonly history: readonly HistoryEntry[];
  readonly reload: () => void;
}

function Shown({ whole, history, reload }: ShownProps) {
  const { application, keys } = whole;
  const { id, name, created_at, updated_at, capabilities } = application;
  const draft = draftOf(keys);
  const active = activeOf(keys);
  const keyFile = active ? keyFileName(name, active.fingerprint) : 'private.key';
  const mayWrite = useRole() !== 'viewer';
  return (
    <>
      <PageHead title={visible(name)} above={<a href="/applications">Applications</a>}>
        <a class="button" href={`/try?application=${id}`}>
          Try it
        </a>
        {mayWrite && (
          <a class="button primary" href={`/applications/${id}/edit`}>
            Edit
          </a>
        )}
      </PageHead>
      <div class="stack wide">
        <section class="stack" aria-labelledby="about">
          <h2 id="about" class="unseen">
            About
          </h2>
          <dl class="facts card">
            <dt>Application id</dt>
            <dd>
              <Machine text={id} name="the application id" />
            </dd>
            <dt>Sign a token</dt>
            <dd>
              <Machine text={`mintmark mint --app ${id} --key ${keyFile}`} name="the command" />
            </dd>
            <dt>Created</dt>
            <dd>
              <Ago at={created_at} />
            </dd>
            <dt>Changed</dt>
            <dd>
              <Ago at={updated_at} />
            </dd>
            {EVERY_SETTING.map(([setting, { term, words, read }]) => {
              const text = words(read(application));
              if (text === '') return null;
              return (
                <Fragment key={setting}>
                  <dt>{term}</dt>
                  <dd class="note-text">{text}</dd>
                </Fragment>
              );
            })}
          </dl>
        </section>
        <RequestsOfDay id={id} />
        <KeyList whole={whole} history={history} reload={reload} />
        <MintCode application={application} />
        <CheckKey application={application} keys={keys} />
        <CapabilityFacts capabilities={capabilities} />
        <DeleteApplication whole={whole} />
      </div>
      {draft && mayWrite && <UnsavedPair application={application} draft={draft} reload={reload} />}
    </>
  );
}

const WAITED_FOR = ['Application id', 'Sign a token', 'Created', 'Changed'];

function Waiting() {
  return (
    <div aria-hidden="true">
      <div class="page-head">
        <div>
          <div class="crumbs">Applications</div>
          <div class="bone-heading">
            <Bone columns={20} />
          </div>
        </div>
      </div>
      <dl class="facts card">
        {[...WAITED_FOR, ...EVERY_SETTING.flatMap(([, { term, isLabel }]) => (isLabel ? [] : term))].map((name) => (
          <>
            <dt>{name}</dt>
            <dd>
              <Bone columns={30} />
            </dd>
          </>
        ))}
      </dl>
    </div>
  );
}
