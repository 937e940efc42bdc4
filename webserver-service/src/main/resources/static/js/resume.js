// Takes up where an earlier socket has stopped.

/**
 * @param {import('./connection.js').Connection} connection
 * @param {{token?: string}} credentials
 * @param {string | null} last the last notification that was stored here
 * @returns {Promise<Object>} "resumed", with the subscriptions of all pages
 */
export async function resume(connection, credentials, last) {
  const resumed = await ask(connection, credentials, last);
  return { ...resumed, subscriptions: await all(connection, resumed) };
}

async function ask(connection, credentials, last) {
  const command = { type: 'resume', ...credentials };
  try {
    return await connection.request(last ? { ...command, last_notification_id: last } : command);
  } catch (refusal) {
    if (refusal.code === 'invalid_message' && last) {
      return ask(connection, credentials, null);
    }
    throw refusal;
  }
}

async function all(connection, { subscriptions, next }) {
  const found = [...subscriptions];
  while (next) {
    const page = await connection.request({ type: 'list', after: next });
    found.push(...page.subscriptions);
    next = page.next;
  }
  return found;
}
