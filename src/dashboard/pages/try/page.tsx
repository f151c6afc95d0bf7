import './try.css';
import { useEffect, useState } from 'preact/hooks';
import type { PrivateKey } from '../../../core/keys/key.ts';
import { visible } from '../../../core/prose/visible.ts';
import type { FoundApplications } from '../../../wire/application-search.ts';
import { setQuery, usePlace } from '../../browser/router.ts';
import { ApplicationChoice } from '../../parts/application-choice.tsx';
import { Bone } from '../../parts/bone.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Failure } from '../../parts/failure.tsx';
import { JsonField } from '../../parts/json-field.tsx';
import { Machine } from '../../parts/machine.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useLoaded } from '../../server/api.ts';
import { findApplications } from '../../server/applications.ts';
import type { Answer } from '../../server/exchange.ts';
import { type Rules, useRules } from '../../server/session.ts';
import { headerFor, jsonText, readMembers, signToken } from '../../token/sign-token.ts';
import { claimsOf, type Kind, kindsFor } from './claims.ts';
import { ExchangeView } from './exchange.tsx';
import { PrivateKeyChoice } from './private-key.tsx';
import { type Exchange, sendTo, TARGETS, targetFor } from './targets.ts';

/** Mints a token in the page and sends it to this server: request, response and explanation side by side. */
export default function TryPage() {
  const wanted = usePlace().query.get('application');
  const loaded = useLoaded(wanted ?? '', (signal) => firstOf(wanted, signal));
  const application = loaded.state === 'done' ? loaded.value : undefined;
  const rules = useRules();
  return (
    <>
      <PageHead
        title="Try it"
        below={
          <p class="muted">
            Mint a token here, by the rules of {rules?.title ?? 'this server'}, and send it to the sandbox or the gate
            of this server. Nothing is sent before you click, and no real message or call is made.
          </p>
        }
      />
      {loaded.state === 'failed' && <Failure problem={loaded.problem} retry={loaded.reload} />}
      {loaded.state === 'loading' && <Bone columns={40} />}
      {loaded.state === 'done' &&
        rules &&
        (application ? <Bench key={application.id} application={application} rules={rules} /> : <NoApplication />)}
    </>
  );
}

type Chosen = FoundApplications['applications'][number];

/** The one that is asked for, or else the newest. */
async function firstOf(wanted: string | null, signal: AbortSignal): Promise<Answer<Chosen | undefined>> {
  const named = wanted ? (await findApplications(wanted, signal)).find(({ id }) => id === wanted) : undefined;
  return { value: named ?? (await findApplications('', signal))[0], etag: undefined };
}

interface BenchProps {
  readonly application: Chosen;
  readonly rules: Rules;
}

function Bench({ application, rules }: BenchProps) {
  const [key, setKey] = useState<PrivateKey>();
  const [kind, setKind] = useState<Kind>('good');
  const [header, setHeader] = useState(() => jsonText({ alg: rules.algorithms[0] ?? 'RS256', typ: rules.typ }));
  const [claims, setClaims] = useState('');
  const [targetId, setTargetId] = useState(targetFor(rules).id);
  const [exchange, setExchange] = useState<Exchange>();
  const [fault, setFault] = useState('');
  const { id } = application;
  const fill = (next: Kind) => {
    setKind(next);
    setClaims(jsonText(claimsOf(next, id, Math.floor(Date.now() / 1000), rules)));
  };
  useEffect(() => fill('good'), [id]);
  const target = TARGETS.find((one) => one.id === targetId) ?? TARGETS[0];
  const take = (next: PrivateKey | undefined) => {
    setKey(next);
    if (next) setHeader(headerFor(header, next, rules.algorithms));
  };
  const go = async () => {
    setFault('');
    const [head, body] = [readMembers(header), readMembers(claims)];
    if (!head.ok) return setFault(`Header. ${head.fault}`);
    if (!body.ok) return setFault(`Claims. ${body.fault}`);
    if (!key) return setFault('You need a private key to sign: paste one, or generate a pair.');
    try {
      setExchange(await sendTo(target, await signToken(head.members, body.members, key)));
    } catch (error) {
      setFault(`No response: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <div class="stack wide try">
      <section class="stack tight" aria-labelledby="step-application">
        <h2 id="step-application">1. Application</h2>
        <ApplicationChoice label="Application" value={id} onValue={(next) => setQuery({ application: next })} />
        <Machine text={id} name="the application id" />
      </section>
      <section class="stack tight" aria-labelledby="step-key">
        <h2 id="step-key">2. Private key</h2>
        <PrivateKeyChoice application={application} onKey={take} />
      </section>
      <section class="stack" aria-labelledby="step-token">
        <h2 id="step-token">3. Token</h2>
        <div class="row">
          <label class="row">
            Claims
            <select
              class="input"
              value={kind}
              onChange={({ currentTarget }) => fill(currentTarget.value as Kind)}
              aria-label="Claims to start with"
            >
              {kindsFor(rules).map(([name, words]) => (
                <option key={name} value={name}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <button type="button" class="button small" onClick={() => fill(kind)}>
            Fill in again, with the current time
          </button>
        </div>
        <div class="two">
          <JsonField label="Header" part="header" text={header} onText={setHeader} />
          <JsonField label="Claims set" part="payload" text={claims} onText={setClaims} />
        </div>
      </section>
      <section class="stack" aria-labelledby="step-request">
        <h2 id="step-request">4. Request</h2>
        <div class="row">
          <label class="row">
            Request
            <select
              class="input"
              value={targetId}
              onChange={({ currentTarget }) => setTargetId(currentTarget.value)}
              aria-label="Request to send"
            >
              {TARGETS.map(({ id: one, name }) => (
                <option key={one} value={one}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <code>
            {target.method} {target.path}
          </code>
          <button type="button" class="button primary" onClick={() => void go()}>
            Sign and send
          </button>
        </div>
        {fault && (
          <p class="note rejected" role="alert">
            {visible(fault)}
          </p>
        )}
      </section>
      {exchange && <ExchangeView exchange={exchange} />}
    </div>
  );
}

function NoApplication() {
  return (
    <Empty title="No application to try">
      <p>A token names an application, and is signed with its private key.</p>
      <div>
        <a class="button primary" href="/applications/new">
          Create the first application
        </a>
      </div>
    </Empty>
  );
}
