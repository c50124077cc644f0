import './icon.css';

/** Lines of 16 × 16 drawings, in the manner of the editor's own icons. */
const drawings = {
  pan: 'M8 1.5v13M1.5 8h13M6 3.5l2-2 2 2M6 12.5l2 2 2-2M3.5 6l-2 2 2 2M12.5 6l2 2-2 2',
  rectangle: 'M2.5 3.5h11v9h-11z',
  lasso:
    'M8 2.5c3.3 0 6 1.7 6 4s-2.7 4-6 4c-.9 0-1.7-.1-2.5-.3M5.5 10.2C3.4 9.5 2 8.1 2 6.5c0-2.3 2.7-4 6-4M5.5 10.2a1.4 1.4 0 1 0-1.5 1.6c.9.3 1 1.5 0 2.2',
  fit: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M6 6h4v4H6z',
  map: 'M4.5 10.5h.01M7 5.5h.01M11 7h.01M9 11h.01M12 3.5h.01M4 7.5h.01M2.5 13.5h11',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 3.5v9',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.5 3.5',
  chevron: 'M4.5 6.5l3.5 3.5 3.5-3.5',
  close: 'M4 4l8 8M12 4l-8 8',
  help: 'M6 6.2c0-1.2.9-2 2-2s2 .8 2 1.9c0 1.5-2 1.7-2 3.2M8 11.8h.01M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z',
  more: 'M2.8 8h1M7.5 8h1M12.2 8h1',
  goTo: 'M6 3.5H3v9.5h9.5V10M9 2.5h4.5V7M13.5 2.5L7.5 8.5',
  files: 'M5.5 2.5h5l2.5 2.5v6.5h-7.5zM5.5 5h-2.5v8.5h7v-2',
  save: 'M8 2.5v7.5M4.8 7l3.2 3.2L11.2 7M2.5 11v2.5h11V11',
  up: 'M8 12.5v-9M4.5 7L8 3.5 11.5 7',
  down: 'M8 3.5v9M4.5 9L8 12.5 11.5 9',
} as const;

export type IconName = keyof typeof drawings;

/** A drawing beside a name that says the same; screen readers pass it over. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}
