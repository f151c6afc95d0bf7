import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { findPage, type PageProps } from './pages/index.ts';
import { Asked } from './parts/ask.tsx';
import { Failure } from './parts/failure.tsx';
import { Navigation } from './parts/navigation.tsx';
import { PageHead } from './parts/page-head.tsx';
import { SignInDialog, SignInPage } from './parts/sign-in.tsx';
import { Toasts } from './parts/toasts.tsx';
import { UnsavedElsewhere } from './parts/unsaved-elsewhere.tsx';
import { asProblem } from './problem.ts';
import { navigate, restoreScroll, usePlace } from './router.ts';
import { useSession } from './session.ts';

/** Everything around the page: navigation, messages, and the sign-in where there is no session. */
export function Frame() {
  const session = useSession();
  const isIn = session.kind !== 'signed-out';
  return (
    <>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      {isIn ? (
        <div class="frame">
          <Navigation />
          <Outlet />
        </div>
      ) : (
        <SignInPage />
      )}
      {session.kind === 'expired' && <SignInDialog account={session.account} />}
      <Asked />
      <Toasts />
    </>
  );
}

interface Shown {
  readonly Body: ComponentType<PageProps>;
  readonly params: PageProps['params'];
  readonly path: string;
}

/** The page of this place. The one before stays until its code is there. */
function Outlet() {
  const { path } = usePlace();
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    if (path === '/') {
      void navigate('/applications', { replace: true });
      return;
    }
    let isCurrent = true;
    const { page, params } = findPage(path);
    page.load().then(
      (module) => isCurrent && setShown({ Body: module.default, params, path }),
      (error: unknown) => isCurrent && setShown({ Body: () => <Broken error={error} />, params, path }),
    );
    return () => {
      isCurrent = false;
    };
  }, [path]);
  useEffect(restoreScroll, [shown]);
  return (
    <main id="main" class="main" aria-busy={shown?.path !== path}>
      <UnsavedElsewhere />
      {shown?.path !== path && <div class="progress" />}
      {shown && <shown.Body key={shown.path} params={shown.params} />}
    </main>
  );
}

function Broken({ error }: { readonly error: unknown }) {
  return (
    <>
      <PageHead title="This page did not load" />
      <Failure problem={asProblem(error)} retry={() => location.reload()} />
    </>
  );
}
