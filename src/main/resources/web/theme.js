// Light, dark, or as the system has it; before the page is drawn, so that nothing flashes.
(() => {
  const KEY = 'freshet.theme';
  const root = document.documentElement;
  const ORDER = ['auto', 'light', 'dark'];
  const NAMES = { auto: 'as the system', light: 'light', dark: 'dark' };
  const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  let theme = ORDER.includes(stored()) ? stored() : 'auto';
  const apply = () => {
    if (theme === 'auto') root.removeAttribute('data-theme');
    else root.dataset.theme = theme;
    for (const button of document.querySelectorAll('[data-theme-switch]')) {
      button.querySelector('span').textContent = theme[0].toUpperCase() + theme.slice(1);
      button.setAttribute('aria-label', `Colours: ${NAMES[theme]}. Change`);
    }
    dispatchEvent(new Event('themechange'));
  };
  apply();
  addEventListener('DOMContentLoaded', () => {
    apply();
    for (const button of document.querySelectorAll('[data-theme-switch]')) {
      button.addEventListener('click', () => {
        theme = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length];
        try { localStorage.setItem(KEY, theme); } catch { /* not kept */ }
        apply();
      });
    }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => dispatchEvent(new Event('themechange')));
})();
