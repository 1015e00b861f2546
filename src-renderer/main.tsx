import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepConnected } from './api/connection.js';
import { App } from './app.js';
import './styles.css';

// Before the first picture: the host answers while it is drawn.
void keepConnected();
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
