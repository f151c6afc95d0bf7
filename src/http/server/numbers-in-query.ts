/** A query is text: whole numbers in it become numbers before the schema is asked. */
export function numbersInQuery(query: unknown): unknown {
  const members = Object.entries(query as Record<string, unknown>);
  return Object.fromEntries(
    members.map(([name, value]) => [
      name,
      typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
    ]),
  );
}
