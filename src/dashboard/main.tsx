import './style/index.css';
import { render } from 'preact';
import { startRouter } from './browser/router.ts';
import { applyScheme } from './browser/scheme.ts';
import { Frame } from './frame.tsx';
import { FIRST_PAGE, findPage, isPage } from './pages/index.ts';
import { startSession } from './server/session.ts';

applyScheme();
startRouter(isPage);
void startSession();
// The page's code comes while the session is asked for. That it does not come is told where the page is shown.
findPage(location.pathname === '/' ? FIRST_PAGE : location.pathname)
  .page.load()
  .catch(() => undefined);
render(<Frame />, document.querySelector('#app') as HTMLElement);
