/** A library or a program that sends requests, and how its people work with the Authorization header. */
export interface Client {
  readonly id: string;
  readonly name: string;
  /** In what it prints: its own name, or frames of its stack. */
  readonly prints: RegExp;
  /** The line that sets the header. */
  readonly sets: string;
  /** The line that takes a line ending off a token. */
  readonly trims: string;
}

const JS_TRIM = 'token.trim()';
const PYTHON_TRIM = 'token.strip()';
const JAVA_TRIM = 'token.strip()';

/** The special before the general: a wrapper prints what it wraps. */
export const CLIENTS: readonly Client[] = [
  {
    id: 'axios',
    name: 'axios',
    prints: /\baxios/i,
    sets: 'axios.get(url, { headers: { Authorization: `Bearer $' + '{token}` } })',
    trims: JS_TRIM,
  },
  {
    id: 'got',
    name: 'got',
    prints: /\bgot\/dist|\bRequestError: |node_modules\/got\b|user-agent\W+got\b/i,
    sets: 'got(url, { headers: { authorization: `Bearer $' + '{token}` } })',
    trims: JS_TRIM,
  },
  {
    id: 'fetch',
    name: 'fetch',
    prints: /\bundici\b|\bfetch\(|\bnode-fetch\b|Headers\.(?:append|set|constructor)|'Headers'|'XMLHttpRequest'/,
    sets: 'fetch(url, { headers: { Authorization: `Bearer $' + '{token}` } })',
    trims: JS_TRIM,
  },
  {
    id: 'httpx',
    name: 'httpx',
    prints: /\bhttpx\b|\bh11\b/i,
    sets: 'httpx.Client(headers={"Authorization": f"Bearer {token}"})',
    trims: PYTHON_TRIM,
  },
  {
    id: 'aiohttp',
    name: 'aiohttp',
    prints: /\baiohttp\b/i,
    sets: 'aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"})',
    trims: PYTHON_TRIM,
  },
  {
    id: 'requests',
    name: 'requests',
    prints: /\brequests\.(?:exceptions|sessions|models|adapters)|python-requests|\burllib3\b|Client Error: \w/i,
    sets: 'requests.get(url, headers={"Authorization": f"Bearer {token}"})',
    trims: PYTHON_TRIM,
  },
  {
    id: 'guzzle',
    name: 'Guzzle',
    prints: /\bguzzle|` resulted in a `\d{3} /i,
    sets: "$client->get($url, ['headers' => ['Authorization' => 'Bearer ' . $token]])",
    trims: 'trim($token)',
  },
  {
    id: 'okhttp',
    name: 'OkHttp',
    prints: /\bokhttp|\bretrofit2?\b/i,
    sets: 'new Request.Builder().header("Authorization", "Bearer " + token)',
    trims: JAVA_TRIM,
  },
  {
    id: 'feign',
    name: 'Feign',
    prints: /\bfeign\b|\] during \[[A-Z]+\] to \[/i,
    sets: 'RequestInterceptor: template.header("Authorization", "Bearer " + token)',
    trims: JAVA_TRIM,
  },
  {
    id: 'webclient',
    name: 'WebClient',
    prints: /WebClientResponseException|\b40[13] \w+ from [A-Z]+ http/,
    sets: 'WebClient.builder().defaultHeaders(headers -> headers.setBearerAuth(token))',
    trims: JAVA_TRIM,
  },
  {
    id: 'resttemplate',
    name: 'RestTemplate',
    prints: /RestTemplate|HttpClientErrorException|RestClient\b/,
    sets: 'headers.setBearerAuth(token), in an HttpEntity or a ClientHttpRequestInterceptor',
    trims: JAVA_TRIM,
  },
  {
    id: 'java',
    name: 'HttpClient of Java',
    prints: /\bjava\.(?:net|lang)\.|jdk\.internal\.net\.http/,
    sets: 'HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token)',
    trims: JAVA_TRIM,
  },
  {
    id: 'dotnet',
    name: 'HttpClient of .NET',
    prints: /\bSystem\.(?:Net\.Http|FormatException|ArgumentException)|RequestUri: '/,
    sets: 'client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token)',
    trims: 'token.Trim()',
  },
  {
    id: 'go',
    name: 'net/http of Go',
    prints: /\bnet\/http\b|\bGo-http-client\b/,
    sets: 'req.Header.Set("Authorization", "Bearer "+token)',
    trims: 'strings.TrimSpace(token)',
  },
  {
    id: 'faraday',
    name: 'Faraday',
    prints: /\bfaraday\b/i,
    sets: "conn.request :authorization, 'Bearer', token",
    trims: 'token.strip',
  },
  {
    id: 'node',
    name: 'node:http',
    prints: /\bClientRequest\b|ERR_INVALID_CHAR|node:_http/,
    sets: 'http.request(url, { headers: { Authorization: `Bearer $' + '{token}` } })',
    trims: JS_TRIM,
  },
];

export function clientById(id: string | undefined): Client | undefined {
  return id === undefined ? undefined : CLIENTS.find((client) => client.id === id);
}

/** The client whose error or log a text is. */
export function clientIn(text: string): Client | undefined {
  return CLIENTS.find(({ prints }) => prints.test(text));
}
