// Signs in, or sets the first password with the token of a setup link.
const form = document.getElementById('sign-in');
const problem = document.getElementById('problem');
const submit = document.getElementById('submit');
const token = new URLSearchParams(location.hash.slice(1)).get('setup');

const PROBLEMS = {
  401: token === null ? 'Wrong name or password.' : 'This link has been used or has expired. Ask for a new one.',
  429: 'Too many attempts. Please wait a minute.',
  503: 'The server cannot check this right now. Please try again in a moment.',
};

if (token !== null) {
  // The link is a secret: it stays neither in the address bar nor in the history.
  history.replaceState(null, '', '/sign-in');
  document.getElementById('title').textContent = 'Choose your password';
  document.getElementById('name-field').hidden = true;
  document.getElementById('hint').textContent = 'At least 8 characters.';
  form.elements.password.autocomplete = 'new-password';
  submit.textContent = 'Set password';
}

// Elsewhere than here people can sign in only if the server names identity providers.
async function showProviders() {
  const response = await fetch('/api/v1/session');
  const { providers } = await response.json();
  for (const provider of providers) {
    const link = document.createElement('a');
    link.className = 'secondary';
    link.href = provider.url;
    link.textContent = `Sign in with ${provider.name}`;
    document.getElementById('providers').append(link);
  }
}

async function send() {
  const password = form.elements.password.value;
  const [path, body] =
    token === null
      ? ['/api/v1/session', { name: form.elements.name.value, password }]
      : ['/api/v1/setup', { token, password }];
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) {
    location.replace('/');
    return;
  }
  show(PROBLEMS[response.status] ?? sentence(await response.json().catch(() => ({}))));
}

/** A field's name begins the detail: "password: must have …". */
function sentence({ detail, field }) {
  return field ? `The ${detail.replace(':', '')}.` : 'That did not work. Please try again.';
}

function show(text) {
  problem.textContent = text;
  problem.hidden = false;
  form.elements.password.focus();
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  submit.disabled = true;
  problem.hidden = true;
  try {
    await send();
  } catch {
    show('The server cannot be reached. Please try again.');
  } finally {
    submit.disabled = false;
  }
});

if (location.hash === '#failed') {
  show('Signing in there did not work. Please try again.');
}
if (token === null) {
  showProviders().catch(() => show('The server cannot be reached. Please try again.'));
}
