import { useEffect, useState } from 'preact/hooks';

/** Below this width what stands beside the map goes below it, as `frame.css` says too. */
const query = '(width < 780px)';

/** Whether the panel is so narrow that its parts stand one above the other. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const read = () => setNarrow(list.matches);
    read();
    list.addEventListener('change', read);
    return () => list.removeEventListener('change', read);
  }, []);
  return narrow;
}
