import type { ITheme } from '@xterm/xterm';

/** The tokens of the site as colours that xterm understands; they are read anew when the theme changes. */
export function terminalTheme(host: HTMLElement): ITheme {
  const probe = document.createElement('span');
  probe.hidden = true;
  host.append(probe);
  const colour = (token: string): string => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const paper = colour('paper-code');
  const ink = colour('ink');
  const theme: ITheme = {
    background: paper,
    foreground: ink,
    cursor: colour('accent'),
    cursorAccent: paper,
    selectionBackground: colour('mark'),
    selectionForeground: ink,
    scrollbarSliderBackground: colour('rule'),
    scrollbarSliderHoverBackground: colour('rule-strong'),
    scrollbarSliderActiveBackground: colour('rule-strong'),
    black: ink,
    red: colour('fault'),
    green: colour('good'),
    yellow: colour('warning'),
    blue: colour('accent'),
    brightBlack: colour('ink-muted'),
  };
  probe.remove();
  return theme;
}

/** Calls back when the reader or the system switches between light and dark, until the signal is aborted. */
export function onThemeChange(changed: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-track'] });
  signal.addEventListener('abort', () => observer.disconnect());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed, { signal });
}
