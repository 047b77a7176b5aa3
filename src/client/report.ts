/** On the support page, fills the report with the page, section and version that the link carries. */
export function startReport(): void {
  const form = document.querySelector<HTMLElement>('[data-report-form]');
  const parameters = new URLSearchParams(location.search);
  const page = parameters.get('page');
  const mail = form?.querySelector<HTMLAnchorElement>('[data-report-mail]');
  if (form === null || page === null || mail === null || mail === undefined) return;
  const section = parameters.get('section') ?? '';
  const version = parameters.get('version') ?? '';
  const put = (name: string, value: string): void => {
    const place = form.querySelector(`[data-report-${name}]`);
    if (place !== null) place.textContent = value === '' ? 'the whole page' : value;
  };
  put('page', page);
  put('section', section);
  put('version', version);
  form.querySelector('[data-report-facts]')?.removeAttribute('hidden');
  const body = `Page: ${page}\nSection: ${section || 'the whole page'}\nVersion: ${version}\n\nWhat is wrong:\n\nWhat would be right:\n`;
  mail.href = `mailto:${form.dataset['mail'] ?? ''}?subject=${encodeURIComponent(`Mistake on ${page}`)}&body=${encodeURIComponent(body)}`;
}
