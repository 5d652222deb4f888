/**
 * Every component on one page, and the grid with a million rows: for work on the
 * components and for `npm run bench`. No part of the product (see vite.config.ts).
 */
import '@/styles/tokens.css';
import '@/styles/base.css';
import { createRoot } from 'react-dom/client';
import { GalleryGrid } from './GalleryGrid';
import { Parts } from './Parts';

const root = document.getElementById('root');
if (root) createRoot(root).render(location.hash === '#grid' ? <GalleryGrid /> : <Parts />);
