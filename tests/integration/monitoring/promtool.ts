import { spawn } from 'node:child_process';

export interface ToolResult {
  readonly exitCode: number | null;
  readonly output: string;
}

/** Runs promtool in a folder; its two streams come back as one text. */
export function promtool(folder: string, ...args: readonly string[]): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('promtool', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, output }));
  });
}
