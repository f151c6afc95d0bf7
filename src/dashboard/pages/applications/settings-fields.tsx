import { Field } from '../../parts/field.tsx';
import { CapabilityFields } from './capability-fields.tsx';
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
            hint="For people; it need not be unique."
            value={values.name}
            maxLength={255}
            fault={nameFault}
            onInput={(name) => onChange({ ...values, name })}
          />
        </div>
        <fieldset id="privacy" class="stack tight" data-due={isPrivacyDue || undefined} tabIndex={-1}>
          <legend class="legend">Privacy: may content be used to improve AI models?</legend>
          {isPrivacyDue && (
            <p class="note unsure">
              This application is older than this setting. It has to be chosen once, before anything is saved: a new key
              pair is not saved without it either.
            </p>
          )}
          <Choice
            name="privacy"
            isChosen={values.improveAi === false}
            onChoose={() => onChange({ ...values, improveAi: false })}
            label="No"
          />
          <Choice
            name="privacy"
            isChosen={values.improveAi === true}
            onChoose={() => onChange({ ...values, improveAi: true })}
            label="Yes"
          />
        </fieldset>
        <label class="choice">
          <input
            type="checkbox"
            checked={values.singleUse}
            onChange={({ currentTarget }) => onChange({ ...values, singleUse: currentTarget.checked })}
          />
          <span>
            Each jti may be used once only
            <small>A token that was sent before is then rejected. Left off, a token is good until it ends.</small>
          </span>
        </label>
      </section>
      <CapabilityFields
        capabilities={values.capabilities}
        onChange={(capabilities) => onChange({ ...values, capabilities })}
      />
    </>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ name, label, isChosen, onChoose }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="radio" name={name} checked={isChosen} onChange={onChoose} />
      <span>{label}</span>
    </label>
  );
}
