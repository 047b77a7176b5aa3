/** Data that scripts of the copy for a folder have left here, by the name of the file that the site has in their place. */
declare global {
  var trainingData: Record<string, unknown> | undefined;
}

/** Whether the page was opened from a folder, where a browser fetches nothing. */
export function isInFolder(): boolean {
  return globalThis.location?.protocol === 'file:';
}

/** Asks for a JSON file of the site; in the copy for a folder, for the script that holds the same. */
export async function requestData<Value>(base: string, name: string): Promise<Value> {
  if (isInFolder()) return (await runDataScript(base, name)) as Value;
  const response = await fetch(base + name);
  if (!response.ok) throw new Error(`${base}${name} was answered with ${response.status}.`);
  return (await response.json()) as Value;
}

function runDataScript(base: string, name: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${base}data/${name}.js`;
    script.addEventListener('load', () => resolve(globalThis.trainingData?.[name]));
    script.addEventListener('error', () => reject(new Error(`${name} is not in this folder.`)));
    document.head.append(script);
  });
}
