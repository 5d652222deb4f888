/** What is said when the project file has failed. */
export const fault = {
  title: {
    full: 'The disk is full. Nothing more is saved.',
    gone: 'The project file is not where it was. Nothing more is saved.',
    read_only: 'The project file cannot be written to any more. Nothing more is saved.',
    damaged: 'The project file is damaged. Nothing more is saved.',
    failed: 'The project file failed. Nothing more is saved.',
  },
  kept: 'What you typed stays on the screen.',
  reopen: 'Check and reopen',
  checking: 'Checking the file…',
  stop: 'Stop',
  copy: 'Save a copy elsewhere',
  still: 'It still fails.',
  reopened: 'The file was checked and is open again.',
  label: 'The project file failed; what to do stands above. Your answer is kept here and is sent again once the file is open again.',
} as const;
