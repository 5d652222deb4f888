export const components = {
  close: 'Close',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  undo: 'Undo',
  clear: 'Clear',
  increase: 'Increase {label}',
  decrease: 'Decrease {label}',
  showList: 'Show the list for {label}',
  noMatch: 'Nothing matches.',
  notices: 'Notices',
  resize: 'Resize {label}',
  figure: {
    undefined: 'undefined',
    interval: '{value}, interval {low} to {high}, {n} judged',
    n: 'n',
  },
  progress: {
    of: '{done} of {total}',
    cancelling: 'Cancelling\u2026',
  },
  sort: {
    ascending: 'sorted ascending',
    descending: 'sorted descending',
  },
  chart: {
    saveSvg: 'Save as SVG',
    savePng: 'Save as PNG',
    save: 'Save chart',
    saved: 'Written: {file}.',
  },
} as const;
