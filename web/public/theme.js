// Runs before the first paint, so that a dark screen never flashes white.
(() => {
  let choice = 'system';
  try {
    choice = localStorage.getItem('interlock.theme') ?? 'system';
  } catch {
    // Storage may be refused; the system's theme then holds.
  }
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
