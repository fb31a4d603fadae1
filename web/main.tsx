// Starts the web app: reads the address, asks whether somebody is signed in, draws. Nothing else happens here.
import { render } from 'preact';
import { App } from './app.tsx';
import { applyTheme } from './lib/theme.ts';
import { startRouting } from './routes.ts';
import { startConnection } from './state/connection.ts';
import { startSession } from './state/session.ts';
import './styles/tokens.css';
import './styles/base.css';

applyTheme();
startRouting();
startConnection();
startSession();

const root = document.getElementById('app');
if (root) render(<App />, root);
