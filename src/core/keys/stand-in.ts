/** What stands in the place of a key: a reference that something was to resolve, or a file that is still encrypted. */
export interface StandIn {
  /** After "looks like": `the ARN of a secret of AWS`. */
  readonly what: string;
  /** The step that turns it into the key. */
  readonly next: string;
}

type Row = readonly [pattern: RegExp, what: string, next: string];

/** Whole texts, each of one line. */
const REFERENCES: readonly Row[] = [
  [
    /^\$\{\{.*\}\}$/,
    'an expression of a workflow, such as ${{ secrets.NAME }}, that nothing replaced',
    'Use it inside the workflow file, in env or with: elsewhere nothing expands it.',
  ],
  [
    /^(?:\$\{[\w.:-]+\}|\$\([\w. -]+\)|%[A-Za-z_]\w*%|\{\{[^{}]+\}\}|<%=?.*%>)$/,
    'a placeholder of a template that was not replaced',
    'Let the template be expanded before the program reads the value.',
  ],
  [
    /^arn:aws[\w-]*:[\w-]+:[\w-]*:\d*:\S+$/,
    'the ARN of a secret in AWS, not its value',
    'Fetch the value: aws secretsmanager get-secret-value, or let the platform inject it (valueFrom).',
  ],
  [
    /^projects\/[\w-]+\/secrets\/\S+$/,
    'the name of a secret in Google Secret Manager, not its value',
    'Fetch the value: gcloud secrets versions access latest --secret NAME.',
  ],
  [
    /^@Microsoft\.KeyVault\(.*\)$/i,
    'a Key Vault reference that was not resolved',
    'Check in the portal that the reference resolves: the identity of the app needs access to the vault.',
  ],
  [
    /^(?:op|vault|sm|sops|bws|infisical|doppler|awssm|gcpsm|azkv|secretref|ref\+\w+):\/{0,2}\S+$/i,
    'a reference to a secret manager that was not resolved',
    'Start the program through the tool that resolves it, such as: op run -- COMMAND.',
  ],
  [
    /^[*•x.]{3,}$|^\[?(?:REDACTED|MASKED|FILTERED|HIDDEN|SECRET)\]?$/i,
    'what a log shows for a hidden (masked) value',
    'Copy the key from where it is kept: a log never has it.',
  ],
  [
    /^(?:process\.env|os\.environ|os\.getenv|ENV|System\.getenv|getenv|env)\b[\w.[\]("')]*$/,
    'code that reads an environment variable, as text',
    'Let the program run it, without quotation marks around it.',
  ],
  [
    /^(?:change[-_ ]?me|replace[-_ ]?(?:me|this).*|(?:your|paste|insert|put|add)[-_ ].*|.*[-_ ]here|todo|tbd|dummy|placeholder|\(?empty\)?|my[-_ ]?(?:private|public|secret)[-_ ]?key)$/i,
    'a placeholder from an example',
    'Put the key itself there: the lines from -----BEGIN to -----END.',
  ],
  [
    /^(?:ssm:\/?|https:\/\/[\w-]+\.vault\.azure\.net\/(?:secrets|keys)\/|secrets?:\/\/)\S+$/i,
    'the address of a secret, not its value',
    'Fetch the value where the program starts, or let the platform inject it.',
  ],
  [
    /^AQICAH[\w+/=]{40,}$/,
    'a ciphertext of AWS KMS, in base64',
    'Decrypt it first: aws kms decrypt --ciphertext-blob fileb://FILE.',
  ],
  [
    /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/,
    'the name of an environment variable, not its value',
    'Read the variable of that name: process.env.NAME, os.environ["NAME"], $NAME.',
  ],
];

/** Beginnings of files that are still encrypted. */
const ENCRYPTED: readonly Row[] = [
  [
    /^Salted__/,
    'a file that openssl enc encrypted',
    'Decrypt it first: openssl enc -d with the cipher, password and options it was encrypted with.',
  ],
  [
    /^U2FsdGVkX1/,
    'a file that openssl enc encrypted, in base64',
    'Decrypt it first: openssl enc -d -base64 with the cipher, password and options it was encrypted with.',
  ],
  [
    /^(?:age-encryption\.org\/|-----BEGIN AGE ENCRYPTED FILE-----)/,
    'a file that age encrypted',
    'Decrypt it first: age -d -i IDENTITY FILE.',
  ],
  [/^\$ANSIBLE_VAULT;/, 'a file that ansible-vault encrypted', 'Decrypt it first: ansible-vault view FILE.'],
  [/^\0?GITCRYPT/, 'a file that git-crypt encrypted', 'Unlock the clone first: git-crypt unlock.'],
  [/^version https:\/\/git-lfs/, 'a pointer of Git LFS, not the file', 'Fetch the file: git lfs pull.'],
  [/^-----BEGIN PGP MESSAGE-----/, 'a message that PGP encrypted', 'Decrypt it first: gpg --decrypt FILE.'],
  [/^ENC\[AES256_GCM,/, 'a value that sops encrypted', 'Decrypt it first: sops --decrypt FILE.'],
];

/** Anywhere near the beginning of a file of several members. */
const INSIDE: readonly Row[] = [
  [/\bENC\[AES256_GCM,data:/, 'a file that sops encrypted', 'Decrypt it first: sops --decrypt FILE.'],
  [
    /\$ANSIBLE_VAULT;/,
    'a file with a value that ansible-vault encrypted',
    'Decrypt the value first: ansible-vault decrypt.',
  ],
  [
    /^\{[^{}]*"(?:secretKeyRef|valueFrom|secretRef|\$ref)"\s*:/,
    'a reference to a secret, in JSON',
    'Let the platform resolve it (Kubernetes: env with valueFrom), so that the variable has the key.',
  ],
  [
    /^\{\s*"ARN"\s*:\s*"arn:aws/,
    'the answer of AWS about a secret, not the secret alone',
    'Take SecretString out of it: aws secretsmanager get-secret-value --query SecretString --output text.',
  ],
];

/** A PEM whose body was left out, as documents show it. */
const LEFT_OUT = /^-----BEGIN [A-Z ]+-----(?:\s|\\n|\\r)*([\s\S]{0,200}?)(?:\s|\\n|\\r)*-----END [A-Z ]+-----/;
const NO_BODY =
  /^(?:\.{2,}|…|\[\.{3}\]?|[xX*]{3,}|<[^>]*>|\$\{?[\w.]+\}?|(?:your|paste|insert|my)[-_ ].*|[A-Za-z0-9+/=]{0,80}\s*(?:\.{3}|…)[\s\S]*)$/i;

/** Longer texts are no reference. */
const LONGEST_REFERENCE = 512;

/** `undefined` for a text that may be a key. Of the text itself nothing is repeated. */
export function standInFor(text: string): StandIn | undefined {
  // A byte order mark counts as white space.
  const start = text.trimStart();
  const whole = start.length <= LONGEST_REFERENCE ? unquoted(start.trim()) : '';
  // mutants: it is short, wherever it is looked for
  const [, body = ''] = LEFT_OUT.exec(start.slice(0, LONGEST_REFERENCE)) ?? [];
  if (NO_BODY.test(body)) {
    return {
      what: 'an example: between its BEGIN and END lines there is no key',
      next: 'Put the key itself there: some twenty lines of base64, from where the key was generated.',
    };
  }
  const found =
    ENCRYPTED.find(([pattern]) => pattern.test(start)) ?? // mutants: no text begins in two ways
    INSIDE.find(([pattern]) => pattern.test(start.slice(0, 8192))) ?? // mutants: nor is one encrypted twice
    REFERENCES.find(([pattern]) => pattern.test(whole));
  return found && { what: found[1], next: found[2] };
}

function unquoted(text: string): string {
  // mutants: what is empty stands for nothing
  return /^(["'`]).*\1$/.test(text) ? text.slice(1, -1).trim() : text;
}
