/** Ids are matched exactly, in lower case; one in any other form is nobody's and is not looked up. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

export function isApiKey(text: string): boolean {
  return /^[A-Za-z0-9]{1,64}$/.test(text);
}
