import { useId } from 'preact/hooks';
import { isJsonObject, parseJson } from '../../../core/encoding/json.ts';
import { readWholeKeySet } from '../../../core/keys/key-set.ts';
import { visible } from '../../../core/prose/visible.ts';
import { KeyInput } from '../../parts/key-input.tsx';
import type { AskedKeys } from '../../server/ask-keys.ts';
import { AskAddress } from './ask-address.tsx';

interface Props {
  /** Texts of key sets, the newest first. */
  readonly sets: readonly string[];
  readonly onSets: (sets: readonly string[]) => void;
  /** Where the issuer of the token publishes its keys. */
  readonly suggested: string | undefined;
  readonly onAsked: (keys: AskedKeys) => void;
}

const MOST_SETS = 4;

/** The key set that the API verifies with, and older ones of the same issuer: then a rotation is told. */
export function KeySets({ sets, onSets, suggested, onAsked }: Props) {
  const shown = sets.length === 0 ? [''] : sets;
  const change = (at: number, text: string) => {
    const next = shown.map((one, i) => (i === at ? text : one));
    // An empty field at the end is there to be filled; an older set that was emptied is gone.
    onSets(next.length === 1 && text === '' ? [] : next.filter((one, i) => i === 0 || i !== at || one !== ''));
  };
  return (
    <>
      {shown.map((text, at) => (
        <SetField key={at} text={text} isNewest={at === 0} onText={(next) => change(at, next)} />
      ))}
      <AskAddress suggested={suggested} onKeys={onAsked} />
      {sets.length > 0 && sets.length < MOST_SETS && sets.at(-1) !== '' && (
        <div>
          <button type="button" class="button small" onClick={() => onSets([...sets, ' '])}>
            Add an older key set, to see a rotation
          </button>
        </div>
      )}
    </>
  );
}

interface FieldProps {
  readonly text: string;
  readonly isNewest: boolean;
  readonly onText: (text: string) => void;
}

function SetField({ text, isNewest, onText }: FieldProps) {
  const id = useId();
  const told = tellOf(text);
  return (
    <div aria-describedby={id}>
      <KeyInput
        label={isNewest ? 'Key set (JWKS)' : 'Older key set (JWKS)'}
        hint="As the issuer publishes it: paste it, drop its file here, or choose the file. It is used in this page and sent nowhere."
        text={text.trim() === '' ? '' : text}
        onKey={(key) => onText(typeof key === 'string' ? key : new TextDecoder().decode(key))}
      />
      <div id={id} role="status" class="small">
        {told}
      </div>
    </div>
  );
}

/** How many keys a set has; or what stands there instead, with the way to the set. */
function tellOf(text: string) {
  if (text.trim() === '') return null;
  const set = readWholeKeySet(text);
  if ('keys' in set) {
    const { length } = set.keys;
    return <span class="muted">{length === 1 ? '1 key is read.' : `${length} keys are read.`}</span>;
  }
  const { value } = parseJson(text);
  const link = isJsonObject(value) && typeof value['jwks_uri'] === 'string' ? value['jwks_uri'] : undefined;
  if (link !== undefined && /^https?:/i.test(link)) {
    return (
      <p class="note unsure">
        This is the discovery document of an issuer, and holds no keys. They are at{' '}
        <a href={link} target="_blank" rel="noreferrer">
          {visible(link)}
        </a>
        : open it, and paste what it shows here.
      </p>
    );
  }
  const isPem = text.includes('-----BEGIN ');
  return (
    <p class="note rejected">
      {isPem
        ? 'This is a PEM text: it belongs into Public key, above.'
        : `This is ${visible(set.instead)}. Expected a JWK Set: {"keys": [ … ]}.`}
    </p>
  );
}
