// Texts for destinations.

import { reason, time } from './words.js';

/**
 * What can be added where the server has it, in the order in which it is offered. The field is what
 * has to be filled in.
 */
export const KINDS = [
  { kind: 'webhook', label: 'Webhook', url: 'URL', hint: 'Your server gets each notification as signed JSON.', example: 'https://example.org/alerts' },
  { kind: 'telegram', label: 'Telegram', hint: 'You get a link that opens a chat with the bot. Alerts go to that chat, or to a group.' },
  { kind: 'email', label: 'E-mail', field: 'address', url: 'Address', hint: 'A mail with a link to confirm the address is sent there first.', example: 'me@example.org' },
  { kind: 'ntfy', label: 'ntfy', url: 'URL of the topic', hint: 'Subscribe to the topic in the ntfy app. Choose a name that is hard to guess.', example: 'https://ntfy.sh/my-secret-topic' },
  { kind: 'discord', label: 'Discord', url: 'Webhook URL', hint: 'In Discord: edit the channel, then Integrations, Webhooks.', example: 'https://discord.com/api/webhooks/…' },
  { kind: 'slack', label: 'Slack', url: 'Webhook URL', hint: 'In Slack: an app with incoming webhooks.', example: 'https://hooks.slack.com/services/…' },
];

/** Of the page; undefined if only the server knows it. */
export function kindOf(destination) {
  return KINDS.find(({ kind }) => kind === destination.kind);
}

export function kindLabel(kind) {
  return kindOf({ kind })?.label ?? kind;
}

/** What a person calls it: its name, or else where it is. */
export function destinationName({ name, kind, url, address, id }) {
  return name ?? url ?? address ?? `${kindLabel(kind)} ${id}`;
}

/** Whether somebody has to press a button in a mail first, also after an unsubscribe. */
export function awaitsMail({ kind, confirmed }) {
  return kind === 'email' && !confirmed;
}

/** Whether it was turned off by the one who gets its messages, who has to agree again. */
export function isUnsubscribed(destination) {
  return awaitsMail(destination) && destination.status === 'disabled';
}

/** What becomes of notifications there, and why. */
export function destinationStatus(destination) {
  const { status, status_since, status_reason, next_attempt_at, muted_until } = destination;
  const since = status_since ? ` since ${time(new Date(status_since))}` : '';
  switch (status) {
    case 'ok':
      return muted_until ? `Muted until ${time(new Date(muted_until))}` : 'OK';
    case 'failing': {
      const next = next_attempt_at ? ` Next attempt ${time(new Date(next_attempt_at))}.` : '';
      return `Failing${since}: ${sentence(status_reason ?? 'unknown reason')}${next}`;
    }
    case 'disabled':
      if (isUnsubscribed(destination)) {
        return `Turned off${since}: ${sentence(status_reason)} “Send again” asks for another confirmation.`;
      }
      return status_reason === 'turned off' || !status_reason ? 'Turned off' : `Turned off${since}: ${sentence(status_reason)}`;
    default:
      return awaitsMail(destination) ? `Not confirmed yet: open the link in the mail to ${destination.address} and press its button` : 'Not confirmed yet';
  }
}

/** What became of an attempt or a test. */
export function outcomeText({ outcome, status, error }) {
  if (outcome === 'accepted') {
    return status ? `Accepted with status ${status}` : 'Accepted';
  }
  const what = outcome === 'refused' ? 'Refused' : 'Failed';
  // Some errors name the status themselves.
  const code = status && !error?.includes(status) ? ` with status ${status}` : '';
  return `${what}${code}${error ? `: ${error}` : ''}`;
}

/** An error of a request about destinations; the server knows best why it cannot keep one. */
export function destinationProblem(refusal) {
  switch (refusal.code) {
    case 'offline':
      return 'The server cannot be reached.';
    case 'unavailable':
    case 'rate_limited':
    case 'limit_exceeded':
    case 'conflict':
      return `The server says: ${sentence(refusal.message)}`;
    default:
      return reason(refusal);
  }
}

function sentence(text) {
  return `${text.replace(/\.$/, '')}.`;
}
