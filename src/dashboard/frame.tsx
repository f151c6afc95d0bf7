import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageProps } from './browser/page-props.ts';
import { navigate, restoreScroll, usePlace } from './browser/router.ts';
import { FIRST_PAGE, findPage } from './pages/index.ts';
import { Asked } from './parts/ask.tsx';
import { Failure } from './parts/failure.tsx';
import { isFinding, opensFinder } from './parts/find-button.tsx';
import { Brand, Navigation } from './parts/navigation.tsx';
import { PageHead } from './parts/page-head.tsx';
import { SignIn, SignInAgain } from './parts/sign-in.tsx';
import { say, Toasts } from './parts/toasts.tsx';
import { UnsavedElsewhere } from './parts/unsaved-elsewhere.tsx';
import { asProblem, unreachable } from './server/problem.ts';
import { startSession, useSession } from './server/session.ts';

/** Everything around the page: navigation, messages, and the sign-in where there is no session. */
export function Frame() {
  const session = useSession();
  return (
    <>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <Content />
      {session.kind === 'expired' && <SignInAgain email={session.me.person.email} />}
      <Finder />
      <Asked />
      <Toasts />
    </>
  );
}

/** What Ctrl-K and the button open, on every page; its code comes with its first use. */
function Finder() {
  const isOpen = isFinding.use();
  const [Palette, setPalette] = useState<ComponentType<{ readonly onClose: () => void }>>();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!opensFinder(event)) return;
      event.preventDefault();
      // A dialog that waits for an answer is not left for it.
      if (document.querySelector('dialog[open]') === null) isFinding.set(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    if (!isOpen || Palette) return;
    import('./palette/palette.tsx').then(
      (module) => setPalette(() => module.default),
      () => {
        isFinding.set(false);
        say('The search did not load: the server did not answer');
      },
    );
  }, [isOpen]);
  return isOpen && Palette ? <Palette onClose={() => isFinding.set(false)} /> : null;
}

function Content() {
  const session = useSession();
  const { page } = findPage(usePlace().path);
  if (page.isEntrance) {
    return (
      <Entrance>
        <Outlet />
      </Entrance>
    );
  }
  if (page.isOpen) return <Whole />;
  switch (session.kind) {
    case 'asked':
      return null;
    case 'unknown':
      return (
        <Entrance>
          <Failure problem={session.problem} retry={() => void startSession()} />
        </Entrance>
      );
    case 'signed-out':
      return (
        <Entrance>
          <SignIn />
        </Entrance>
      );
    default:
      return <Whole />;
  }
}

function Whole() {
  return (
    <div class="frame">
      <Navigation />
      <main id="main" class="main">
        <Outlet />
        <UnsavedElsewhere />
      </main>
    </div>
  );
}

/** Around what is shown to those who are not signed in. */
function Entrance({ children }: { readonly children: ComponentChildren }) {
  return (
    <main id="main" class="entrance">
      <Brand />
      {children}
      <p class="muted small">
        Without an account you can use the <a href="/debugger">token debugger</a>, the{' '}
        <a href="/causes">causes of a 401</a> and the <a href="/docs">API reference</a>.
      </p>
    </main>
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
      void navigate(FIRST_PAGE, { replace: true });
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
    <>
      {shown?.path !== path && <div class="progress" />}
      {shown && <shown.Body key={shown.path} params={shown.params} />}
    </>
  );
}

function Broken({ error }: { readonly error: unknown }) {
  return (
    <>
      <PageHead title="This page did not load" />
      <Failure problem={isNotLoaded(error) ? unreachable() : asProblem(error)} retry={() => location.reload()} />
    </>
  );
}

/** The code or the style of a page did not come: each browser says it in its own words. */
function isNotLoaded(error: unknown): boolean {
  return /preload CSS|dynamically imported module|module script failed/i.test(String(error));
}
