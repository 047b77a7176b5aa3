import { rolldown } from 'rolldown';

/** What a bundle of Vite loads beside a module that is imported on demand. */
const companions = /__vite__mapDeps\(\[[\d,\s]*\]\)/g;

/** Bundles a module of the browser with all it imports, at once or on demand, into one classic script. */
export async function bundleScript(
  input: string,
  define: Readonly<Record<string, string>> = {},
): Promise<string> {
  const bundle = await rolldown({
    input,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"', 'import.meta': '{}', ...define } },
    logLevel: 'warn',
    plugins: [
      {
        name: 'no-companions',
        // In one script there is nothing to fetch ahead.
        transform: (code) => code.replaceAll(companions, '[]'),
      },
    ],
  });
  try {
    const { output } = await bundle.generate({ format: 'iife', minify: true, codeSplitting: false });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}
