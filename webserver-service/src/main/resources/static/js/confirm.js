// Confirms the address of somebody who was mailed a link.

import { complain, oneButton, post } from './one-button.js';

const USED = 'This link has been used or has expired. Ask for a new one where you added the address.';
const code = location.pathname.split('/')[2];
// The link is a secret: it stays neither in the address bar nor in the history.
history.replaceState(null, '', '/confirm');

oneButton(
  () => post('/api/v1/confirmation', { code }),
  async (response) => ['Confirmed', `Alerts are now sent to ${(await response.json()).address}.`],
  USED,
);

if (!code) {
  document.getElementById('submit').disabled = true;
  complain('This link is incomplete. Open the whole link in the mail.');
}
