/**
 * The way from JSX to elements, taken by every file of the interface (`jsxImportSource`): texts are made safe to read here,
 * so that no screen can forget it. See `shown.ts`.
 */
import { Fragment, jsx as make, jsxs as makeAll, type JSX } from 'react/jsx-runtime';
import { shownProps } from './shown';

export { Fragment, type JSX };

export const jsx: typeof make = (type, props, key) => make(type, shownProps(type, props as Record<string, unknown>), key);
export const jsxs: typeof makeAll = (type, props, key) => makeAll(type, shownProps(type, props as Record<string, unknown>), key);
