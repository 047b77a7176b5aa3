/** Wires the switch between light and dark. The choice is kept; without one the system decides. */
export function startTheme(): void {
  const button = document.querySelector<HTMLButtonElement>('[data-theme-switch]');
  const root = document.documentElement;
  const show = (): void => button?.setAttribute('aria-pressed', String(root.dataset['theme'] === 'dark'));
  button?.addEventListener('click', () => {
    root.dataset['theme'] = root.dataset['theme'] === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem('theme', root.dataset['theme']);
    } catch {
      // Storage is blocked: the choice holds for this page.
    }
    show();
  });
  show();
}
