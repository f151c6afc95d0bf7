import { useState } from 'preact/hooks';
import { chooseScheme, chosenScheme, type Scheme } from '../../browser/scheme.ts';

const SCHEMES: readonly (readonly [Scheme, string])[] = [
  ['system', 'Same as the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

export function SchemeChoice() {
  const [scheme, setScheme] = useState(chosenScheme());
  return (
    <div class="card stack tight" role="radiogroup" aria-labelledby="colours">
      <h2 id="colours">Colours, in this browser</h2>
      {SCHEMES.map(([value, label]) => (
        <label class="choice" key={value}>
          <input
            type="radio"
            name="scheme"
            checked={scheme === value}
            onChange={() => {
              chooseScheme(value);
              setScheme(value);
            }}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}
