// Runs before anything is painted, so that nobody who chose dark is shown light first.
try {
  document.documentElement.dataset.theme = JSON.parse(localStorage.getItem('coinpanel.theme')) ?? 'auto';
} catch {
  document.documentElement.dataset.theme = 'auto';
}
