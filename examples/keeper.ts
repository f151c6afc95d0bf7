import { gate } from '@mintmark/jwt/gate';

const { APPLICATION_ID, PUBLIC_KEY } = process.env;
if (!APPLICATION_ID || !PUBLIC_KEY) throw new Error('Set APPLICATION_ID and PUBLIC_KEY (PEM or JWK)');

/** Who may call: one application here. A real service looks `id` up in its database; a promise will do. */
export const keeper = gate({
  application: (id) => (id === APPLICATION_ID ? { publicKeys: [PUBLIC_KEY] } : undefined),
  onRejection: (report) => console.error(report.rootCause, report.findings[0]?.title),
});
