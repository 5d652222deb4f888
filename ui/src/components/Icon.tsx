/** Our icons: 16 by 16, drawn with lines in the colour of the text around them. */
const PATHS = {
  label: 'M2.5 8.2V3.5a1 1 0 0 1 1-1h4.7l5.1 5.1a1 1 0 0 1 0 1.4l-4.3 4.3a1 1 0 0 1-1.4 0zM5.5 5.5h.01',
  dashboard: 'M2.5 13.5h11M4 11.2V8M6.7 11.2V4.5M9.3 11.2V6.5M12 11.2V2.5',
  quality: 'M2.5 11a5.5 5.5 0 1 1 11 0M8 11l2.6-3.6M8 11h.01M2.5 13.5h11',
  conflicts: 'M8 13.5V9M8 9 4 5M8 9l4-4M4 8V5h3M9 5h3v3',
  errors: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6 6.5v6M8.3 8.3l3 2.9M11.3 8.3l-3 2.9',
  priorities: 'M2.5 4h11M2.5 8h7.5M2.5 12h4',
  audit: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M10.3 10.3l3.2 3.2M5 7.1l1.4 1.4L9 5.8',
  import: 'M8 2.5v7M5 6.8l3 3 3-3M2.5 11v2.5h11V11',
  export: 'M8 10V2.5M5 5.4l3-3 3 3M2.5 11v2.5h11V11',
  project: 'M2.5 12.5v-9h4l1.5 2h5.5v7z',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M10.3 10.3l3.2 3.2',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  minus: 'M3.5 8h9',
  plus: 'M3.5 8h9M8 3.5v9',
  'chevron-down': 'M4 6l4 4 4-4',
  'chevron-up': 'M4 10l4-4 4 4',
  'chevron-left': 'M10 4L6 8l4 4',
  'chevron-right': 'M6 4l4 4-4 4',
  'chevrons-up-down': 'M5 6l3-3 3 3M5 10l3 3 3-3',
  'arrow-up': 'M8 13V3M4.5 6.5L8 3l3.5 3.5',
  'arrow-down': 'M8 3v10M4.5 9.5L8 13l3.5-3.5',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  undo: 'M5.5 3L2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H7',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 7.5V11M8 5h.01',
  warning: 'M8 2.5l6 11H2zM8 6.5v3.2M8 11.6h.01',
  error: 'M5.5 2.2h5l3.3 3.3v5l-3.3 3.3h-5l-3.3-3.3v-5zM8 5v3.7M8 10.9h.01',
  person: 'M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8M2.8 13.6c.7-2.4 2.7-3.6 5.2-3.6s4.5 1.2 5.2 3.6',
  keyboard: 'M1.8 4h12.4v8H1.8zM4.3 6.6h.01M6.8 6.6h.01M9.3 6.6h.01M11.8 6.6h.01M5 9.5h6',
  download: 'M8 2.5v7.5M5 7.3l3 3 3-3M3 13.5h10',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  filter: 'M2.5 3.5h11L9.5 8.5v4l-3 1v-5z',
  flag: 'M3.5 14V2.5h8.5l-2 3 2 3H3.5',
  skip: 'M3.5 3.5L9.5 8l-6 4.5zM12.5 3.5v9',
  ask: 'M2.5 3h11v8H8l-3 2.5V11H2.5zM6.6 5.7a1.5 1.5 0 1 1 2 1.4c-.4.2-.6.4-.6.8M8 9.3h.01',
  note: 'M3 2.5h10v7.5l-3.5 3.5H3zM13 10H9.5v3.5M5.5 5.5h5M5.5 8h3',
  guideline: 'M8 4c-1.3-1-3.2-1.5-5.5-1.5v9.5c2.3 0 4.2.5 5.5 1.5 1.3-1 3.2-1.5 5.5-1.5V2.5C11.2 2.5 9.3 3 8 4zM8 4v9.5',
  sun: 'M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9',
  moon: 'M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  image: 'M2.5 3h11v10h-11zM2.5 11l3.5-3.5 3 3 1.5-1.5 3 3M10.5 6h.01',
  pin: 'M5.5 2.5h5l-.5 4.5 2 2h-8l2-2zM8 9v4.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
      focusable={false}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
