import { createHash } from 'node:crypto';
import { themeScript } from '../client/theme-script.ts';

/** Where the site is served, from the same variables that astro.config.mjs reads. */
export interface SiteSettings {
  /** Address of the host, such as `https://training.example.com`. */
  readonly site: string;
  /** Starts and ends with a slash. */
  readonly base: string;
}

/** Reads `SITE_URL` and `BASE_PATH`. */
export function readSiteSettings(environment: NodeJS.ProcessEnv = process.env): SiteSettings {
  const { SITE_URL: site = 'http://localhost:4321', BASE_PATH: base = '/' } = environment;
  return { site, base: `/${base}/`.replaceAll(/\/+/g, '/') };
}

/** Hashes of the scripts that stand in pages, for the content security policy. */
export function inlineScriptHashes(): string[] {
  return [`sha256-${createHash('sha256').update(themeScript).digest('base64')}`];
}
