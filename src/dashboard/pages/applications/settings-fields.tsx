import { Field } from '../../parts/field.tsx';
import { CapabilityFields, WEBHOOK_FIELDS } from './capability-fields.tsx';
import { EVERY_SETTING } from './settings.tsx';
import type { Values } from './values.ts';

interface Props {
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  /** What is wrong with the field that is sent under this name. */
  readonly faultOf: (name: string) => string | undefined;
  /** The privacy setting was never chosen, and blocks Save. */
  readonly isPrivacyDue?: boolean;
}

/** The fields here that say themselves what is wrong with them. */
export const SETTINGS_FIELDS = ['name', ...WEBHOOK_FIELDS];

/** Name, environment, note, capabilities, privacy and use of jti: what POST and PUT of an application take, but for keys. */
export function SettingsFields({ values, onChange, faultOf, isPrivacyDue = false }: Props) {
  const settingsIn = (labels: boolean) =>
    EVERY_SETTING.filter(([, { isLabel = false }]) => isLabel === labels).map(([name, { Input }]) => (
      <Input
        key={name}
        value={values[name]}
        isDue={isPrivacyDue}
        onChange={(value) => onChange({ ...values, [name]: value })}
      />
    ));
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
            fault={faultOf('name')}
            onInput={(name) => onChange({ ...values, name })}
          />
        </div>
        {settingsIn(true)}
      </section>
      <CapabilityFields
        capabilities={values.capabilities}
        faultOf={faultOf}
        onChange={(capabilities) => onChange({ ...values, capabilities })}
      />
      <section class="card stack" aria-labelledby="more-settings">
        <h2 id="more-settings">More settings</h2>
        {settingsIn(false)}
      </section>
    </>
  );
}
