export const start = {
  claim: 'Label data with several people, see where they disagree, and find what a model gets wrong.',
  begin: 'Begin',
  sample: {
    title: 'Try the sample',
    text: '600 real pictures of handwritten digits, labelled by three simulated raters, with the predictions of two models. It is an ordinary project file; do with it what you like.',
    action: 'Make the sample project',
    busy: 'Making the sample…',
  },
  create: {
    title: 'New project',
    text: 'Name the classes, write the instructions, then import what is to be labelled.',
    action: 'New project',
  },
  open: {
    title: 'Open a project',
    text: 'One project is one .assay file. Dropping it on this window opens it as well.',
    action: 'Open…',
    busy: 'Opening…',
  },
  recent: {
    title: 'Recent',
    none: 'Projects that you open appear here.',
  },
  held: {
    title: 'The project is in use',
    text: 'Read-only, you see everything that was saved in it, and nothing can be changed.',
    readOnly: 'Open read-only',
    again: 'Try again',
  },
  drop: 'Drop an .assay file to open it, or a table or a folder of pictures to import it.',
  waiting: '{name} waits to be imported. Open the project it belongs to, or make a new one.',
  waitingMore: '{name} and {more} more wait to be imported. Open the project they belong to, or make a new one.',
  forget: 'Do not import',
  failed: {
    sample: 'The sample could not be made.',
    open: 'The project could not be opened.',
    overview: 'The project can no longer be read.',
  },
  version: 'Version {version}',
} as const;
