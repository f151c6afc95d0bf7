import { PageHead } from '../../parts/page-head.tsx';

export default function MissingPage() {
  return (
    <>
      <PageHead title="There is no page here" />
      <p>
        The address may be mistyped, or the thing it led to is gone. Go to <a href="/applications">Applications</a> or{' '}
        <a href="/requests">Requests</a>.
      </p>
    </>
  );
}
