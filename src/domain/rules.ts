/** What each rule is for; the catalogue behind `/status/rules/` and SARIF. */
export interface Rule {
  readonly family:
    | 'schema'
    | 'claims'
    | 'schedules'
    | 'links'
    | 'facts'
    | 'blocks'
    | 'freshness'
    | 'hygiene'
    | 'padding'
    | 'questions'
    | 'exceptions';
  /** One sentence: what is wrong when it reports. */
  readonly summary: string;
  /** Why readers or coordinators care. */
  readonly why: string;
  /** How to put it right. */
  readonly remedy: string;
}

const catalogue = {
  // Schema
  'invalid-content': {
    family: 'schema',
    summary: 'A file does not have the form its collection asks for.',
    why: 'A misspelt key would silently drop what it holds.',
    remedy: 'Correct the field that the message names; the schema in src/schemas says what each field means.',
  },
  'unreadable-file': {
    family: 'schema',
    summary: 'A file is not valid YAML or MDX.',
    why: 'Nothing in it can be shown or measured.',
    remedy: 'Correct the syntax at the line that the message names.',
  },
  'unknown-component': {
    family: 'schema',
    summary: 'A document uses a component that does not exist, or gives it a wrong property.',
    why: 'The page could not be built.',
    remedy: 'Use a component of the authoring set, with the properties its page lists.',
  },

  // Claims
  'complete-but-missing': {
    family: 'claims',
    summary: 'The index says a material is complete, but it has no content.',
    why: 'A learner would be sent to something that is not there.',
    remedy: 'Write it, or set its status to planned.',
  },
  'complete-but-short': {
    family: 'claims',
    summary: 'A complete material, section or list has fewer lines or items than the index promises.',
    why: 'A number that the program states about itself would be false.',
    remedy: 'Add what is missing, or correct the claim in content/program/index.yaml.',
  },
  'planned-but-present': {
    family: 'claims',
    summary: 'A planned material already meets everything the index claims for it.',
    why: 'Learners would pass by something they could use.',
    remedy: 'Set its status to complete.',
  },
  'section-absent': {
    family: 'claims',
    summary: 'A complete manual, runbook or guide lacks a section the index names.',
    why: 'The index promises it by name.',
    remedy: 'Write the section, or take it out of the index.',
  },
  'section-out-of-order': {
    family: 'claims',
    summary:
      'Sections stand in another order than in the index, or a file has a number or title the index does not know.',
    why: 'Numbers are how people refer to sections.',
    remedy: 'Give the file the number and title of the index, or correct the index.',
  },
  'topic-not-covered': {
    family: 'claims',
    summary:
      'A topic of the index is covered by no section, or a section names a topic that is not assigned to it.',
    why: 'A promised subject would not be taught.',
    remedy: 'Name the sections that cover it in the index, and the topic in their frontmatter.',
  },
  'lab-differs': {
    family: 'claims',
    summary: 'A lab has another duration, deliverable, number of steps or minutes than the index states.',
    why: 'Schedules and bookings are made from the index.',
    remedy: 'Make the lab and the index agree.',
  },
  'checkpoint-without-scenario': {
    family: 'claims',
    summary: 'The text of a lab has a checkpoint that its scenario does not have.',
    why: 'It would never be met, however well the work was done.',
    remedy: 'Name a checkpoint of the scenario, or add it there.',
  },
  'checkpoint-without-text': {
    family: 'claims',
    summary: 'The scenario of a lab has a checkpoint that the text of the lab does not have.',
    why: 'Learners would be asked for something that nobody told them.',
    remedy: 'Put the checkpoint into the text where it is reached, or take it out of the scenario.',
  },
  'count-differs': {
    family: 'claims',
    summary:
      'A manual promises another number of labs than its track has, or an exam differs from the rules of its level.',
    why: 'Counts are what coordinators plan by.',
    remedy: 'Correct the number, or add what is missing.',
  },
  'total-does-not-add-up': {
    family: 'claims',
    summary: 'A total differs from the sum of its parts.',
    why: 'Whoever adds it up will stop believing the rest.',
    remedy: 'State the sum of the parts.',
  },
  'published-path-reused': {
    family: 'claims',
    summary: 'Two materials are published at the same path.',
    why: 'One would overwrite the other.',
    remedy: 'Give each material a path of its own.',
  },
  'content-not-in-index': {
    family: 'claims',
    summary: 'A file exists that no entry of the index describes.',
    why: 'It would be published without a claim to hold it to.',
    remedy: 'Add it to the index, or remove the file.',
  },
  'entry-not-resolved': {
    family: 'claims',
    summary: 'A reference names a section, lab, question, material or schedule that does not exist.',
    why: 'A path, page or schedule would have a hole.',
    remedy: 'Correct the reference, or add what it names.',
  },

  // Schedules
  'session-ends-before-start': {
    family: 'schedules',
    summary: 'A session ends before, or at the moment, it starts.',
    why: 'Nobody can attend it.',
    remedy: 'Correct its times.',
  },
  'session-duration-differs': {
    family: 'schedules',
    summary: 'The stated duration of a session is not the time between its start and end.',
    why: 'The instructor plans by one number and the room by the other.',
    remedy: 'Correct the times or the duration.',
  },
  'sessions-overlap': {
    family: 'schedules',
    summary: 'A session starts before the one before it has ended.',
    why: 'The same people are expected in both.',
    remedy: 'Move one of them.',
  },
  'no-break': {
    family: 'schedules',
    summary: 'People would work more than four and a half hours without a break.',
    why: 'They stop learning, and in many places it is not allowed.',
    remedy: 'Put in a break of at least 15 minutes.',
  },
  'labs-do-not-fit': {
    family: 'schedules',
    summary: 'The slots for a lab are shorter than the labs in them.',
    why: 'The class would be sent home in the middle of a lab.',
    remedy: 'Lengthen the slot, or move a lab to another one.',
  },
  'lab-without-slot': {
    family: 'schedules',
    summary: 'A lab of the track has no slot in its schedule.',
    why: 'It would not be done.',
    remedy: 'Give it a slot that holds it.',
  },
  'lab-before-section': {
    family: 'schedules',
    summary: 'A lab comes before a section it practises.',
    why: 'Learners would meet it unprepared.',
    remedy: 'Teach the section first.',
  },
  'exam-does-not-fit': {
    family: 'schedules',
    summary: 'The slot of an exam is shorter than the exam, or a part of it has no slot.',
    why: 'Candidates could not finish.',
    remedy: 'Give every part of the exam a slot that holds it.',
  },
  'deck-days-differ': {
    family: 'schedules',
    summary: 'A deck has another number of days than a schedule of its track.',
    why: 'An instructor would stand there without slides.',
    remedy: 'Cut the deck into the days of the schedule.',
  },
  'track-without-schedule': {
    family: 'schedules',
    summary: 'A track has a deck and no schedule.',
    why: 'It cannot be planned.',
    remedy: 'Write a schedule in content/schedules/.',
  },

  // Links
  'dead-page': {
    family: 'links',
    summary: 'A link leads to a page that does not exist.',
    why: 'The reader ends at an error.',
    remedy: 'Correct the address.',
  },
  'dead-anchor': {
    family: 'links',
    summary: 'A link leads to a heading or anchor that the page does not have.',
    why: 'The reader ends at the top of a long page.',
    remedy: 'Use the anchor that the message suggests, or add the heading.',
  },
  'planned-link-not-marked': {
    family: 'links',
    summary: 'A link leads to something planned without saying so.',
    why: 'The reader expects content and finds a promise.',
    remedy: 'Write "planned" in the link text, or "(planned)" right after it.',
  },
  'written-link-marked-planned': {
    family: 'links',
    summary: 'A link is marked as planned, and what it leads to is written.',
    why: 'The reader passes by what could be read today.',
    remedy: 'Remove "(planned)" after the link, and read whether the sentence around it still holds.',
  },
  'redirect-leads-nowhere': {
    family: 'links',
    summary: 'A redirect leads to a page that does not exist, or hides one that does.',
    why: 'Old bookmarks would end at an error.',
    remedy: 'Correct its target in content/program/redirects.yaml.',
  },
  'missing-figure': {
    family: 'links',
    summary: 'A figure is not there, has no text alternative, or breaks the rules for drawings.',
    why: 'Readers would see a gap, or a drawing that fails in the dark or in print.',
    remedy: 'Add the file, or mend what the message names.',
  },

  // Facts
  'unknown-metric': {
    family: 'facts',
    summary: 'A metric is not in the reference.',
    why: 'A query for it returns nothing.',
    remedy: 'Use a name of content/reference/metrics.yaml, or add the metric there.',
  },
  'invalid-promql': {
    family: 'facts',
    summary: 'A query is not valid PromQL.',
    why: 'Prometheus would refuse it, and with it the whole rule file or panel.',
    remedy: 'Correct the query at the place that the message names.',
  },
  'unknown-series': {
    family: 'facts',
    summary: 'A query reads a series that nothing exposes, such as a histogram by its bare name.',
    why: 'It returns nothing, so its panel stays empty and its alert never fires.',
    remedy: 'Read a series of content/reference/metrics.yaml; of a histogram read _bucket, _sum or _count.',
  },
  'unknown-metric-label': {
    family: 'facts',
    summary: 'A query uses a label that its series do not have.',
    why: 'A matcher on it selects nothing, and a grouping by it joins what should stay apart.',
    remedy: 'Use a label of the metric as content/reference/metrics.yaml lists them.',
  },
  'unknown-alert': {
    family: 'facts',
    summary: 'An alert is not in the reference.',
    why: 'Nobody will ever be paged by it.',
    remedy: 'Use a name of content/reference/alerts.yaml, or add the alert there.',
  },
  'unknown-command': {
    family: 'facts',
    summary: 'A command or flag is not in the reference.',
    why: 'Typing it gives an error.',
    remedy: 'Use a command of content/reference/commands.yaml, or add it there.',
  },
  'unknown-endpoint': {
    family: 'facts',
    summary: 'An API path or method is not in the reference.',
    why: 'Calling it gives 404.',
    remedy: 'Use an endpoint of content/reference/api.yaml, or add it there.',
  },
  'unknown-configuration-key': {
    family: 'facts',
    summary: 'A configuration key is not in the reference.',
    why: 'The server refuses or ignores it.',
    remedy: 'Use a key of content/reference/configuration.yaml, or add it there.',
  },
  'unknown-error': {
    family: 'facts',
    summary: 'An error code is not in the reference.',
    why: 'Nobody can look it up.',
    remedy: 'Use a code of content/reference/errors.yaml, or add it there.',
  },
  'unknown-port': {
    family: 'facts',
    summary: 'A port is not in the reference.',
    why: 'A firewall rule made from it would be wrong.',
    remedy: 'Use a port of content/reference/ports.yaml, or add it there.',
  },
  'unknown-acronym': {
    family: 'facts',
    summary: 'An acronym in running text is not in the glossary.',
    why: 'A reader who is new to the field cannot look it up.',
    remedy: 'Write it out, or add it to content/reference/glossary.yaml.',
  },

  // Blocks
  'command-failed': {
    family: 'blocks',
    summary:
      'A command of the text is refused by the training cluster, or succeeds where the text says it fails.',
    why: 'A reader who types it gets an error, in class or in the night.',
    remedy: 'Correct the command, or mark the block with "fails" and print the refusal.',
  },
  'output-differs': {
    family: 'blocks',
    summary: 'A command prints something else than the text shows.',
    why: 'A reader compares the two to know whether things are well.',
    remedy: 'Correct the text, or let npm run check -- --update print what came out and read it again.',
  },
  'block-unverified': {
    family: 'blocks',
    summary:
      'A block cannot be run, parsed or drawn from a tested file, and gives no reason; or it is not valid.',
    why: 'Nobody would notice when it is wrong.',
    remedy:
      'Make it a console block, name its language, draw it from examples/, or give the reason: unverified="…".',
  },
  'sum-differs': {
    family: 'blocks',
    summary: 'A calculation in a text block states a result that it does not have.',
    why: 'A reader who checks it stops believing the other numbers, and one who does not takes it along.',
    remedy: 'Correct the calculation.',
  },
  'region-missing': {
    family: 'blocks',
    summary: 'A block is drawn from a file or a region that is not there.',
    why: 'What it shows would no longer be tested.',
    remedy: 'Correct the name, or mark the stretch in the file with "region: name" and "endregion".',
  },
  'region-differs': {
    family: 'blocks',
    summary: 'A block is not what stands in the tested file that it is drawn from.',
    why: 'A reader would copy code that no test has seen.',
    remedy: 'Change the file and its tests first, then run npm run check -- --update.',
  },

  // Freshness
  'review-date-passed': {
    family: 'freshness',
    summary: 'The date of the next review has passed.',
    why: 'Nobody has vouched for the content since.',
    remedy: 'Review it, then set the dates of the last and the next review.',
  },
  'version-overdue': {
    family: 'freshness',
    summary: 'A promised version has no release date although it is due.',
    why: 'The program promises something it has not delivered.',
    remedy: 'Release it and state its date, or move its due date.',
  },

  // Hygiene
  mojibake: {
    family: 'hygiene',
    summary: 'Text was decoded with the wrong character set.',
    why: 'Readers see "Ã©" where a letter should be.',
    remedy: 'Write the character that was meant, in UTF-8.',
  },
  'not-normalised': {
    family: 'hygiene',
    summary: 'Text is not in Unicode normalisation form C.',
    why: 'Search and comparison miss what looks the same.',
    remedy: 'Save the file in form C.',
  },
  'mixed-newlines': {
    family: 'hygiene',
    summary: 'A file has carriage returns or lacks a newline at its end.',
    why: 'Every tool counts its lines differently.',
    remedy: 'Save it with line feeds only and one at the end.',
  },
  'ambiguous-zone': {
    family: 'hygiene',
    summary: 'A time is given in a zone abbreviation such as EST.',
    why: 'It is wrong for half of the year and ambiguous across continents.',
    remedy: 'Give an IANA zone such as America/New_York.',
  },
  'placeholder-text': {
    family: 'hygiene',
    summary: 'Text is a placeholder.',
    why: 'It reads as finished and is not.',
    remedy: 'Write what belongs there.',
  },
  'control-character': {
    family: 'hygiene',
    summary: 'A file has an invisible or control character.',
    why: 'Commands copied from it fail for no visible reason.',
    remedy: 'Remove the character.',
  },

  // Padding
  'repeated-passage': {
    family: 'padding',
    summary: 'A sentence or list item stands in more than one place.',
    why: 'Length is a claim; repetition would let it be met without substance.',
    remedy: 'Say it once, and link to it.',
  },
  'near-identical-rows': {
    family: 'padding',
    summary: 'Rows of a table differ in one word.',
    why: 'Ten items that differ by a host name are one item with a variable.',
    remedy: 'Make them one row, or say what really differs.',
  },
  'repeated-code': {
    family: 'padding',
    summary: 'A code block stands in more than one place.',
    why: 'Copies go out of step.',
    remedy: 'Show it once, and refer to it.',
  },
  'empty-heading': {
    family: 'padding',
    summary: 'A heading has nothing under it.',
    why: 'It promises something that is not there.',
    remedy: 'Write what belongs under it, or remove it.',
  },

  // Questions
  'question-duplicate-id': {
    family: 'questions',
    summary: 'Two questions have the same id.',
    why: 'Results and links would mix them up.',
    remedy: 'Give the newer one an id of its own.',
  },
  'question-stem-repeated': {
    family: 'questions',
    summary: 'Two questions ask the same.',
    why: 'A paper could contain both.',
    remedy: 'Rewrite or remove one.',
  },
  'question-key-unbalanced': {
    family: 'questions',
    summary: 'Right answers stand at one position too often, or are longer than the others.',
    why: 'A candidate could guess without knowing.',
    remedy: 'Move keys to other positions, and make options alike in length.',
  },

  // Exceptions
  'exception-unused': {
    family: 'exceptions',
    summary: 'An exception matches no finding.',
    why: 'It would hide the next one.',
    remedy: 'Remove it from content/program/exceptions.yaml.',
  },
  'exception-expired': {
    family: 'exceptions',
    summary: 'An exception is past its end date.',
    why: 'It was granted until then.',
    remedy: 'Mend the finding, or argue for a new date.',
  },
} as const satisfies Record<string, Rule>;

/** Permanent name of a rule. */
export type RuleName = keyof typeof catalogue;

/** All rules by name. */
export const rules: Readonly<Record<RuleName, Rule>> = catalogue;

/** All rule names, in the order of their families. */
export const ruleNames = Object.keys(catalogue) as readonly RuleName[];

/** Tells whether a text is the name of a rule. */
export function isRuleName(text: string): text is RuleName {
  return Object.hasOwn(catalogue, text);
}
