import { useId } from 'preact/hooks';
import { visible } from '../../../core/prose/visible.ts';
import type { Capabilities, Capability } from '../../../wire/capabilities.ts';

interface HookShape {
  readonly name: string;
  readonly label: string;
  /** The first one is what is sent where nothing was chosen. */
  readonly methods: readonly string[];
}
interface CapabilityShape {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly hooks: readonly HookShape[];
}

const EITHER = ['POST', 'GET'];
const POST = ['POST'];

/** The capabilities that the Application API documents. Others that an application has are kept as they are. */
const KNOWN: readonly CapabilityShape[] = [
  {
    name: 'voice',
    title: 'Voice',
    about: 'Calls',
    hooks: [
      { name: 'answer_url', label: 'Answer URL', methods: ['GET', 'POST'] },
      { name: 'fallback_answer_url', label: 'Fallback answer URL', methods: ['GET', 'POST'] },
      { name: 'event_url', label: 'Event URL', methods: EITHER },
    ],
  },
  {
    name: 'messages',
    title: 'Messages',
    about: 'SMS, WhatsApp and the other channels',
    hooks: [
      { name: 'inbound_url', label: 'Inbound URL', methods: POST },
      { name: 'status_url', label: 'Status URL', methods: POST },
    ],
  },
  {
    name: 'verify',
    title: 'Verify',
    about: 'Codes that prove a number',
    hooks: [{ name: 'status_url', label: 'Status URL', methods: POST }],
  },
  {
    name: 'rtc',
    title: 'RTC',
    about: 'Users and conversations',
    hooks: [{ name: 'event_url', label: 'Event URL', methods: EITHER }],
  },
  { name: 'vbc', title: 'VBC', about: 'Business communications', hooks: [] },
  { name: 'video', title: 'Video', about: 'Video sessions', hooks: [] },
  { name: 'network_apis', title: 'Network APIs', about: 'SIM swap, number verification', hooks: [] },
];

const addressOf = (capability: string, hook: string) => `capabilities.${capability}.webhooks.${hook}.address`;

/** The names of the fields here, as the server tells what is wrong with them. */
export const WEBHOOK_FIELDS = KNOWN.flatMap(({ name, hooks }) => hooks.map((hook) => addressOf(name, hook.name)));

interface Props {
  readonly capabilities: Capabilities;
  readonly faultOf: (name: string) => string | undefined;
  readonly onChange: (capabilities: Capabilities) => void;
}

export function CapabilityFields({ capabilities, faultOf, onChange }: Props) {
  const unknown = Object.keys(capabilities).filter((name) => !KNOWN.some((known) => known.name === name));
  const change = (name: string, capability: Capability | undefined) => {
    const { [name]: _, ...others } = capabilities;
    onChange(capability ? { ...others, [name]: capability } : others);
  };
  return (
    <section class="card stack" aria-labelledby="capabilities">
      <h2 id="capabilities">Capabilities</h2>
      <p class="muted">What tokens of this application may be used for. Every URL is optional.</p>
      {KNOWN.map((shape) => (
        <CapabilityField
          key={shape.name}
          shape={shape}
          capability={capabilities[shape.name]}
          faultOf={faultOf}
          onChange={(capability) => change(shape.name, capability)}
        />
      ))}
      {unknown.length > 0 && (
        <p class="muted small">
          Kept unchanged: <code>{unknown.map(visible).join(', ')}</code>
        </p>
      )}
    </section>
  );
}

interface FieldProps {
  readonly shape: CapabilityShape;
  readonly capability: Capability | undefined;
  readonly faultOf: (name: string) => string | undefined;
  readonly onChange: (capability: Capability | undefined) => void;
}

function CapabilityField({ shape, capability, faultOf, onChange }: FieldProps) {
  return (
    <div class="stack tight capability">
      <label class="choice">
        <input
          type="checkbox"
          checked={capability !== undefined}
          onChange={({ currentTarget }) => onChange(currentTarget.checked ? {} : undefined)}
        />
        <span>
          {shape.title}
          <small>{shape.about}</small>
        </span>
      </label>
      {capability &&
        shape.hooks.map((hook) => (
          <HookField
            key={hook.name}
            title={shape.title}
            hook={hook}
            capability={capability}
            fault={faultOf(addressOf(shape.name, hook.name))}
            onChange={onChange}
          />
        ))}
    </div>
  );
}

interface HookProps {
  readonly title: string;
  readonly hook: HookShape;
  readonly capability: Capability;
  readonly fault: string | undefined;
  readonly onChange: (capability: Capability) => void;
}

function HookField({ title, hook, capability, fault, onChange }: HookProps) {
  const id = useId();
  const value = capability.webhooks?.[hook.name];
  const put = (change: { readonly address?: string; readonly http_method?: string }) => {
    const { [hook.name]: before, ...others } = capability.webhooks ?? {};
    const next = { http_method: hook.methods[0] ?? 'POST', ...before, ...change };
    const { webhooks: _, ...rest } = capability;
    const webhooks = next.address ? { ...others, [hook.name]: next } : others;
    onChange(Object.keys(webhooks).length > 0 ? { ...rest, webhooks } : rest);
  };
  return (
    <div class="hook">
      <label for={id}>
        <span class="unseen">{title}: </span>
        {hook.label}
      </label>
      <input
        id={id}
        class="input machine"
        type="url"
        placeholder="https://… (optional)"
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        value={value?.address ?? ''}
        onInput={({ currentTarget }) => put({ address: currentTarget.value.trim() })}
      />
      {hook.methods.length > 1 && (
        <select
          class="input"
          aria-label={`${title}: method of ${hook.label}`}
          value={value?.http_method ?? hook.methods[0] ?? 'POST'}
          disabled={!value?.address}
          onChange={({ currentTarget }) => put({ http_method: currentTarget.value })}
        >
          {hook.methods.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
      )}
      {fault !== undefined && (
        <span class="fault" id={`${id}-fault`}>
          {fault}
        </span>
      )}
    </div>
  );
}
