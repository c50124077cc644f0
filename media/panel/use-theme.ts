import { useEffect, useState } from 'preact/hooks';
import type { PlotTheme } from './plot/scene.ts';

export interface Theme {
  readonly dark: boolean;
  readonly plot: PlotTheme;
}

/** The editor's theme now, or the system's outside of the editor. Draws again when it changes. */
export function useTheme(): Theme {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    const read = () => setTheme(readTheme());
    const observer = new MutationObserver(read);
    // The editor changes classes of the body and variables in the style of the whole page.
    observer.observe(document.body, { attributeFilter: ['class'] });
    observer.observe(document.documentElement, { attributeFilter: ['style', 'class'] });
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', read);
    return () => {
      observer.disconnect();
      system.removeEventListener('change', read);
    };
  }, []);
  return theme;
}

function readTheme(): Theme {
  const { classList } = document.body;
  const colour = resolver();
  const highContrast = classList.contains('vscode-high-contrast');
  const isLight = classList.contains('vscode-light');
  const inEditor = highContrast || isLight || classList.contains('vscode-dark');
  const dark = inEditor
    ? !isLight && !classList.contains('vscode-high-contrast-light')
    : matchMedia('(prefers-color-scheme: dark)').matches;
  return {
    dark,
    plot: {
      background: colour('var(--paper)'),
      foreground: colour('var(--ink)'),
      faint: colour('var(--line)'),
      selection: colour('var(--selected)'),
      focus: colour('var(--focus)'),
      highContrast,
    },
  };
}

/** Turns a colour of the style sheet into one that a canvas understands: `rgb(…)`. */
function resolver(): (colour: string) => string {
  const probe = document.createElement('span');
  probe.hidden = true;
  return (colour) => {
    document.body.append(probe);
    probe.style.color = colour;
    const resolved = getComputedStyle(probe).color;
    probe.remove();
    return resolved;
  };
}
