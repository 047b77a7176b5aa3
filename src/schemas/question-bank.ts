import { z } from 'zod';
import { idSchema, labRefSchema, lineSchema, sectionRefSchema } from './common.ts';

/** An answer the learner can choose, with the reason it is right or wrong. */
export const optionSchema = z.strictObject({
  text: lineSchema,
  /** Why it is right or wrong; shown after the answer. */
  why: lineSchema,
});

const base = {
  /** Permanent id; it never changes and is never reused: `ops-arch-001`. */
  id: idSchema,
  /** What is asked. Markdown inline code is allowed. */
  stem: z.string().trim().min(10),
  /** Objective it examines, as a verb phrase. */
  objective: lineSchema,
  /** Manual section that answers it. */
  section: sectionRefSchema,
  /** Lab that practises it. */
  lab: labRefSchema.optional(),
  /** Blueprint domain: `architecture`, `deployment`, `monitoring`, `troubleshooting`, `incidents` … */
  domain: idSchema,
  /** 1 recall, 2 apply, 3 analyse. */
  difficulty: z.number().int().min(1).max(3),
  /** Configuration, output or table the question refers to, printed as a code block. */
  exhibit: z.string().optional(),
};

/** One right option. */
export const singleChoiceSchema = z.strictObject({
  type: z.literal('single'),
  ...base,
  options: z.array(optionSchema).min(3).max(6),
  /** Position of the right option, counted from 0. */
  key: z.number().int().nonnegative(),
});

/** Several right options; the stem says how many. */
export const multipleChoiceSchema = z.strictObject({
  type: z.literal('multiple'),
  ...base,
  options: z.array(optionSchema).min(4).max(7),
  /** Positions of the right options, counted from 0. */
  key: z.array(z.number().int().nonnegative()).min(2),
});

/** Put the items in order. */
export const orderSchema = z.strictObject({
  type: z.literal('order'),
  ...base,
  /** The items in their right order; the player shuffles them. */
  items: z.array(lineSchema).min(3).max(8),
  /** Why this order. */
  why: lineSchema,
});

/** Match each left item with its right one. */
export const matchSchema = z.strictObject({
  type: z.literal('match'),
  ...base,
  pairs: z
    .array(z.strictObject({ left: lineSchema, right: lineSchema }))
    .min(3)
    .max(8),
  why: lineSchema,
});

/** A number with a tolerance. */
export const numericSchema = z.strictObject({
  type: z.literal('numeric'),
  ...base,
  answer: z.number(),
  /** Accepted distance from the answer, in the same unit. */
  tolerance: z.number().nonnegative(),
  unit: lineSchema,
  /** The calculation, step by step. */
  why: z.string().trim().min(10),
});

/** A situation with an exhibit and one right option. */
export const scenarioQuestionSchema = z.strictObject({
  type: z.literal('scenario'),
  ...base,
  exhibit: z.string().trim().min(1),
  options: z.array(optionSchema).min(3).max(6),
  key: z.number().int().nonnegative(),
});

/** One question of a bank. */
export const questionSchema = z
  .discriminatedUnion('type', [
    singleChoiceSchema,
    multipleChoiceSchema,
    orderSchema,
    matchSchema,
    numericSchema,
    scenarioQuestionSchema,
  ])
  .superRefine((question, context) => {
    if (!('options' in question) || question.options.length === 0) return;
    const last = question.options.length - 1;
    for (const [index, key] of [question.key].flat().entries()) {
      if (key <= last) continue;
      const path = Array.isArray(question.key) ? ['key', index] : ['key'];
      context.addIssue({
        code: 'custom',
        path,
        message: `use the position of an option, counted from 0 to ${last}`,
      });
    }
  });

/** `content/question-banks/<track>.yaml`. */
export const questionBankSchema = z.strictObject({
  title: lineSchema,
  questions: z.array(questionSchema),
});
export type Question = z.output<typeof questionSchema>;
export type QuestionBank = z.output<typeof questionBankSchema>;
