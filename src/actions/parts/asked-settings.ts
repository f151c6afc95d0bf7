import type { ApplicationSettings, NEW_SETTINGS } from '../../ports/applications.ts';

type Kept = keyof typeof NEW_SETTINGS;

/**
 * Settings as POST and PUT ask for them. One that is absent has its first value in a new application, and stays as it is
 * in another; name and capabilities are always replaced.
 */
export type AskedSettings = Omit<ApplicationSettings, Kept> & {
  readonly [Name in Kept]?: NonNullable<ApplicationSettings[Name]>;
};
