/** Takes the pictures of the README from the sample: `node tests/desktop/pictures.mjs` (ASSAY_BINARY as in the tests). */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { By, output, sleep } from './driver.mjs';
import { openSample } from './sample.mjs';

const pictures = join(import.meta.dirname, '../../docs/pictures');
const { window } = await openSample();
for (const name of ['label', 'quality', 'errors', 'priorities']) {
  await window.click(await window.byTestId(`nav-${name}`));
  await sleep(1500);
  // The weaker model has errors worth a picture.
  if (name === 'errors') {
    await window.click(await window.byTestId('run'));
    await window.click(await window.driver.findElement(By.xpath('//*[@role="option"][contains(., "logreg-14px")]')));
    await sleep(500);
    const [wrong] = await window.driver.findElements(By.xpath('//*[@role="radio" or self::button][normalize-space()="Wrong"]'));
    await window.click(wrong);
    await sleep(1500);
  }
  await window.screenshot(`readme-${name}`);
  await copyFile(join(output, `readme-${name}.png`), join(pictures, `${name}.png`));
}
await window.quit();
