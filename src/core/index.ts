export type * from './diagnosis/report.ts';
export { decodeBase64url, encodeBase64url } from './encoding/base64url.ts';
export * from './encoding/json.ts';
export { decodeUtf8, encodeUtf8 } from './encoding/utf8.ts';
export { readToken, signingInput } from './jws/read-token.ts';
export type * from './jws/reading.ts';
export { spanOf, spanOfBytes, type TokenSpan } from './jws/span.ts';
