import { useEffect } from 'preact/hooks';

/** Calls back when somebody presses `?` outside of a text field. */
export function useHelpKey(show: () => void): void {
  useEffect(() => {
    const onKeyDown = ({ key, target }: KeyboardEvent) => {
      const typing = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
      if (key === '?' && !typing) show();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [show]);
}
