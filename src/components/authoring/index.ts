import Alert from './Alert.astro';
import Checklist from './Checklist.astro';
import Checkpoint from './Checkpoint.astro';
import Command from './Command.astro';
import Config from './Config.astro';
import Decision from './Decision.astro';
import Definition from './Definition.astro';
import Endpoint from './Endpoint.astro';
import ErrorCode from './ErrorCode.astro';
import Figure from './Figure.astro';
import Hint from './Hint.astro';
import Metric from './Metric.astro';
import Note from './Note.astro';
import OnRealCluster from './OnRealCluster.astro';
import Outcome from './Outcome.astro';
import Port from './Port.astro';
import Scenario from './Scenario.astro';
import Solution from './Solution.astro';
import Step from './Step.astro';
import Steps from './Steps.astro';
import Tab from './Tab.astro';
import Tabs from './Tabs.astro';
import Template from './Template.astro';
import Term from './Term.astro';
import Warning from './Warning.astro';

/** What writers may use in MDX, without an import line. The same set, with its properties, is in `domain/authoring.ts`. */
export const authoringComponents = {
  Alert,
  Checklist,
  Checkpoint,
  Command,
  Config,
  Decision,
  Definition,
  Endpoint,
  ErrorCode,
  Figure,
  Hint,
  Metric,
  Note,
  OnRealCluster,
  Outcome,
  Port,
  Scenario,
  Solution,
  Step,
  Steps,
  Tab,
  Tabs,
  Template,
  Term,
  Warning,
};
