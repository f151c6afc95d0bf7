import { PageHead } from '../../parts/page-head.tsx';

export default function MissingPage() {
  return (
    <>
      <PageHead title="Page not found" />
      <p>
        The address may be mistyped, or the thing it pointed to is gone. Go to <a href="/applications">Applications</a>{' '}
        or <a href="/requests">Requests</a>.
      </p>
    </>
  );
}
