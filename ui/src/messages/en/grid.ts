export const grid = {
  loading: 'Loading',
  failed: 'Some rows could not be loaded: {reason}',
  retry: 'Try again',
  selected: { one: '{n} row selected', other: '{n} rows selected' },
  sortedBy: '{title}, sorted',
  resize: 'Width of {title}',
  menu: 'Menu of {title}',
  filtered: 'The rows are filtered by this column',
} as const;
