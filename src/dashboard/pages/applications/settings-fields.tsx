import { Field } from '../../parts/field.tsx';
import { CapabilityFields } from './capability-fields.tsx';
import { EVERY_SETTING } from './settings.tsx';
import type { Values } from './values.ts';

interface Props {
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly nameFault?: string | undefined;
  /** The privacy setting was never chosen, and blocks Save. */
  readonly isPrivacyDue?: boolean;
}

/** Name, privacy, use of jti and capabilities: what POST and PUT of an application take, but for keys. */
export function SettingsFields({ values, onChange, nameFault, isPrivacyDue = false }: Props) {
  return (
    <>
      <section class="card stack" aria-labelledby="settings">
        <h2 id="settings">Settings</h2>
        <div id="name">
          <Field
            label="Name"
            hint="For people; it does not have to be unique."
            value={values.name}
            maxLength={255}
            fault={nameFault}
            onInput={(name) => onChange({ ...values, name })}
          />
        </div>
        {EVERY_SETTING.map(([name, { Input }]) => (
          <Input
            key={name}
            value={values[name]}
            isDue={isPrivacyDue}
            onChange={(value) => onChange({ ...values, [name]: value })}
          />
        ))}
      </section>
      <CapabilityFields
        capabilities={values.capabilities}
        onChange={(capabilities) => onChange({ ...values, capabilities })}
      />
    </>
  );
}
