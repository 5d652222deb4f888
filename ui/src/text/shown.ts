import { createElement, Fragment, type ReactNode } from 'react';
import { inLetters, isRightToLeft, nameOfHidden, needsCare, piecesOf } from './hidden';

/** What is read aloud or comes up as a tool tip, whoever passes it on. */
const SPOKEN = ['aria-label', 'aria-description', 'aria-valuetext'] as const;
const WRITTEN = [...SPOKEN, 'title', 'alt', 'placeholder'] as const;
/** Elements that hold letters and nothing else. */
const LETTERS: ReadonlySet<unknown> = new Set(['text', 'tspan', 'title', 'desc', 'option', 'textarea']);

type Props = Record<string, unknown>;

/**
 * The properties of an element with its texts made safe to read: a text with hidden characters shows them by name, and one
 * that runs from right to left is isolated, so that it turns nothing beside it. The characters themselves stay where they
 * are, to be copied.
 */
export function shownProps(type: unknown, props: Props): Props {
  const host = typeof type === 'string';
  let changed: Props | null = null;
  for (const name of host ? WRITTEN : SPOKEN) {
    const value = props[name];
    if (typeof value === 'string' && needsCare(value)) changed = { ...(changed ?? props), [name]: inLetters(value) };
  }
  const { children } = props;
  const apart = type === 'bdi' || (host && props.dir !== undefined);
  const shown = shownChild(children, LETTERS.has(type) ? inLetters : (text, at) => shownText(text, apart, at));
  return shown === children ? (changed ?? props) : { ...(changed ?? props), children: shown };
}

/** The child itself where nothing is to be done, as nearly always. */
function shownChild(child: unknown, show: (text: string, at: number) => ReactNode, at = 0): unknown {
  if (typeof child === 'string') return needsCare(child) ? show(child, at) : child;
  if (!Array.isArray(child)) return child;
  const shown = child.map((each: unknown, at) => shownChild(each, show, at));
  return shown.some((each, at) => each !== child[at]) ? shown : child;
}

function shownText(text: string, apart: boolean, at: number): ReactNode {
  const pieces = piecesOf(text);
  const care = pieces.some(({ hidden }) => hidden);
  if (!care && (apart || !isRightToLeft(text))) return text;
  const content = care ? pieces.map(({ text, hidden }) => (hidden ? hiddenText(text) : text)) : [text];
  return createElement(apart ? Fragment : 'bdi', { key: `text ${at}` }, ...content);
}

/** Left-to-right and right-to-left marks are letters without a look, and go on to act as such. */
const ACTS = /^[\u061C\u200E\u200F]+$/;

export const HIDDEN_CLASS = 'hidden-text';

const hiddenText = (text: string): ReactNode =>
  createElement(
    'span',
    { className: HIDDEN_CLASS, 'data-shown': nameOfHidden(text), 'data-acts': ACTS.test(text) || undefined },
    createElement('span', null, text),
  );

/** The same for markup that was rendered elsewhere: each text in it is gone through. */
export function showHidden(within: Element): void {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (needsCare((node as Text).data) && !node.parentElement?.closest(`.${HIDDEN_CLASS}`)) found.push(node as Text);
  }
  for (const node of found) node.replaceWith(...piecesOf(node.data).map(({ text, hidden }) => (hidden ? hiddenElement(text) : text)));
}

function hiddenElement(text: string): Element {
  const [outer, inner] = [document.createElement('span'), document.createElement('span')];
  outer.className = HIDDEN_CLASS;
  outer.dataset.shown = nameOfHidden(text);
  if (ACTS.test(text)) outer.dataset.acts = 'true';
  inner.textContent = text;
  outer.append(inner);
  return outer;
}
