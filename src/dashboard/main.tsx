import './style/index.css';
import { render } from 'preact';
import { Frame } from './frame.tsx';
import { isPage } from './pages/index.ts';
import { startRouter } from './router.ts';
import { applyScheme } from './scheme.ts';
import { startSession } from './session.ts';

applyScheme();
startRouter(isPage);
void startSession();
render(<Frame />, document.querySelector('#app') as HTMLElement);
