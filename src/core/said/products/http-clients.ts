import type { MessageEntry, Product } from '../../evidence/said.ts';

/** Where the value with its line ending is not printed: that it is in the token is the rule, a byte order mark the exception. */
const REFUSED: Pick<MessageEntry, 'means' | 'note' | 'decides'> = {
  means: { 'credentials-contain-whitespace': 8, 'bearer-scheme-malformed': 1 },
  note: 'the token has a line ending (usually at its end) or another character in it that no header may have',
  decides: {
    'credentials-contain-whitespace':
      'Print the value with its ends (as a quoted string) or its length: cut the line ending off where the token is read; printf %s instead of echo.',
  },
};

/** Clients that refuse to send a header, before any server is asked. */
export const httpClients: Product = {
  id: 'http-clients',
  name: 'HTTP clients',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-5.5',
  messages: [
    {
      id: 'fetch',
      says: [
        'is an invalid header value',
        'is not a legal HTTP header value',
        'is not a valid HTTP header field value',
      ],
      ...REFUSED,
      sample: 'TypeError: Headers.append: "Bearer x\n" is an invalid header value.',
    },
    {
      id: 'undici',
      says: 'UND_ERR_INVALID_ARG',
      ...REFUSED,
      sample: "InvalidArgumentError: invalid authorization header { code: 'UND_ERR_INVALID_ARG' }",
    },
    {
      id: 'requests-former',
      says: 'Invalid return character or leading space in header',
      ...REFUSED,
      sample: 'requests.exceptions.InvalidHeader: Invalid return character or leading space in header: Authorization',
    },
    {
      id: 'python',
      says: ['Illegal header value', 'Invalid header value b'],
      ...REFUSED,
      sample: "httpx.LocalProtocolError: Illegal header value b'Bearer x\\n'",
    },
    {
      id: 'aiohttp',
      says: ['Newline or carriage return detected in headers', 'null byte detected in headers'],
      ...REFUSED,
      sample: 'ValueError: Newline or carriage return detected in headers. Potential header injection attack.',
    },
    {
      id: 'java',
      says: ['Illegal character(s) in message header value', 'invalid header value:'],
      ...REFUSED,
      sample: 'java.lang.IllegalArgumentException: Illegal character(s) in message header value: Bearer x',
    },
    {
      id: 'okhttp',
      says: ['Unexpected char 0x0a', 'Unexpected char 0x0d', 'Unexpected char 0x0A'],
      ...REFUSED,
      sample: 'java.lang.IllegalArgumentException: Unexpected char 0x0a at 31 in authorization value',
    },
    {
      id: 'netty',
      says: ['a header value contains prohibited character', 'a header value contains a prohibited character'],
      ...REFUSED,
      sample: "java.lang.IllegalArgumentException: a header value contains prohibited character '\\n' at index 12.",
    },
    {
      id: 'dotnet',
      says: [
        'New-line characters are not allowed in header values',
        'New-line or NUL characters are not allowed in header values',
        'Specified value has invalid Control characters',
        'Specified value has invalid CRLF characters',
      ],
      ...REFUSED,
      sample: 'System.FormatException: New-line characters are not allowed in header values.',
    },
    {
      id: 'php',
      says: [
        'Header value must be RFC 7230 compatible',
        'is not valid header value',
        'Header may not contain more than a single header, new line detected',
      ],
      ...REFUSED,
      sample: 'InvalidArgumentException: Header value must be RFC 7230 compatible.',
    },
    {
      id: 'rust',
      says: ['InvalidHeaderValue', 'failed to parse header value'],
      ...REFUSED,
      sample: 'called `Result::unwrap()` on an `Err` value: InvalidHeaderValue',
    },
    {
      id: 'ruby',
      says: 'header field value cannot include CR/LF',
      ...REFUSED,
      sample: 'ArgumentError: header field value cannot include CR/LF',
    },
    {
      id: 'perl',
      says: 'Illegal characters in header',
      ...REFUSED,
      sample: 'Illegal characters in header value at LWP/Protocol/http.pm',
    },
    {
      id: 'grpc',
      says: ['metadata was invalid', 'Metadata string value'],
      ...REFUSED,
      sample: "ValueError: metadata was invalid: [('authorization', 'Bearer x\\n')]",
    },
    {
      id: 'elixir',
      says: ['invalid_header_value', 'invalid value for header'],
      ...REFUSED,
      sample: '** (Mint.HTTPError) invalid value for header (only visible ASCII): "authorization"',
    },
    {
      id: 'dart',
      says: 'Invalid HTTP header field value',
      ...REFUSED,
      sample: 'FormatException: Invalid HTTP header field value: "Bearer x\\n" (at character 9)',
    },
  ],
};
