export const jobs = {
  cancelled: 'Cancelled. Nothing of it was kept.',
} as const;
