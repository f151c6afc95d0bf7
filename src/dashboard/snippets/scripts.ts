import type { Snippet } from './snippet.ts';

export const node: Snippet = {
  id: 'node',
  title: 'Node',
  file: 'mint.mjs',
  run: 'node mint.mjs private.key',
  needs: 'Node 18 or later. No package.',
  code: ({ applicationId }) => `import { createPrivateKey, randomUUID, sign } from "node:crypto";
import { readFileSync } from "node:fs";

const applicationId = "${applicationId}";
const key = createPrivateKey(readFileSync(process.argv[2]));

const now = Math.floor(Date.now() / 1000);
const header = { alg: "RS256", typ: "JWT" };
const claims = { application_id: applicationId, iat: now, exp: now + 900, jti: randomUUID() };

const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");
const input = \`\${encode(header)}.\${encode(claims)}\`;
const signature = sign("sha256", Buffer.from(input), key).toString("base64url");
console.log(\`\${input}.\${signature}\`);
`,
};

export const python: Snippet = {
  id: 'python',
  title: 'Python',
  file: 'mint.py',
  run: 'python3 mint.py private.key',
  needs: 'PyJWT with cryptography: pip install "pyjwt[crypto]"',
  code: ({ applicationId }) => `import sys
import time
import uuid

import jwt

APPLICATION_ID = "${applicationId}"

with open(sys.argv[1]) as file:
    key = file.read()

now = int(time.time())
claims = {
    "application_id": APPLICATION_ID,
    "iat": now,
    "exp": now + 900,
    "jti": str(uuid.uuid4()),
}
print(jwt.encode(claims, key, algorithm="RS256"))
`,
};

export const php: Snippet = {
  id: 'php',
  title: 'PHP',
  file: 'mint.php',
  run: 'php mint.php private.key',
  needs: 'PHP 8 with the OpenSSL extension. No package.',
  code: ({ applicationId }) => `<?php
$applicationId = '${applicationId}';
$key = openssl_pkey_get_private(file_get_contents($argv[1]));

$encode = fn (string $bytes) => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
$now = time();
$header = ['alg' => 'RS256', 'typ' => 'JWT'];
$claims = [
    'application_id' => $applicationId,
    'iat' => $now,
    'exp' => $now + 900,
    'jti' => bin2hex(random_bytes(16)),
];

$input = $encode(json_encode($header)) . '.' . $encode(json_encode($claims));
if (!openssl_sign($input, $signature, $key, OPENSSL_ALGO_SHA256)) {
    exit(openssl_error_string() . PHP_EOL);
}
echo $input . '.' . $encode($signature) . PHP_EOL;
`,
};

export const ruby: Snippet = {
  id: 'ruby',
  title: 'Ruby',
  file: 'mint.rb',
  run: 'ruby mint.rb private.key',
  needs: 'Ruby 2.7 or later. No gem.',
  code: ({ applicationId }) => `require 'json'
require 'openssl'
require 'securerandom'

APPLICATION_ID = '${applicationId}'
key = OpenSSL::PKey.read(File.read(ARGV[0]))

def encode(bytes)
  [bytes].pack('m0').tr('+/', '-_').delete('=')
end

now = Time.now.to_i
header = { alg: 'RS256', typ: 'JWT' }
claims = { application_id: APPLICATION_ID, iat: now, exp: now + 900, jti: SecureRandom.uuid }

input = "#{encode(header.to_json)}.#{encode(claims.to_json)}"
puts "#{input}.#{encode(key.sign('SHA256', input))}"
`,
};

export const curl: Snippet = {
  id: 'curl',
  title: 'curl',
  file: 'call.sh',
  run: 'sh call.sh private.key',
  needs: 'A shell, openssl and curl. It mints a token, and sends a request with it.',
  code: ({ applicationId, url }) => `#!/bin/sh
set -eu
application_id='${applicationId}'

encode() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
now=$(date +%s)
header=$(printf '{"alg":"RS256","typ":"JWT"}' | encode)
claims=$(printf '{"application_id":"%s","iat":%d,"exp":%d,"jti":"%s"}' \\
  "$application_id" "$now" "$((now + 900))" "$(openssl rand -hex 16)" | encode)
signature=$(printf '%s.%s' "$header" "$claims" | openssl dgst -sha256 -sign "$1" -binary | encode)

curl -sS '${url}' -H "Authorization: Bearer $header.$claims.$signature"
`,
};
