export const item = {
  image: 'Picture of {key}, {width} by {height} pixels',
  missing: 'This picture cannot be shown. It may have been moved or deleted beside the project file.',
  empty: 'This item has neither text nor a picture.',
  blank: 'empty',
  zoomIn: 'Enlarge the picture',
  zoomOut: 'Make the picture smaller',
  zoomFit: 'Fit the picture',
  zoomLevel: 'Picture at {percent}\u202f%',
  content: 'Item {key}',
  noDefinition: 'has no definition yet; the lead can write one under Project.',
  yes: 'yes',
  no: 'no',
} as const;
