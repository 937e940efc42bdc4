// Requests to the HTTP API of the own server.

/**
 * @param {string} method
 * @param {string} path below /api/v1
 * @param {Object} [body]
 * @returns {Promise<Object | null>} the answer, null if it is empty; rejected with {code, message,
 *     field, status}, with code "offline" where the server cannot be reached
 */
export async function call(method, path, body) {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: method === 'GET' ? {} : { 'Content-Type': 'application/json', ...csrf() },
    body: body && JSON.stringify(body),
  }).catch(() => {
    throw { code: 'offline', message: 'no connection', status: 0 };
  });
  const content = await answer.json().catch(() => null);
  if (!answer.ok) {
    throw { code: content?.code ?? 'unknown', message: content?.detail ?? `status ${answer.status}`, field: content?.field, status: answer.status };
  }
  return content;
}

/** A session's requests prove with it that they come from this page. */
function csrf() {
  const token = /(?:^|; )XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1];
  return token ? { 'X-XSRF-TOKEN': decodeURIComponent(token) } : {};
}
