import { ProgramMissing } from '../src/cluster-server/grading/find-program.ts';
import { formatGrade, isPassed } from '../src/cluster-server/grading/grade.ts';
import { gradeLab } from '../src/cluster-server/grading/grade-lab.ts';
import { gradeHelp, parseGradeOptions } from '../src/cluster-server/grading/grade-options.ts';

// npm runs scripts in the folder of the project; a path is meant from where the person is.
const options = parseGradeOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());

if (options === 'help') {
  console.log(gradeHelp);
} else if ('problem' in options) {
  console.error(`${options.problem}\n\n${gradeHelp}`);
  process.exitCode = 2;
} else {
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
  try {
    const grade = await gradeLab(options);
    const isPass = isPassed(grade);
    process.stdout.write(
      options.isJson ? `${JSON.stringify({ ...grade, passed: isPass }, null, 2)}\n` : formatGrade(grade),
    );
    process.exitCode = isPass ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = error instanceof ProgramMissing ? 2 : 1;
  }
}
