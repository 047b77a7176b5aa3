/**
 * Runs before the first paint, inline, so that nobody sees the wrong theme flash. Its hash stands in the CSP; keep it
 * free of anything that differs between pages. Blocked storage falls back to the system's setting.
 */
export const themeScript =
  "(()=>{const r=document.documentElement;r.dataset.js='';let t;try{t=localStorage.getItem('theme')}catch{}" +
  "r.dataset.theme=t==='dark'||t==='light'?t:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'})()";
