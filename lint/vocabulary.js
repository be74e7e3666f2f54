/**
 * One word has one meaning: names, file names, comments and titles of tests use the terms of the field. Each entry is a word that has
 * been used with many meanings, and the terms to choose from. Members of interfaces are not checked, since events,
 * rows and JSON store them under their names.
 */
const execute = 'execute (a command), record or append (an event), state (a fact)';
const publish = 'publish, notify, deliver, acknowledge, report or distinguish';
const state = 'status, exist, be recorded or be listed';
const receive = 'receive or subscribe';
const store = 'store, cache, retain or maintain';
const terms = {
  ...Object.fromEntries(['say', 'says', 'said', 'saying'].map((word) => [word, execute])),
  ...Object.fromEntries(['tell', 'tells', 'told', 'telling'].map((word) => [word, publish])),
  ...Object.fromEntries(['stand', 'stands', 'stood', 'standing'].map((word) => [word, state])),
  ...Object.fromEntries(['hear', 'hears', 'heard', 'hearing'].map((word) => [word, receive])),
  desk: 'commands, command bus or client',
  door: 'access check, route or entry point',
  doors: 'access checks, routes or entry points',
  house: 'application or product',
  world: 'state, context or reality',
  patience: 'timeout',
  breath: 'delay',
  shelf: 'publications',
  shelves: 'publications',
  deed: 'step',
  deeds: 'steps',
};
/** Words that are plain in a sentence, but name nothing in code. */
const inNamesAlone = {
  it: 'the name of what it holds',
  meet: 'collide, match or a name of what happens',
  met: 'matched',
  play: 'run or replay',
  story: 'scenario',
  look: 'check, read or load',
  looked: 'checked, read or loaded',
  keep: store,
  kept: store,
  came: 'result, outcome or received',
  words: 'terms, texts or arguments',
};

const named = new Map(Object.entries({ ...terms, ...inNamesAlone }));
const written = new RegExp(`\\b(${Object.keys(terms).join('|')})\\b`, 'gi');

/** `it('…')`, `describe.each(…)('…')`: the function that a call of a test starts from. */
const rootOf = ({ type, object, callee, name, tag }) =>
  type === 'Identifier' ? name : (object ?? callee ?? tag) && rootOf(object ?? callee ?? tag);
const isTest = (callee) => ['describe', 'it', 'test'].includes(rootOf(callee));

/** The fixed parts of a title, also of one in several lines. */
const partsOf = (title) => {
  if (title?.type === 'Literal') return [String(title.value)];
  if (title?.type === 'TemplateLiteral') return title.quasis.map(({ value }) => value.cooked);
  return title?.type === 'BinaryExpression' ? [...partsOf(title.left), ...partsOf(title.right)] : [];
};

const wordsOf = (name) => name.split(/(?=[A-Z])|[^A-Za-z]+/).map((word) => word.toLowerCase());

export const vocabulary = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'object', properties: { comments: { type: 'boolean' } }, additionalProperties: false }],
    messages: {
      name: "'{{word}}' in the name '{{name}}' has many meanings. Use a field term: {{term}}.",
      comment: "'{{word}}' in a comment has many meanings. Use a field term: {{term}}.",
      title: "'{{word}}' in the title of a test has many meanings. Use a field term: {{term}}.",
      file: "'{{word}}' in a file name has many meanings. Name the file after its content: {{term}}.",
    },
  },
  create(context) {
    const { sourceCode } = context;
    const check = (name, node, messageId = 'name') => {
      for (const word of wordsOf(name))
        if (named.has(word)) context.report({ node, messageId, data: { word, name, term: named.get(word) } });
    };
    const member = ({ key }) => {
      if (key.type === 'Identifier' || key.type === 'PrivateIdentifier') check(key.name, key);
    };
    return {
      Program(program) {
        check(context.filename.split('/').at(-1), program, 'file');
        for (const { variables } of sourceCode.scopeManager.scopes)
          for (const { name, defs } of variables)
            for (const def of defs) if (def.type !== 'ImportBinding') check(name, def.name);
        if (context.options[0]?.comments === false) return;
        for (const { value, loc } of sourceCode.getAllComments())
          for (const [word] of value.matchAll(written))
            context.report({ loc, messageId: 'comment', data: { word, term: terms[word.toLowerCase()] } });
      },
      CallExpression({ callee, arguments: [title] }) {
        if (!isTest(callee)) return;
        for (const part of partsOf(title))
          for (const [word] of part.matchAll(written))
            context.report({ node: title, messageId: 'title', data: { word, term: terms[word.toLowerCase()] } });
      },
      MethodDefinition: member,
      PropertyDefinition: member,
    };
  },
};
