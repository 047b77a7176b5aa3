import { nginxHeaders } from '../src/exporters/headers.ts';
import { inlineScriptHashes, readSiteSettings } from '../src/node/site-settings.ts';

process.stdout.write(nginxHeaders({ base: readSiteSettings().base, scriptHashes: inlineScriptHashes() }));
