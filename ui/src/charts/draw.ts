/**
 * Vega without generated code: expressions are interpreted (`ast: true`), as the content
 * security policy forbids to compile them. This file is a chunk of its own.
 */
import * as vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type Config, type TopLevelSpec } from 'vega-lite';

export interface Drawing {
  toSvg(): Promise<string>;
  toPng(): Promise<Blob>;
  dispose(): void;
}

/** Nothing is ever loaded: data come with the specification. */
const loader: vega.Loader = {
  ...vega.loader(),
  load: () => Promise.reject(new Error('charts load nothing')),
  sanitize: () => Promise.reject(new Error('charts link nowhere')),
};

const PNG_SCALE = 2;

export async function draw(into: HTMLElement, spec: TopLevelSpec, config: Config): Promise<Drawing> {
  const { spec: compiled } = compile(spec, { config });
  const view = new vega.View(vega.parse(compiled, undefined, { ast: true }), {
    expr: expressionInterpreter,
    loader,
    renderer: 'svg',
    container: into,
    hover: true,
    logLevel: vega.Error,
  });
  await view.runAsync();
  return {
    toSvg: () => view.toSVG(),
    async toPng() {
      const canvas = await view.toCanvas(PNG_SCALE);
      return new Promise((done, fail) =>
        canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture was made'))), 'image/png'),
      );
    },
    dispose: () => void view.finalize(),
  };
}
