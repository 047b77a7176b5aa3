import { levelEncoding, type WorkloadClass } from '../../hde.ts';
import { Refused, type CommandRun } from '../command-call.ts';
import { bytes, facts, round } from '../format.ts';

/** What a dictionary saves beside the level, by kind of guest: inside the target of 5–15 % (reference deployment). */
const DICTIONARY_GAIN_PERCENT: Readonly<Record<WorkloadClass, number>> = {
  general: 10,
  idle: 12,
  web: 10,
  database: 7,
  cache: 5,
  media: 0,
  encrypted: 0,
};

export const hdeCommands: Readonly<Record<string, CommandRun>> = {
  'hde set-compression': (call) => {
    const node = call.node('--node');
    const level = call.integer('--level', 1, 19) ?? 0;
    if (node.type !== 'worker')
      throw new Refused('INVALID_ARGUMENT', `${node.id} is a ${node.type}; only workers compress.`);
    const before = node.compressionLevel ?? call.cluster.settings['encoding.hde.compression.level'];
    call.act({ type: 'set-compression', node: node.id, level });
    const { megabytesPerSecond, ratio } = levelEncoding(level);
    return {
      value: { node: node.id, before, level, encoder_mb_per_second: megabytesPerSecond, ratio },
      text: `${node.id} compresses at level ${level}; before it was ${before}. The level table gives ${round(ratio, 2)}× at ${round(megabytesPerSecond)} MB/s for general data.\n`,
    };
  },

  'hde train-dict': function* (call) {
    const vms = call.vms('--vm');
    const names = vms.map(({ name }) => name).join(', ');
    const samples = call.integer('--samples', 10, 1_000_000) ?? 1_000;
    const size = call.integer('--size', 1, 10_240) ?? 112;
    yield* call.pass(Math.min(600_000, 5_000 + samples * 10), () => `reading pages of ${names}`);
    const gain = Math.min(...vms.map(({ workload }) => DICTIONARY_GAIN_PERCENT[workload]));
    const path = call.required('--file');
    call.write(path, `zstd dictionary of ${names}, ${samples} samples, ${size} kB\n`);
    return {
      value: { file: path, samples, size_kb: size, expected_gain_percent: gain },
      text: facts([
        ['Dictionary', path],
        ['Samples', `${samples} pages, ${bytes(samples * 4_096)}`],
        ['Size', `${size} kB`],
        [
          'Expect',
          gain === 0 ? 'no gain: this memory looks random' : `about ${gain} % less to send (target 5–15 %)`,
        ],
      ]),
    };
  },
};
