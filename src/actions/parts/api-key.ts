/** Whether a text may be an API key: one in any other form is nobody's and is not looked up. */
export function isApiKey(text: string): boolean {
  return /^[A-Za-z0-9]{1,64}$/.test(text);
}
