/** A drawn chart as a file of its own: what style sheets say is written into it. */
import { call, pickSave } from '@/platform';

const STYLED = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'font-family', 'font-size', 'font-weight'] as const;

/** The chart as SVG text on the colour behind it. */
export function svgText(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [svg, copy].map((each) => [...each.querySelectorAll<SVGElement>('*')]) as [SVGElement[], SVGElement[]];
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    for (const name of STYLED) to[at]?.setAttribute(name, style.getPropertyValue(name));
    for (const name of ['class', 'tabindex', 'data-testid', 'data-step']) to[at]?.removeAttribute(name);
  });
  copy.removeAttribute('class');
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(document.body).getPropertyValue('--surface') ? backgroundOf(svg) : 'white');
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}

function backgroundOf(element: Element): string {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const colour = getComputedStyle(at).backgroundColor;
    if (colour !== 'transparent' && !colour.endsWith(', 0)')) return colour;
  }
  return 'white';
}

const PNG_SCALE = 2;

export async function pngOf(svg: SVGSVGElement): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svgText(svg)], { type: 'image/svg+xml' }));
  try {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = svg.clientWidth * PNG_SCALE;
    canvas.height = svg.clientHeight * PNG_SCALE;
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture was made'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Asks where to, and writes the picture there; the file's name, or nothing where the dialog was dismissed. */
export async function savePicture(name: string, content: Blob): Promise<string | null> {
  const kind = content.type === 'image/png' ? 'png' : 'svg';
  const file = await pickSave(`${name}.${kind}`);
  if (!file) return null;
  const picture = kind === 'svg' ? { svg: await content.text() } : { png: await base64(content) };
  return (await call('picture_save', { file: file.handle, content: picture })).name;
}

export async function saveChart(svg: SVGSVGElement, kind: 'svg' | 'png', name: string): Promise<string | null> {
  const content = kind === 'svg' ? new Blob([svgText(svg)], { type: 'image/svg+xml' }) : await pngOf(svg);
  return savePicture(name, content);
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  // In pieces: a spread of a whole picture would overflow the stack.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
