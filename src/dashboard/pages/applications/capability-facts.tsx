import { visible } from '../../../core/prose/visible.ts';
import type { Capabilities } from '../../../wire/capabilities.ts';

/** What an application may do, and where its webhooks go. */
export function CapabilityFacts({ capabilities }: { readonly capabilities: Capabilities }) {
  const names = Object.keys(capabilities);
  return (
    <section class="stack" aria-labelledby="capabilities">
      <h2 id="capabilities">Capabilities</h2>
      {names.length === 0 ? (
        <p class="muted">None: every product rejects the tokens of this application. Choose some under Edit.</p>
      ) : (
        <dl class="facts card">
          {names.map((name) => (
            <>
              <dt>{visible(name)}</dt>
              <dd>{hooksOf(capabilities, name)}</dd>
            </>
          ))}
        </dl>
      )}
    </section>
  );
}

function hooksOf(capabilities: Capabilities, name: string) {
  const hooks = Object.entries(capabilities[name]?.webhooks ?? {}).filter(([, hook]) => hook?.address);
  if (hooks.length === 0) return 'on';
  return (
    <ul class="plain">
      {hooks.map(([hook, { address, http_method }]) => (
        <li key={hook}>
          <span class="muted">{visible(hook)}</span> {http_method && <code>{visible(String(http_method))}</code>}{' '}
          <code>{visible(String(address))}</code>
        </li>
      ))}
    </ul>
  );
}
