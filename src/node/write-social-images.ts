import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderAsync } from '@resvg/resvg-js';
import opentype, { type Font } from 'opentype.js';
import type { Page } from '../domain/routes.ts';
import { pagesWithImage, socialCard, socialImageUrl } from '../domain/social-image.ts';
import { socialImageSvg, type CardFonts } from '../exporters/social-image.ts';

/** Makes the images of the pages, as many as there are cores at a time, and keeps them between builds by what they show. */
export async function makeSocialImages(
  pages: readonly Page[],
  cache = '.cache/social',
): Promise<{ readonly file: string; readonly kept: string }[]> {
  await mkdir(cache, { recursive: true });
  const fonts: CardFonts = { regular: await readFont(400), bold: await readFont(600) };
  const waiting = pagesWithImage(pages);
  const images: { file: string; kept: string }[] = [];
  const work = async (): Promise<void> => {
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
      const svg = socialImageSvg(socialCard(page), fonts);
      const kept = path.join(cache, `${createHash('sha256').update(svg).digest('hex').slice(0, 32)}.png`);
      if (!existsSync(kept)) {
        const image = await renderAsync(svg, { font: { loadSystemFonts: false } });
        await writeFile(kept, image.asPng());
      }
      images.push({ file: socialImageUrl(page).slice(1), kept });
    }
  };
  await Promise.all([work(), work()]);
  return images;
}

/** Puts the images into the folder of a site. */
export async function writeSocialImages(
  folder: string,
  images: readonly { readonly file: string; readonly kept: string }[],
): Promise<void> {
  for (const { file, kept } of images) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await copyFile(kept, target);
  }
}

async function readFont(weight: 400 | 600): Promise<Font> {
  const file = import.meta.resolve(
    `@fontsource/ibm-plex-sans/files/ibm-plex-sans-latin-${weight}-normal.woff`,
  );
  const bytes = await readFile(fileURLToPath(file));
  return opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
