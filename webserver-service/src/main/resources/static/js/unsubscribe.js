// Ends the mails whose link somebody opened.

import { oneButton, post } from './one-button.js';

oneButton(
  () => post(location.pathname),
  async () => ['Unsubscribed', 'No more alerts are sent to your address.'],
  'This link is no longer valid: your address was confirmed again or removed. Use the link in the newest mail.',
);
