/** As `jsx-runtime`, for the development server. */
import { Fragment, jsxDEV as make, type JSX } from 'react/jsx-dev-runtime';
import { shownProps } from './shown';

export { Fragment, type JSX };

export const jsxDEV: typeof make = (type, props, key, isStatic, source, self) =>
  make(type, shownProps(type, props as Record<string, unknown>), key, isStatic, source, self);
