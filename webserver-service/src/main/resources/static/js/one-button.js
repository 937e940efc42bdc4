// A page with one button, for people who came by a link in a mail and need not have an account.

const form = document.getElementById('form');
const submit = document.getElementById('submit');
const problem = document.getElementById('problem');
const title = document.getElementById('title');

const USUAL_PROBLEMS = {
  429: 'Too many attempts. Please wait a minute.',
  503: 'The server cannot do this right now. Please try again in a moment.',
};

/**
 * @param {() => Promise<Response>} send
 * @param {(response: Response) => Promise<[string, string]>} done the title and the text then
 * @param {string} gone what it means if the server does not know the link
 */
export function oneButton(send, done, gone) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    submit.disabled = true;
    problem.hidden = true;
    try {
      const response = await send();
      if (response.ok) {
        show(await done(response));
      } else {
        complain(response.status === 404 ? gone : (USUAL_PROBLEMS[response.status] ?? 'That did not work. Please try again.'));
      }
    } catch {
      complain('The server cannot be reached. Please try again.');
    } finally {
      submit.disabled = false;
    }
  });
}

/** A post without the cookies of somebody who happens to be signed in. */
export function post(path, body) {
  return fetch(path, {
    method: 'POST',
    credentials: 'omit',
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });
}

function show([heading, text]) {
  title.textContent = heading;
  document.getElementById('hint').textContent = text;
  submit.remove();
  title.focus();
}

export function complain(text) {
  problem.textContent = text;
  problem.hidden = false;
}
