import tseslint from 'typescript-eslint';
import { vocabulary } from './lint/vocabulary.js';

const pure = 'domain/ and projections/ read no clock and draw no chance: let the command or the event bring the value.';

const foldedMembers = {
  selector: 'ObjectExpression > SpreadElement > ObjectExpression',
  message: 'Name the members: a spread object literal switches the excess-property check of the compiler off.',
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'node_modules/',
      'coverage/',
      '.tmp/',
      '**/*.cjs',
      '**/*.js',
      'bench/peers/',
      '**/*.mjs',
      'clients/typescript/src/api.ts',
    ],
  },
  ...tseslint.configs.recommended,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', foldedMembers],
    },
  },
  {
    // Nest finds what to inject from decorator metadata: a type-only import would leave it nothing to find.
    files: ['src/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['domain/**/*.ts', 'projections/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 250 }],
      'no-restricted-syntax': [
        'error',
        foldedMembers,
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: pure },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: pure },
        { selector: "MemberExpression[object.name='Math'][property.name='random']", message: pure },
        { selector: "MemberExpression[object.property.name='Now']", message: pure },
        { selector: "MemberExpression[object.name='Temporal'][property.name='Now']", message: pure },
        {
          selector: 'SwitchCase[test=null]',
          message: 'A `default:` swallows new events. Name every case; the compiler then says which one is missing.',
        },
      ],
    },
  },
  { files: ['src/**/*.ts', 'bench/**/*.ts'], rules: { 'max-lines': ['error', { max: 400 }] } },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 500 }], '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.ts'],
    plugins: { vocabulary: { rules: { 'field-terms': vocabulary } } },
    rules: { 'vocabulary/field-terms': 'error' },
  },
  // Comments of DTOs and routes are descriptions in the API document.
  {
    files: ['**/*.dto.ts', '**/*.controller.ts'],
    rules: { 'vocabulary/field-terms': ['error', { comments: false }] },
  },
  { files: ['src/cli/**/*.ts', 'src/cli.ts', 'bench/**/*.ts', 'test/support/**/*.ts'], rules: { 'no-console': 'off' } },
);
