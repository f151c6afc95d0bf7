import { PageHead } from '../../parts/page-head.tsx';

export default function ApplicationsPage() {
  return <PageHead title="Applications" />;
}
