import { isJsonObject, parseJson } from '../encoding/json.ts';

/** A member of a request body, form-urlencoded or JSON, as text; `undefined` where there is none. */
export function bodyMember(body: string, name: string): string | undefined {
  if (/^\s*\{/.test(body)) {
    const { value } = parseJson(body);
    const member = isJsonObject(value) ? value[name] : undefined;
    return typeof member === 'string' ? member : undefined;
  }
  for (const pair of body.trim().split('&')) {
    const at = pair.indexOf('=');
    if (at !== -1 && decodeFormText(pair.slice(0, at)) === name) return decodeFormText(pair.slice(at + 1));
  }
  return undefined;
}

/** What is not well-formed stays as it is. */
function decodeFormText(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
