/** Which database a target names. @throws TypeError for a URL that is not PostgreSQL's */
export function kindOf(target: string): 'sqlite' | 'postgres' {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(target)?.[1]?.toLowerCase();
  if (scheme === undefined) return 'sqlite';
  if (scheme !== 'postgres' && scheme !== 'postgresql') {
    throw new TypeError(`A database URL begins with postgres://, this one with ${scheme}://.`);
  }
  // The URL is not repeated: it may hold a password.
  if (!URL.canParse(target)) {
    throw new TypeError(
      'The database URL cannot be read. Its form is postgres://user:password@host:port/name, with special characters percent-encoded.',
    );
  }
  return 'postgres';
}
